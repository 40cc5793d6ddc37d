/** Something in a message that is not as it should be. The message is read all the same, as far as that goes. */
export interface MailFinding {
  /** `header`, `part 1.2`, `message 17`. */
  place: string;
  severity: 'error' | 'warning' | 'info';
  code: string;
  /** For a person. */
  message: string;
}

/** Findings kept of one message; hostile mail must not fill memory with complaints about itself. */
const kept = 200;

export class Findings {
  readonly list: MailFinding[] = [];
  private more = 0;

  add(severity: MailFinding['severity'], place: string, code: string, message: string): void {
    if (this.list.length < kept) this.list.push({ place, severity, code, message });
    else this.more += 1;
  }

  all(): MailFinding[] {
    if (this.more === 0) return this.list;
    const message = `${this.more} more findings on this message are left out.`;
    return [...this.list, { place: 'message', severity: 'warning', code: 'findings-left-out', message }];
  }
}

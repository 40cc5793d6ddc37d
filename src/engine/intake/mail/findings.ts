import type { SourceFinding } from '../source-finding.ts';

/** Kept of one message; hostile mail must not fill memory with complaints about itself. */
const kept = 200;

/** What is not as it should be in one message, which is read all the same. Places: `header`, `part 1.2`, `message 17`. */
export class Findings {
  readonly list: SourceFinding[] = [];
  private more = 0;

  add(severity: SourceFinding['severity'], place: string, code: string, message: string): void {
    if (this.list.length < kept) this.list.push({ place, severity, code, message });
    else this.more += 1;
  }

  all(): SourceFinding[] {
    if (this.more === 0) return this.list;
    const message = `${this.more} more findings on this message are left out.`;
    return [...this.list, { place: 'message', severity: 'warning', code: 'findings-left-out', message }];
  }
}

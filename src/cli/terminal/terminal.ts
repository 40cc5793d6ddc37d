import type { Page } from './table.ts';

export interface TerminalOptions {
  json: boolean;
  quiet: boolean;
  colour: boolean;
}

/** Where the command writes: its answer on stdout, everything else on stderr. A reader that went away is no error. */
export class Terminal {
  readonly options: TerminalOptions;
  private readerGone = false;

  constructor(options: TerminalOptions) {
    this.options = options;
    const gone = (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      this.readerGone = true;
    };
    process.stdout.on('error', gone);
    process.stderr.on('error', gone);
  }

  get page(): Page {
    return {
      columns: process.stdout.isTTY ? process.stdout.columns || 80 : null,
      bold: (text) => this.styled(process.stdout, '1', text),
    };
  }

  /** Writes the answer and waits until it has left this process. */
  async answer(text: string): Promise<void> {
    if (this.readerGone || text === '') return;
    await new Promise<void>((resolve) => {
      process.stdout.write(text.endsWith('\n') ? text : `${text}\n`, () => resolve());
    });
  }

  /** A remark that is not the answer. Silent with `--quiet`. */
  note(text: string): void {
    if (!this.options.quiet) this.write(`${text}\n`);
  }

  /** A failure: said whatever was asked for. */
  complain(text: string): void {
    this.write(`${this.styled(process.stderr, '31', 'proffer:')} ${text}\n`);
  }

  good = (text: string): string => this.styled(process.stdout, '32', text);
  bad = (text: string): string => this.styled(process.stdout, '31', text);

  get showsProgress(): boolean {
    return process.stderr.isTTY === true && !this.options.quiet;
  }

  private write(text: string): void {
    if (!this.readerGone) process.stderr.write(text);
  }

  private styled(stream: NodeJS.WriteStream, code: string, text: string): string {
    const wanted =
      this.options.colour && stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
    return wanted ? `\u001b[${code}m${text}\u001b[0m` : text;
  }
}

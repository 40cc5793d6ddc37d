/** How the text of HTML flows: what all readers of pages have in common. */

/** Elements that begin and end a line. */
export const blocks = new Set(
  'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol optgroup option p pre section summary table tbody tfoot thead title tr ul'.split(
    ' ',
  ),
);
/** What no browser shows as text. */
export const unread = new Set(['script', 'style', 'template', 'noframes']);

/** Elements within elements; pages have some dozens, and each costs the parser as many steps as lie around it. */
export const deepest = 5_000;

/** Text whose white space collapses as HTML's does, with lines where blocks begin and end. */
export class FlowingText {
  private readonly parts: string[] = [];
  private last = '\n';

  write(text: string, preserve: boolean): void {
    let shown = preserve ? text : text.replace(/[ \t\r\n\f]+/g, ' ');
    if (!preserve && /\s$/.test(this.last)) shown = shown.replace(/^ /, '');
    if (shown !== '') this.push(shown);
  }

  line(): void {
    this.push('\n');
  }

  block(): void {
    if (this.last !== '\n') this.push('\n');
  }

  cell(): void {
    if (!/\s$/.test(this.last)) this.push('\t');
  }

  text(): string {
    return this.parts
      .join('')
      .replace(/[ \t]+\n/g, '\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim();
  }

  private push(text: string): void {
    this.parts.push(text);
    this.last = text.at(-1)!;
  }
}

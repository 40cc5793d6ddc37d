import { type ContentText, PageList } from './content-text.ts';

/** Characters to a page of a text that has no pages of its own: what is found in it is then said to be there. */
const pageCharacters = 20_000;

/** A long text as pages cut at line ends. */
export function pagesOf(text: string): Pick<ContentText, 'pages' | 'findings' | 'outcome'> {
  const list = new PageList();
  let from = 0;
  while (from < text.length && !list.full) {
    let to = Math.min(text.length, from + pageCharacters);
    const feed = text.indexOf('\f', from);
    if (feed >= 0 && feed < to) to = feed + 1;
    else if (to < text.length) {
      const line = text.lastIndexOf('\n', to - 1);
      if (line > from) to = line + 1;
      else if (/[\ud800-\udbff]/.test(text[to - 1]!)) to -= 1;
    }
    list.add('', text.slice(from, to));
    from = to;
  }
  return {
    pages: list.pages,
    findings: list.findings,
    outcome: list.hasText ? '' : 'The file holds no text.',
  };
}

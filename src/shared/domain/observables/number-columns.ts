/** Lists with a heading say in which of their columns the telephone numbers stand. */

const phoneHeading =
  /^"?\s*(?:tel|phone|phone ?no|phone number|number|mobile|cell|caller(?: ?id)?|msisdn|from|to|calling number|called number|telefon|rufnummer|nummer|tel[eé]fono|num[eé]ro|numero|contact(?: ?no| number)?|whatsapp|a-number|b-number)\b/i;
const delimiters = [';', ',', '\t', '|'];
const headingCell = /^[\s"']*[\p{L}\p{M}][\p{L}\p{M}\p{N} _()#/.'"-]{0,39}$/u;
/** Headings stand within the first lines; a longer search would find sentences. */
const searchedLines = 12;

interface Heading {
  /** Index behind the line of headings. */
  end: number;
  delimiter: string;
  columns: number;
  phone: Set<number>;
}

/** Answers whether a place stands in a column of telephone numbers (`phone`), in another (`other`), or in no such list. */
export type ColumnReading = (start: number) => 'phone' | 'other' | null;

function findHeading(text: string): Heading | null {
  let start = 0;
  for (let lines = 0; lines < searchedLines && start < text.length; lines++) {
    const at = text.indexOf('\n', start);
    const end = at < 0 ? text.length : at;
    const line = text.slice(start, Math.min(end, start + 2000));
    for (const delimiter of delimiters) {
      const cells = line.split(delimiter);
      if (cells.length < 2 || cells.some((cell) => !headingCell.test(cell))) continue;
      const phone = cells.flatMap((cell, index) => (phoneHeading.test(cell.trim()) ? [index] : []));
      // A second row of the same shape makes it a list.
      const next = text.slice(end + 1, end + 4000).split('\n', 1)[0] ?? '';
      if (phone.length > 0 && next.split(delimiter).length === cells.length)
        return { end, delimiter, columns: cells.length, phone: new Set(phone) };
    }
    start = end + 1;
  }
  return null;
}

/** Looks at the headings once; what it answers with costs one line each time. */
export function readColumns(text: string): ColumnReading {
  const heading = findHeading(text);
  if (!heading) return () => null;
  return (start) => {
    if (start <= heading.end) return null;
    const from = text.lastIndexOf('\n', start - 1) + 1;
    if (start - from > 4000) return null;
    const at = text.indexOf('\n', start);
    const line = text.slice(from, at < 0 || at - from > 8000 ? from + 8000 : at);
    if (line.split(heading.delimiter).length !== heading.columns) return null;
    const column = text.slice(from, start).split(heading.delimiter).length - 1;
    return heading.phone.has(column) ? 'phone' : 'other';
  };
}

import { readXml } from './xml-events.ts';

/** Formats a program brings along that show a date or a time (ECMA-376, part 1, 18.8.30, the East Asian ones included). */
const builtInDates = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54,
  55, 56, 57, 58,
]);
/** Excel itself allows 65,490. */
const mostStyles = 70_000;

/** Whether a format of a workbook's own shows a date or a time: a letter for a part of one, outside of quotes and brackets. */
export function isDateFormat(code: string): boolean {
  const bare = code
    .slice(0, 1000)
    .replace(/\\.|_.|\*./g, '')
    .replace(/"[^"]*"/g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .replace(/general/gi, '');
  return /[ymdhs]/i.test(bare) && !/[#?]/.test(bare);
}

/** Whether a number format shows a date or a time; `own` are those the workbook defines itself, by their number. */
export const isDateFormatId = (id: number, own: ReadonlyMap<number, boolean>): boolean =>
  own.get(id) ?? builtInDates.has(id);

/** For each cell style, in order, whether numbers in it are dates. */
export async function dateStyles(text: AsyncIterable<string>): Promise<boolean[]> {
  const own = new Map<number, boolean>();
  const styles: boolean[] = [];
  let within = false;
  await readXml(text, {
    open(name, attributes) {
      if (name === 'numFmt' && own.size < mostStyles)
        own.set(Number(attributes.numFmtId), isDateFormat(attributes.formatCode ?? ''));
      if (name === 'cellXfs') within = true;
      if (name === 'xf' && within && styles.length < mostStyles) {
        styles.push(isDateFormatId(Number(attributes.numFmtId ?? 0), own));
      }
    },
    close(name) {
      if (name === 'cellXfs') within = false;
    },
  });
  return styles;
}

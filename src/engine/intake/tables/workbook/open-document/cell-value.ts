import { type CellType, cellText } from '../cell-text.ts';

/** The value of a cell of an OpenDocument sheet (ODF 1.3, part 3, 19.385): the stored one, or the text shown where there is none. */
export function cellValue(
  attributes: Readonly<Record<string, string>>,
  shown: string,
): { text: string; type: CellType } {
  const formula = attributes['table:formula'] !== undefined;
  const told = (text: string, type: 't' | 'd') => ({
    text,
    type: (formula ? type.toUpperCase() : type) as CellType,
  });
  const kind = attributes['office:value-type'];
  const value = attributes['office:value'];
  if (/^(?:float|percentage|currency)$/.test(kind ?? '') && value !== undefined)
    return cellText({ type: 'n', style: -1, text: value, formula }, [], { isDate: [], from1904: false });
  const date = kind === 'date' ? dateText(attributes['office:date-value'] ?? '') : null;
  if (date !== null) return told(date, 'd');
  const time = kind === 'time' ? timeText(attributes['office:time-value'] ?? '') : null;
  if (time !== null) return told(time, 'd');
  if (kind === 'boolean') return told(attributes['office:boolean-value'] === 'true' ? 'TRUE' : 'FALSE', 't');
  return told(attributes['office:string-value'] ?? shown, 't');
}

/** A date as workbooks of other formats give it: no time where it is midnight. */
function dateText(value: string): string | null {
  const found = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d)?)(?:[.,](\d{1,9}))?(Z?))?$/.exec(value);
  if (!found) return null;
  const [, day = '', time, fraction = '', zone = ''] = found;
  const milliseconds = /^0*$/.test(fraction) ? '' : `.${fraction.padEnd(3, '0').slice(0, 3)}`;
  return time === undefined || (/^[0:]+$/.test(time) && milliseconds === '')
    ? day
    : `${day}T${time}${milliseconds}${zone}`;
}

/** A time of day; null for a duration of more than a day, which shows as its text. */
function timeText(value: string): string | null {
  const found = /^PT(\d{1,2})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S$/.exec(value);
  if (!found || Number(found[1]) > 23) return null;
  return found
    .slice(1, 4)
    .map((part) => part.padStart(2, '0'))
    .join(':');
}

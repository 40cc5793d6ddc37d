import { decodeText } from '../mail/charset.ts';
import { decodeTransfer } from '../mail/mime/transfer-encoding.ts';
import { type ContentText, emptyContent } from './content-text.ts';
import { pagesOf } from './plain-text.ts';

/** Contacts (vCard 2.1, RFC 2426, RFC 6350) and calendars (RFC 5545) begin so. */
const begins = /^\ufeff?\s*BEGIN:(VCARD|VCALENDAR)[ \t]*(?:[\r\n]|$)/i;
const mostLines = 2_000_000;

/**
 * Contacts or a calendar as text to read and to search: folded lines joined, quoted-printable and escapes undone, one line a
 * fact, a blank line behind each entry. Pictures and sounds within are named by their size. Null where the text is neither.
 */
export function readDirectory(text: string): ContentText | null {
  const kind = begins.exec(text.slice(0, 500))?.[1]?.toUpperCase();
  if (kind === undefined) return null;
  const out: string[] = [];
  let entries = 0;
  for (const line of unfolded(text)) {
    const { name, parameters, value } = partsOf(line);
    const upper = name.toUpperCase();
    if (name === '') {
      if (/\S/.test(line)) out.push(line);
    } else if (upper === 'BEGIN') {
      entries += /^V(?:CARD|EVENT)\s*$/i.test(value) ? 1 : 0;
    } else if (upper === 'END') {
      if (out.at(-1) !== '') out.push('');
    } else if (!['VERSION', 'PRODID', 'REV'].includes(upper))
      out.push(`${labelOf(upper, parameters)}: ${shownValue(parameters, value)}`);
  }
  const what = kind === 'VCARD' ? 'Contacts (vCard)' : 'Calendar (iCalendar)';
  return {
    ...emptyContent(`${what}, ${entries} ${entries === 1 ? 'entry' : 'entries'}`),
    ...pagesOf(out.join('\n')),
  };
}

/** `group.NAME;PARAMETERS:VALUE`; a colon within quotes does not end the parameters. No name where it is no such line. */
function partsOf(line: string): { name: string; parameters: string; value: string } {
  let quoted = false;
  let colon = 0;
  for (; colon < line.length; colon++) {
    const one = line[colon];
    if (one === '"') quoted = !quoted;
    else if (one === ':' && !quoted) break;
  }
  const before = line.slice(0, colon);
  const end = before.indexOf(';') < 0 ? before.length : before.indexOf(';');
  const name = before.slice(0, end).replace(/^[^.]*\./, '');
  if (colon === line.length || !/^[\w-]{1,100}$/.test(name)) return { name: '', parameters: '', value: '' };
  return { name, parameters: before.slice(end), value: line.slice(colon + 1) };
}

/** A line goes on where the next begins with a blank; in quoted-printable where it ends in `=` (vCard 2.1, 2.1.3). */
function* unfolded(text: string): Generator<string, void, void> {
  let parts: string[] = [];
  let soft = false;
  let count = 0;
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (++count > mostLines) break;
    if (soft) parts.push(`\n${line}`);
    else if (/^[ \t]/.test(line) && parts.length > 0) parts.push(line.slice(1));
    else {
      if (parts.length > 0) yield parts.join('');
      parts = [line];
    }
    soft = line.endsWith('=') && /quoted-printable/i.test(parts[0] ?? '');
  }
  if (parts.length > 0) yield parts.join('');
}

/** Types (`cell`, `work`) and the name of a participant tell a reader something; how it is encoded does not. */
function labelOf(name: string, parameters: string): string {
  const told = parameters
    .split(';')
    .filter(
      (one) =>
        one !== '' && !/^(?:charset|encoding|value|language|quoted-printable|base64|x-.*)(?:=|$)/i.test(one),
    )
    .map((one) => one.replace(/^(?:type|cn|tzid)=/i, '').replaceAll('"', ''));
  return told.length === 0 ? name : `${name} (${told.join(', ')})`;
}

function shownValue(parameters: string, value: string): string {
  if (/;(?:encoding=)?(?:b|base64)(?:;|$)/i.test(parameters) || /^data:[^,]{0,100};base64,/i.test(value))
    return `${Math.floor((value.replace(/\s/g, '').length * 3) / 4)} bytes within the file`;
  if (/quoted-printable/i.test(parameters)) {
    const charset = /charset=([^;:]+)/i.exec(parameters)?.[1] ?? 'utf-8';
    return decodeText(decodeTransfer(Buffer.from(value, 'utf8'), 'quoted-printable').bytes, charset).text;
  }
  return value.replace(/\\([nN,;\\])/g, (_whole, one: string) => (one === 'n' || one === 'N' ? '\n' : one));
}

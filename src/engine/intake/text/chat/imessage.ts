import { resolveWallTime } from '../../../../shared/domain/time-zone.ts';
import type { ContentText } from '../content-text.ts';
import { type Said, toContent } from './chat-content.ts';
import type { ChatDeclaration } from './chat-declaration.ts';

/** The line above each message: `May 17, 2022  5:29:42 PM (Read by them after 2 minutes)`. */
const head =
  /^(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d\d), (\d{4}) ([ \d]\d):(\d\d):(\d\d) (AM|PM)(?: \(.*\))?$/;
const months = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** Whether a text is one of imessage-exporter: a time, who, what, again and again. */
export function isIMessage(text: string): boolean {
  const lines = text.slice(0, 20_000).split(/\r?\n/);
  const start = lines.findIndex((line) => /\S/.test(line));
  return start >= 0 && head.test(lines[start]!) && /^\S.{0,200}$/.test(lines[start + 1] ?? '');
}

/**
 * Messages as imessage-exporter writes them as text (its `dates.rs`: `%b %d, %Y %l:%M:%S %p`, on the clock of the computer that
 * exported). Answers that are told again, indented, below what they answer stay part of that message's text.
 */
export function readIMessage(text: string, name: string, { zone }: ChatDeclaration): ContentText {
  const said: Said[] = [];
  let lines: string[] = [];
  const finish = () => {
    const last = said.at(-1);
    if (last) {
      last.sender = lines[0]?.trim() ?? '';
      last.text = lines.slice(1).join('\n').trim();
    }
    lines = [];
  };
  for (const line of text.split(/\r?\n/)) {
    const found = head.exec(line);
    if (!found) {
      lines.push(line);
      continue;
    }
    finish();
    const local = localTime(found);
    said.push({
      sender: '',
      sentAsWritten: line,
      sentLocal: local,
      sentAt: local && zone ? resolveWallTime(Date.parse(`${local}Z`), zone).instant : null,
      kind: 'message',
      text: '',
      attachment: '',
    });
  }
  finish();
  return toContent('Chat export (iMessage)', [{ name: name.replace(/\.txt$/i, ''), said }], []);
}

/** Null where these numbers are no time. */
function localTime(found: RegExpExecArray): string | null {
  const [, month = '', day = '', year = '', hour = '', minute = '', second = '', half] = found;
  const hours = (Number(hour) % 12) + (half === 'PM' ? 12 : 0);
  const at = Date.UTC(
    Number(year),
    months.indexOf(month) / 3,
    Number(day),
    hours,
    Number(minute),
    Number(second),
  );
  const local = new Date(at).toISOString().slice(0, 19);
  const same = local.slice(8, 10) === day && local.slice(14) === `${minute}:${second}`;
  return same && Number(hour) <= 12 ? local : null;
}

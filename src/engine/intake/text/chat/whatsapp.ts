import { resolveWallTime } from '../../../../shared/domain/time-zone.ts';
import type { DayOrder } from '../../../../shared/domain/written-date.ts';
import { type ChatMessage, type ContentText, emptyContent, limits, PageList } from '../content-text.ts';
import { type DayNumbers, isoDay, orderOfDays } from './chat-days.ts';
import type { ChatDeclaration } from './chat-declaration.ts';

/** Marks of direction and joins that exports put around names, times and attachments. */
const invisible = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/**
 * The head of a message, as WhatsApp on Android (`1/12/24, 09:00 - `) and on iOS (`[1/12/24, 09:00:00] `) writes it in the
 * language of the telephone; Signal's text exports look alike.
 */
const head =
  /^\[?(\d{1,4})[./-] ?(\d{1,2})[./-] ?(\d{1,4})\.?,?\s{1,3}(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\s?([ap])\.?\s?m\.?)?(?:\]\s?|\s[-\u2013]\s)(.*)$/i;

const attached = [
  /^<(?:attached|Anhang|adjunto|pièce jointe|allegato|anexo|bijlage|संलग्न)\s?:\s?([^<>]{1,255})>/i,
  /^(\S[^/\\:*?"<>|]{0,250}\.\w{2,5}) \([^()]{3,60}\)(?:\n|$)/,
];

const messagesPerPage = 200;
const linesLookedAt = 400;

interface RawMessage {
  days: DayNumbers;
  written: string;
  hour: number;
  minute: number;
  second: number;
  lines: string[];
  body: string;
}

/** Whether a text is such an export: its first line is a message, and messages come often. */
export function isWhatsApp(text: string): boolean {
  const lines = text.slice(0, 100_000).split(/\r?\n/).slice(0, linesLookedAt);
  const first = lines.find((line) => /\S/.test(line));
  if (first === undefined || !head.test(first.replace(invisible, ''))) return false;
  const heads = lines.filter((line) => head.test(line.replace(invisible, ''))).length;
  const speakers = lines.filter((line) =>
    /^[^:]{1,100}: /.test(head.exec(line.replace(invisible, ''))?.[8] ?? ''),
  ).length;
  return speakers >= 2 && heads * 10 >= lines.length;
}

/** Messages of an export as written, with their times as far as they are certain. */
export function readWhatsApp(text: string, declared: ChatDeclaration): ContentText {
  const raw = rawMessages(text);
  const found = orderOfDays(
    raw.map(({ days }) => days),
    declared.dayOrder,
  );
  const byFiles = found.because === 'unknown' ? orderByFiles(raw) : null;
  const { order, because } = byFiles ? { order: byFiles, because: 'files' as const } : found;
  const content = emptyContent('Chat export (WhatsApp)');
  if (order === null)
    content.findings.push({
      severity: 'warning',
      code: because === 'contradictory' ? 'day-order-contradictory' : 'day-order-unknown',
      message:
        because === 'contradictory'
          ? 'The days of this export fit no single order of day and month. Its times are kept as written only.'
          : 'Nothing in this export tells whether the day or the month comes first. Declare the order to give its messages their times.',
      place: '',
    });
  else if (because === 'follows')
    content.assumed.push(`Order ${order}: only with it do the messages stand in the order of their times.`);
  else if (because === 'files')
    content.assumed.push(
      `Order ${order}: only with it do the names of attached files hold the day of their message.`,
    );
  const list = new PageList();
  let page: string[] = [];
  for (const [index, message] of raw.entries()) {
    content.messages.push(toMessage(message, index, order, declared.zone));
    page.push(...message.lines);
    if ((index + 1) % messagesPerPage === 0 || index === raw.length - 1) {
      list.add(`Messages to ${index + 1}`, page.join('\n'), 'chat');
      page = [];
    }
  }
  return { ...content, pages: list.pages, findings: [...content.findings, ...list.findings] };
}

/** WhatsApp names what it sends by the day: `IMG-20241201-WA0001.jpg`. The order in which all those days are the messages'. */
function orderByFiles(raw: readonly RawMessage[]): DayOrder | null {
  const dated = raw.flatMap(({ days, body }) => {
    const file = /(?:^|: )\w{3}-(\d{4})(\d{2})(\d{2})-WA\d{4}\.\w{2,5} \(/.exec(body);
    return file ? [{ days, day: `${file[1]}-${file[2]}-${file[3]}` }] : [];
  });
  if (dated.length === 0) return null;
  const fits = (['day-month-year', 'month-day-year'] as const).filter((order) =>
    dated.every(({ days, day }) => isoDay(days, order) === day),
  );
  return fits.length === 1 ? fits[0]! : null;
}

function rawMessages(text: string): RawMessage[] {
  const messages: RawMessage[] = [];
  for (const line of text.split(/\r?\n/)) {
    const found = head.exec(line.replace(invisible, ''));
    const last = messages.at(-1);
    if (!found) {
      last?.lines.push(line);
      if (last) last.body += `\n${line.replace(invisible, '')}`;
      continue;
    }
    if (messages.length >= limits.messages) break;
    const [whole, a, b, c, hour, minute, second, half, body] = found;
    messages.push({
      days: [Number(a), Number(b), Number(c)],
      written: whole
        .slice(0, whole.length - body!.length)
        .replace(/^\[|[\]\s-]+$/g, '')
        .replace(/\s*\u2013$/, '')
        .trim(),
      hour: hourOf(Number(hour), half),
      minute: Number(minute),
      second: Number(second ?? 0),
      lines: [line],
      body: body!,
    });
  }
  return messages;
}

/** Twelve at night is nought; what is no twelve-hour time (`00:08 a. m.` occurs) stays as it is. */
function hourOf(hour: number, half: string | undefined): number {
  if (!half || hour > 12) return hour;
  return half.toLowerCase() === 'p' ? (hour % 12) + 12 : hour % 12;
}

function toMessage(
  raw: RawMessage,
  index: number,
  order: DayOrder | null,
  zone: string | undefined,
): ChatMessage {
  const said = /^([^:]{1,100}):(?:\s|$)([\s\S]*)$/.exec(raw.body);
  const body = (said?.[2] ?? raw.body).trimEnd();
  const file = attached.map((pattern) => pattern.exec(body)?.[1]).find((name) => name !== undefined);
  const day = order === null ? null : isoDay(raw.days, order);
  const two = (value: number) => String(value).padStart(2, '0');
  const sane = raw.hour < 24 && raw.minute < 60 && raw.second < 60;
  const local = day && sane ? `${day}T${two(raw.hour)}:${two(raw.minute)}:${two(raw.second)}` : null;
  return {
    number: index + 1,
    page: Math.floor(index / messagesPerPage) + 1,
    sender: said ? said[1]!.trim() : '',
    sentAsWritten: raw.written,
    sentLocal: local,
    sentAt: local && zone ? resolveWallTime(Date.parse(`${local}Z`), zone).instant : null,
    kind: said ? 'message' : 'system',
    text: body,
    attachment: file ?? '',
  };
}

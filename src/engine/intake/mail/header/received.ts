import { limits } from '../limits.ts';
import { type MailDate, readMailDate } from './mail-date.ts';

/** One `Received` field: RFC 5321, 4.4. Position 1 stands on top and is the last hop. */
export interface Hop {
  position: number;
  raw: string;
  /** What the sending host called itself. */
  from: string;
  /** What the receiving host saw: name by reverse look-up, address. */
  fromName: string;
  fromIp: string;
  by: string;
  with: string;
  id: string;
  for: string;
  date: MailDate | null;
  /** Seconds since the hop before in time (the one below), by the two clocks; null where one does not tell. */
  delaySeconds: number | null;
  problems: string[];
}

interface Word {
  text: string;
  comment: boolean;
}

function words(text: string): Word[] {
  const found: Word[] = [];
  const pattern = /\(((?:[^()\\]|\\[\s\S]|\((?:[^()\\]|\\[\s\S])*\))*)\)|[^\s()]+|[()]/g;
  for (const match of text.matchAll(pattern)) {
    if (found.length > 500) break;
    found.push(
      match[1] === undefined ? { text: match[0], comment: false } : { text: match[1], comment: true },
    );
  }
  return found;
}

const clauses = new Set(['from', 'by', 'via', 'with', 'id', 'for']);
const ipv4 = /(?<![\d.])(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}(?![\d.])/;
const ipv6 = /(?<![0-9a-f:])(?:[0-9a-f]{0,4}:){2,7}(?:[0-9a-f]{1,4}|\d{1,3}(?:\.\d{1,3}){3})(?![0-9a-f:])/i;

const addressIn = (text: string): string => {
  const bracketed = /\[(?:IPv6:)?([0-9a-f:.]+)\]/i.exec(text)?.[1];
  const candidates = bracketed ? [bracketed, text] : [text];
  for (const one of candidates) {
    const found = ipv4.exec(one)?.[0] ?? ipv6.exec(one.replace(/IPv6:/gi, ''))?.[0];
    if (found) return found;
  }
  return '';
};

/** Reads one field, unfolded. What it does not say stays ''. */
function readHop(raw: string, position: number): Hop {
  const semicolon = raw.lastIndexOf(';');
  const dateText = semicolon < 0 ? '' : raw.slice(semicolon + 1).trim();
  const said: Record<string, string> = {};
  const comments: Record<string, string> = {};
  let clause = '';
  for (const { text, comment } of words(semicolon < 0 ? raw : raw.slice(0, semicolon))) {
    const name = text.toLowerCase();
    if (!comment && clauses.has(name) && said[name] === undefined) {
      clause = name;
      said[clause] = '';
    } else if (clause === '') {
    } else if (comment) comments[clause] = `${comments[clause] ?? ''} ${text}`.trim();
    else said[clause] = `${said[clause]} ${text}`.trim();
  }
  const seen = comments.from ?? '';
  const from = said.from ?? '';
  const seenName = /(?:^|\s)([a-z0-9_](?:[a-z0-9_-]*\.)+[a-z][a-z0-9-]*)\.?(?=[\s\])]|$)/i.exec(
    seen.replace(/helo[= ]\S+/gi, ''),
  );
  const hop: Hop = {
    position,
    raw,
    from,
    fromName: seenName?.[1] ?? '',
    fromIp: addressIn(seen) || addressIn(from),
    by: (said.by ?? '').split(' ')[0] ?? '',
    with: said.with ?? '',
    id: said.id ?? '',
    for: (said.for ?? '').replace(/[<>]/g, ''),
    date: dateText === '' ? null : readMailDate(dateText),
    delaySeconds: null,
    problems: [],
  };
  if (!hop.date) hop.problems.push('It states no time.');
  else hop.problems.push(...hop.date.problems);
  if (said.from === undefined && said.by === undefined)
    hop.problems.push('It names neither who sent nor who received.');
  return hop;
}

/** Clocks of mail servers are seldom further apart than this. */
const clockTolerance = 60;
const longDelay = 24 * 3600;

/** The hops in the order received, each with its delay since the one before it in time. */
export function readHops(fields: readonly string[]): Hop[] {
  const hops = fields.slice(0, limits.hops).map((raw, index) => readHop(raw, index + 1));
  for (const [index, hop] of hops.entries()) {
    const earlier = hops[index + 1];
    if (!earlier?.date?.at || !hop.date?.at) continue;
    hop.delaySeconds = Math.round((Date.parse(hop.date.at) - Date.parse(earlier.date.at)) / 1000);
    if (hop.delaySeconds < -clockTolerance)
      hop.problems.push(
        `By its clock it received the message ${-hop.delaySeconds} seconds before the host below passed it on.`,
      );
    if (hop.delaySeconds > longDelay)
      hop.problems.push(
        `The message lay ${Math.round(hop.delaySeconds / 3600)} hours before it came here, by the two clocks.`,
      );
  }
  return hops;
}

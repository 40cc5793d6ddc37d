import { defangEmail, defangHost, defangUrl } from '../../../../shared/domain/identifiers/refang.ts';
import { findHiddenCharacters } from '../../../../shared/domain/text-safety.ts';

/** A place a body leads to; shown, never followed. */
export interface MailLink {
  /** `link`, `form`, `refresh`: what makes a reader go there. */
  kind: 'link' | 'form' | 'refresh' | 'frame';
  /** What the reader sees of it. */
  text: string;
  /** Where it leads, as written. */
  target: string;
  /** The same, so that nothing makes it clickable. */
  shown: string;
  problems: string[];
}

export function defangTarget(target: string): string {
  const mail = /^mailto:([^?]*)(.*)$/is.exec(target);
  if (mail) return `mailto[:]${mail[1]?.includes('@') ? defangEmail(mail[1]) : mail[1]}${mail[2]}`;
  if (/^(?:https?|ftps?):\/\//i.test(target))
    return defangUrl(target.replace(/^[^:]*/, (scheme) => scheme.toLowerCase()));
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return target.replace(':', '[:]');
  return defangHost(target);
}

const hostOf = (text: string): string | null => {
  try {
    return new URL(text).hostname.toLowerCase() || null;
  } catch {
    return null;
  }
};

/** A host that a person would read out of a link's text. */
function shownHost(text: string): string | null {
  const url = /\b(?:https?|ftp):\/\/[^\s"<>]+/i.exec(text)?.[0];
  if (url) return hostOf(url);
  const bare = /^\s*((?:[a-z0-9-]+\.)+[a-z]{2,24})(?:\/\S*)?\s*$/i.exec(text)?.[1];
  return bare ? bare.toLowerCase() : null;
}

const sameSite = (one: string, other: string): boolean => {
  const strip = (host: string) => host.replace(/^www\./, '');
  return (
    strip(one) === strip(other) ||
    strip(one).endsWith(`.${strip(other)}`) ||
    strip(other).endsWith(`.${strip(one)}`)
  );
};

/** A link with what a person should know of it. */
export function readLink(kind: MailLink['kind'], text: string, target: string): MailLink {
  const clean = target.replace(/[\t\r\n]/g, '').trim();
  const problems: string[] = [];
  const host = hostOf(clean);
  const shown = shownHost(text);
  if (host && shown && !sameSite(host, shown))
    problems.push(`Its text shows ${defangHost(shown)}, but it leads to ${defangHost(host)}.`);
  if (host?.split('.').some((label) => label.startsWith('xn--')))
    problems.push('Its host is written in other letters (Punycode) and may imitate a name.');
  if (host && /^(?:\d+\.){3}\d+$|^\[/.test(host)) problems.push('It leads to a bare IP address.');
  if (/^https?:\/\/[^/?#]*@/i.test(clean))
    problems.push('A name stands before the host and an @: what looks like the host is none.');
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(clean)?.[1]?.toLowerCase();
  if (scheme && ['javascript', 'vbscript', 'data', 'file', 'blob'].includes(scheme))
    problems.push(`It would run or open something by itself (${scheme}).`);
  if (findHiddenCharacters(clean).length > 0) problems.push('It holds characters that do not show.');
  return {
    kind,
    text: text.trim().slice(0, 500),
    target: clean.slice(0, 8_000),
    shown: defangTarget(clean.slice(0, 8_000)),
    problems,
  };
}

const inText = /\b(?:https?|ftp):\/\/[^\s<>"'`{}|\\^]+|\bwww\.[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/[^\s<>"']*)?/gi;

/** The addresses that stand in plain text. */
export const linksInText = (text: string, most: number): MailLink[] => {
  const found = new Map<string, MailLink>();
  for (const match of text.matchAll(inText)) {
    const target = match[0].replace(/[.,;:!?)\]]+$/, '');
    if (!found.has(target)) found.set(target, readLink('link', target, target));
    if (found.size >= most) break;
  }
  return [...found.values()];
};

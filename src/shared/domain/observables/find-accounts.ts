import { normaliseIdentifier } from '../identifiers/index.ts';
import type { Search } from './finding.ts';

/** Remote-control programs that go by a number, as people write their names. */
const tools =
  /\b(any ?desk|team ?viewer|ultra ?viewer|rust ?desk|supremo|alpemix|splashtop(?: sos)?|hop ?to ?desk|iperius(?: remote)?)\b/gi;
const toolId = /(?<![\d+.,\-/(])\d(?:[ .-]?\d){7,10}(?![\d%]|[.,-]\d)/g;

/** IDs that stand behind the name of a remote-control program, on its line or the next. */
export function findRemoteIds(search: Search): void {
  const { plain } = search;
  for (const { 0: name, index } of plain.matchAll(tools)) {
    const tool = name.toLowerCase().replaceAll(' ', '');
    const from = index + name.length;
    const text = plain.slice(from, from + 90);
    for (const match of text.matchAll(toolId)) {
      const digits = match[0].replace(/\D/g, '');
      const start = from + match.index;
      const end = start + match[0].length;
      const between = text.slice(0, match.index);
      if (
        (between.match(/\n/g)?.length ?? 0) > 1 ||
        /\b(?:phone|call|tel|mobile|whatsapp|pin|otp)\b/i.test(between)
      )
        break;
      const groups = match[0].split(/[ .-]/).map((group) => group.length);
      const grouped = groups.length === 1 || groups.slice(1).every((length) => length === 3);
      if (!grouped || !search.isFree(start, end)) continue;
      const identifier = normaliseIdentifier('remote-access', digits, { tool });
      if (identifier.checked === 'invalid') continue;
      search.add('remote-access', start, end, identifier);
      break;
    }
  }
}

/** Handles of payment apps' banks in India (NPCI's list of UPI handles). */
const upi =
  /(?<![\w.@-])[a-z0-9][a-z0-9._-]{1,254}@(?:ok(?:axis|hdfcbank|icici|sbi)|ybl|ibl|axl|paytm|pt(?:yes|axis|hdfc|sbi)|upi|apl|yapl|rapl|axisbank|icici|hdfcbank|sbi|kotak|kmbl|indus|federal|idfcbank|idfcfirst|barodampay|cnrb|pnb|boi|unionbank|aubank|yesbank|yesbankltd|rbl|dbs|hsbc|citi|sc|airtel|jio|freecharge|ikwik|waicici|wahdfcbank|waaxis|wasbi|naviaxis|slice|jupiteraxis|fam|abfspay|postbank|timecosmos|tapicici|amazonpay|superyes|pingpay|mahb|equitas|kbl|dlb|idbi|uco|csbpay)(?![\w.@-])/gi;
const platforms: readonly [string, RegExp][] = [
  ['telegram', /\b(?:telegram|tg|tele)\b/i],
  ['instagram', /\b(?:instagram|insta|ig)\b/i],
  ['x', /\b(?:twitter|tweet)\b/i],
  ['facebook', /\b(?:facebook|fb|messenger)\b/i],
  ['snapchat', /\bsnap(?:chat)?\b/i],
  ['discord', /\bdiscord\b/i],
  ['tiktok', /\btik ?tok\b/i],
  ['youtube', /\byou ?tube\b/i],
];
const handle = /(?<![\w.@/])@[A-Za-z0-9_][A-Za-z0-9_.]{1,31}(?![\w@])/g;
const skype = /(?<![\w.])live:[\w.-]{3,64}\w/g;

/** The platform named last before a handle. */
function platformOf(before: string): string | null {
  let best: { name: string; at: number } | null = null;
  for (const [name, pattern] of platforms) {
    const at = before.search(pattern);
    if (at >= 0 && (best === null || at > best.at)) best = { name, at };
  }
  return best?.name ?? null;
}

/** Accounts of messengers, social networks and payment apps, where the text says of which. */
export function findAccounts(search: Search): void {
  const { plain } = search;
  for (const { 0: text, index } of plain.matchAll(upi)) {
    const end = index + text.length;
    const identifier = normaliseIdentifier('bank-account', text, { scheme: 'upi' });
    if (search.isFree(index, end) && identifier.checked !== 'invalid')
      search.add('bank-account', index, end, identifier);
  }
  const addSocial = (start: number, text: string, platform: string): void => {
    const identifier = normaliseIdentifier('social-account', text, { platform });
    const end = start + text.length;
    if (identifier.checked !== 'invalid' && search.isFree(start, end))
      search.add('social-account', start, end, identifier);
  };
  for (const { 0: text, index } of plain.matchAll(skype)) addSocial(index, text, 'skype');
  for (const { 0: found, index } of plain.matchAll(handle)) {
    const text = found.replace(/\.+$/, '');
    const platform = platformOf(search.before(index, 48));
    if (platform && text.length > 3) addSocial(index, text, platform);
  }
}

import { withoutComments } from './parameters.ts';

/** What a field states about where a message comes from. Nothing of it is checked here: it is somebody's word. */
export interface AuthenticationFact {
  /** Name of the field it stands in. */
  field: string;
  /** Whose word it is: a receiving host, or the domain that signed; '' where the field does not say. */
  statedBy: string;
  /** `spf`, `dkim`, `dmarc`, `arc`, …. */
  method: string;
  /** `pass`, `fail`, …; `signed` for a signature that nobody here has checked. */
  result: string;
  properties: { name: string; value: string }[];
}

const most = 100;
const authenticationFields = new Set([
  'authentication-results',
  'arc-authentication-results',
  'x-ms-exchange-authentication-results',
  'received-spf',
  'dkim-signature',
  'domainkey-signature',
  'arc-seal',
  'arc-message-signature',
]);

/** The facts of all such fields, in the order received. Fields are unfolded. */
export function readAuthentication(fields: readonly { name: string; text: string }[]): AuthenticationFact[] {
  const facts: AuthenticationFact[] = [];
  for (const { name, text } of fields) {
    const lower = name.toLowerCase();
    if (!authenticationFields.has(lower) || facts.length >= most) continue;
    if (lower.endsWith('authentication-results')) facts.push(...readResults(name, text));
    else if (lower === 'received-spf') facts.push(readSpf(name, text));
    else facts.push(readSignature(name, text));
  }
  return facts.slice(0, most);
}

/** RFC 8601, 2.2; with an instance before it in ARC's form: RFC 8617, 4.1.1. */
function readResults(field: string, text: string): AuthenticationFact[] {
  const parts = withoutComments(text)
    .split(';')
    .map((part) => part.trim());
  const instance = /^i=\d+$/.test(parts[0] ?? '') ? parts.shift() : undefined;
  // A server's name holds no `=`; some leave it out and begin with the first result.
  const statedBy = parts[0]?.includes('=') ? '' : (parts.shift()?.split(/\s/)[0] ?? '');
  const facts: AuthenticationFact[] = [];
  for (const part of parts.slice(0, 50)) {
    const pairs = [...part.matchAll(/([A-Za-z0-9_.-]+)(?:\/\d+)?\s*=\s*("(?:[^"\\]|\\.)*"|[^\s]+)/g)].slice(
      0,
      50,
    );
    const [first, ...rest] = pairs.map(([, name = '', value = '']) => ({
      name,
      value: value.replace(/^"|"$/g, ''),
    }));
    if (!first) continue;
    const properties = instance ? [{ name: 'i', value: instance.slice(2) }, ...rest] : rest;
    facts.push({
      field,
      statedBy,
      method: first.name.toLowerCase(),
      result: first.value.toLowerCase(),
      properties,
    });
  }
  return facts;
}

/** RFC 7208, 9.1. */
function readSpf(field: string, text: string): AuthenticationFact {
  const result = /^[A-Za-z]+/.exec(text.trim())?.[0].toLowerCase() ?? '';
  const properties = [...withoutComments(text).matchAll(/([A-Za-z-]+)=("[^"]*"|[^;\s]+)/g)]
    .slice(0, 50)
    .map(([, name = '', value = '']) => ({ name, value: value.replace(/^"|"$/g, '') }));
  const receiver = properties.find((one) => one.name === 'receiver')?.value;
  const spokenBy = /\(([a-z0-9.-]+\.[a-z0-9-]+):/i.exec(text)?.[1];
  return { field, statedBy: receiver ?? spokenBy ?? '', method: 'spf', result, properties };
}

/** Tag lists of RFC 6376, 3.2. The long values stay in the header as received. */
function readSignature(field: string, text: string): AuthenticationFact {
  const tags = new Map<string, string>();
  for (const part of text.split(';').slice(0, 50)) {
    const equals = part.indexOf('=');
    if (equals > 0 && !tags.has(part.slice(0, equals).trim()))
      tags.set(
        part.slice(0, equals).trim(),
        part
          .slice(equals + 1)
          .replace(/\s+/g, field.toLowerCase() === 'arc-seal' ? '' : ' ')
          .trim(),
      );
  }
  const shown = ['i', 'd', 's', 'a', 'c', 't', 'x', 'cv', 'h'];
  const instantOf = (seconds: string) =>
    /^\d{1,12}$/.test(seconds) ? new Date(Number(seconds) * 1000) : null;
  const properties = shown.flatMap((name) => {
    const value = tags.get(name);
    if (value === undefined) return [];
    const moment = name === 't' || name === 'x' ? instantOf(value) : null;
    return [{ name, value: moment && !Number.isNaN(moment.getTime()) ? moment.toISOString() : value }];
  });
  const method = field.toLowerCase().startsWith('arc')
    ? 'arc'
    : field.toLowerCase().startsWith('domainkey')
      ? 'domainkeys'
      : 'dkim';
  return { field, statedBy: tags.get('d') ?? '', method, result: tags.get('cv') ?? 'signed', properties };
}

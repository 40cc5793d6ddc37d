import { limits } from '../limits.ts';

/** The message ids a field holds: RFC 5322, 3.6.4. Without brackets, blanks out; case kept. */
export function readMessageIds(field: string): string[] {
  const bracketed = [...field.matchAll(/<([^<>]{1,1000})>/g)].map(([, id = '']) => id.replace(/\s+/g, ''));
  const bare =
    bracketed.length > 0 ? [] : field.split(/[\s,]+/).filter((word) => /^[^\s<>@]+@[^\s<>@]+$/.test(word));
  const ids = [...new Set([...bracketed, ...bare])].filter((id) => id !== '' && id.length <= 998);
  // The first is where the thread began, the last what is answered: those in the middle can be missed.
  const most = limits.references;
  return ids.length <= most ? ids : [...ids.slice(0, most / 2), ...ids.slice(-most / 2)];
}

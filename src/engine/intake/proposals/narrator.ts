import { normaliseEmail } from '../../../shared/domain/identifiers/email.ts';

/** Who tells the story: the sender of a complaint, or the name a form or signature gives. */
export interface Narrator {
  name: string;
  email: string;
  /** Where the name stands; -1 where it comes from the header of a mail. */
  at: number;
}

const formLine =
  /^[ \t>]*(?:full name|name|complainant|complainant name|victim|victim name|reporter|reporting person|your name|vor- und nachname|anzeigeerstatter(?:in)?|nombre|nombre y apellidos|denunciante|nom|nom et prénom|plaignante?|नाम)[ \t]*[:：][ \t]*(?<name>\p{L}[\p{L}\p{M}.'’ -]{2,80})[ \t]*$/imu;
const closing =
  /^[ \t]*(?:kind regards|best regards|regards|yours (?:sincerely|faithfully|truly)|sincerely|thank you|thanks|many thanks|mit freundlichen grüßen|viele grüße|saludos|un saludo|atentamente|cordialement)[,.!]?[ \t]*\r?\n+[ \t]*(?<name>\p{Lu}[\p{L}\p{M}.'’-]+(?: \p{Lu}[\p{L}\p{M}.'’-]+){1,4})/imu;
/** `Bruce Tallowood, 0491 570 156`: a last line that is a name. */
const lastLine =
  /\n[ \t]*(?<name>\p{Lu}[\p{L}\p{M}'’-]+(?: \p{Lu}[\p{L}\p{M}'’-]+){1,3})[ \t]*(?:,[^\n]{0,60})?\s*$/u;

/** Words of a name, to see whether two ways of writing it share one. */
const wordsOf = (name: string): string[] => name.toLowerCase().match(/\p{L}[\p{L}\p{M}'’-]+/gu) ?? [];

/** @param from `"Name" <address>` of the mail; null for other texts. */
export function narratorOf(text: string, from: { name: string; address: string } | null): Narrator | null {
  const sender = from && /\p{L}{2}/u.test(from.name) && !from.name.includes('@') ? from.name.trim() : null;
  for (const pattern of [formLine, closing, lastLine]) {
    const body = pattern === lastLine ? text.replace(/\n-- ?\n[\s\S]*$/, '') : text;
    const match = pattern.exec(body);
    const name = match?.groups?.name?.trim();
    // A last line may as well be a place (`El Paso, Texas`): where the sender is named, it has to be that name.
    if (
      pattern === lastLine &&
      name &&
      sender &&
      !wordsOf(name).some((word) => wordsOf(sender).includes(word))
    )
      continue;
    if (match && name) return { name, email: addressOf(from), at: match.index + match[0].indexOf(name) };
  }
  return sender ? { name: sender, email: addressOf(from), at: text.lastIndexOf(sender) } : null;
}

/** How far before the end of a text its signature may begin. */
const longestSignature = 600;

/**
 * Where the signature of a text begins, an index into it: the last line near its end that is a way to write the name of
 * who tells it (`Margaret Thornbury` for `Margaret "Peggy" Thornbury`), with what stands in and below it; -1 where none is.
 */
export function signatureAt(text: string, name: string): number {
  const end = text.search(/\n-- ?\r?\n/);
  const told = (end < 0 ? text : text.slice(0, end)).trimEnd();
  const known = new Set(wordsOf(name));
  const from = Math.max(0, told.length - longestSignature);
  let at = from;
  let found = -1;
  for (const line of told.slice(from).split('\n')) {
    const [first = ''] = line.split(/[,;|(:\d]/);
    const words = wordsOf(first);
    if (words.length > 0 && words.every((word) => known.has(word))) found = at;
    at += line.length + 1;
  }
  return found;
}

function addressOf(from: { address: string } | null): string {
  if (!from) return '';
  const { checked, normal } = normaliseEmail(from.address);
  return checked === 'invalid' ? '' : normal;
}

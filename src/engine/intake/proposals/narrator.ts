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

/** @param from `"Name" <address>` of the mail; null for other texts. */
export function narratorOf(text: string, from: { name: string; address: string } | null): Narrator | null {
  for (const pattern of [formLine, closing, lastLine]) {
    const body = pattern === lastLine ? text.replace(/\n-- ?\n[\s\S]*$/, '') : text;
    const match = pattern.exec(body);
    const name = match?.groups?.name?.trim();
    if (match && name) return { name, email: addressOf(from), at: match.index + match[0].indexOf(name) };
  }
  if (from && /\p{L}{2}/u.test(from.name) && !from.name.includes('@'))
    return { name: from.name.trim(), email: addressOf(from), at: -1 };
  return null;
}

function addressOf(from: { address: string } | null): string {
  if (!from) return '';
  const { checked, normal } = normaliseEmail(from.address);
  return checked === 'invalid' ? '' : normal;
}

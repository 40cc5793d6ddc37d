import { Ber, broken, type Value } from './ber.ts';

/** Beginnings of object identifiers under pkcs-7 and under the content types of S/MIME (RFC 5652, RFC 8551). */
const kinds = {
  '2a864886f70d010702': 'signed',
  '2a864886f70d010703': 'encrypted',
  '2a864886f70d010706': 'encrypted',
  '2a864886f70d0109100117': 'encrypted',
  '2a864886f70d0109100109': 'compressed',
} as const;

export type CmsKind = (typeof kinds)[keyof typeof kinds];

export interface Cms {
  kind: CmsKind;
  /** Of a signed one, what is signed, where it lies in it; null where it lies elsewhere or cannot be opened here. */
  content: Buffer | null;
}

const sequence = 0x10;
const identifier = 0x06;
const explicit = 0x80;
const octetString = 0x04;

/** Whether bytes begin as CMS does: a sequence and one of its object identifiers. */
export function isCms(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x30) return false;
  const head = Buffer.from(bytes.subarray(0, 24)).toString('hex');
  return Object.keys(kinds).some((oid) => {
    const at = head.indexOf(`06${(oid.length / 2).toString(16).padStart(2, '0')}${oid}`);
    return at > 0 && at <= 14;
  });
}

/**
 * What a piece of Cryptographic Message Syntax (RFC 5652; `.p7m`, `.p7s`) is, and the content of a signed one. No signature
 * is checked and no key is used. @throws ProfferError `corrupt`.
 */
export function openCms(bytes: Uint8Array): Cms {
  const ber = new Ber(bytes);
  const outer = requireTag(ber.at(0, ber.bytes.length), sequence);
  const [type, inside] = take(ber, outer, 2);
  const oid = ber.bytes.toString('hex', type?.start ?? 0, type?.end ?? 0);
  const kind = type?.tag === identifier ? kinds[oid as keyof typeof kinds] : undefined;
  if (!kind) throw broken('it says not what it is');
  if (kind !== 'signed' || inside?.tag !== explicit) return { kind, content: null };
  // SignedData: version, digest algorithms, what is signed; certificates and signatures follow and are left alone.
  const signed = requireTag(ber.at(inside.start, inside.end), sequence);
  const encapsulated = take(ber, signed, 3)[2];
  const wrapped = encapsulated ? take(ber, requireTag(encapsulated, sequence), 2)[1] : undefined;
  if (!wrapped) return { kind, content: null };
  return { kind, content: ber.octets(requireTag(ber.at(wrapped.start, wrapped.end), octetString)) };
}

function take(ber: Ber, value: Value, most: number): Value[] {
  const taken: Value[] = [];
  for (const child of ber.children(value)) {
    taken.push(child);
    if (taken.length === most) break;
  }
  return taken;
}

function requireTag(value: Value, tag: number): Value {
  if (value.tag !== tag) throw broken('its parts are not in the order they must be');
  return value;
}

/** What is said of each kind: it was not opened, and what to do. */
export const cmsWords = {
  signed: 'It is signed; the signature was not checked.',
  encrypted:
    'It is encrypted. Only its recipient’s key opens it: ask whoever received it to save the message decrypted (as .eml) and take that in beside it.',
  compressed:
    'It is compressed in a way mail programs hardly use, which is not undone here. Open it in the mail program it came to and save it as .eml.',
} as const satisfies Record<CmsKind, string>;

/**
 * Whether a content can begin with a signature at all. Most of a case has none, and to have file-type find that out takes
 * longer than to encrypt a mail. What it looks for it tells itself: it is asked once, and every comparison it makes is kept.
 */
import { FileTypeParser } from 'file-type';

interface Signature {
  offset: number;
  bytes: readonly number[];
  /** Bits of each byte that count; all of them where there is none. */
  mask: readonly number[] | undefined;
}

/** Says no to every comparison, so that file-type goes on to the next. */
class Listener extends FileTypeParser {
  readonly heard: Signature[] = [];

  check(bytes: readonly number[], { offset = 0, mask }: { offset?: number; mask?: readonly number[] } = {}) {
    this.heard.push({ offset, bytes, mask });
    return false;
  }
}

/** Every comparison that file-type makes with a content before one of them holds. */
export async function signaturesLookedFor(head: Uint8Array): Promise<Signature[]> {
  const listener = new Listener();
  await listener.fromBuffer(head);
  return listener.heard;
}

const holds = (byte: number, { bytes, mask }: Signature, index: number): boolean =>
  index >= bytes.length || (mask ? (byte & mask[index]!) === bytes[index] : byte === bytes[index]);

/** With a "C" in front it looks for Flash too, which it compares in another way. */
const known = await signaturesLookedFor(Uint8Array.of(0x43, ...new Uint8Array(4095)));
const atStart = known.filter(({ offset }) => offset === 0);
const further = known.filter(({ offset }) => offset > 0);

/** For each two first bytes, the second one low: 1 where a signature begins like that. */
const starts = new Uint8Array(0x10000);
const every = Array.from({ length: 256 }, (_, byte) => byte);
for (const signature of atStart) {
  const seconds = every.filter((byte) => holds(byte, signature, 1));
  for (const first of every.filter((byte) => holds(byte, signature, 0)))
    for (const second of seconds) starts[(first << 8) | second] = 1;
}

/**
 * False: file-type finds no type in a content with this head. True: ask it. Like file-type this takes what lies behind a short
 * content for zeros.
 */
export function mayHaveSignature(head: Uint8Array): boolean {
  if (head.length < 2) return false;
  if (starts[(head[0]! << 8) | head[1]!] === 1) return true;
  return further.some(
    (signature) =>
      holds(head[signature.offset] ?? 0, signature, 0) &&
      signature.bytes.every((_, index) => holds(head[signature.offset + index] ?? 0, signature, index)),
  );
}

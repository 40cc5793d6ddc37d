import { ProfferError } from '../../../../shared/domain/errors.ts';

/** One value of BER (ITU-T X.690, 8.1). DER is BER with lengths said beforehand. */
export interface Value {
  /** Class and number as in the first byte, without the bit that says constructed. */
  tag: number;
  constructed: boolean;
  /** Of its content. */
  start: number;
  end: number;
  /** Behind it, with the marks that end it. */
  next: number;
}

const deepest = 24;
/** Values looked at on the way to the end of one whose length is not said. */
const mostValues = 200_000;

/** Reads values where they lie; nothing outside `bytes` is ever looked at. */
export class Ber {
  readonly bytes: Buffer;
  private looked = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** The value at a place. @throws ProfferError `corrupt`. */
  at(from: number, limit: number, depth = 0): Value {
    this.looked += 1;
    if (depth > deepest || this.looked > mostValues) throw broken('it nests or lists without measure');
    const first = this.byte(from, limit);
    // Numbers beyond 30 are in no format that is read here.
    if ((first & 0x1f) === 0x1f) throw broken('it holds a tag that is not of its format');
    const tag = first & ~0x20;
    const constructed = (first & 0x20) !== 0;
    const length = this.byte(from + 1, limit);
    if (length === 0x80) return this.endless(tag, constructed, from + 2, limit, depth);
    let start = from + 2;
    let size = length;
    if (length > 0x80) {
      const digits = length & 0x7f;
      if (digits > 5) throw broken('it states a length that cannot be');
      size = 0;
      for (let digit = 0; digit < digits; digit++) size = size * 256 + this.byte(start++, limit);
    }
    if (start + size > limit) throw broken('it is cut off');
    return { tag, constructed, start, end: start + size, next: start + size };
  }

  /** A length that is not said: the content goes on until two noughts end it (X.690, 8.1.3.6). */
  private endless(tag: number, constructed: boolean, start: number, limit: number, depth: number): Value {
    if (!constructed) throw broken('it states no length where it must');
    let end = start;
    while (this.byte(end, limit) !== 0 || this.byte(end + 1, limit) !== 0)
      end = this.at(end, limit, depth + 1).next;
    return { tag, constructed, start, end, next: end + 2 };
  }

  *children({ start, end, constructed }: Value): Generator<Value, void, void> {
    if (!constructed) return;
    for (let at = start; at < end; ) {
      const child = this.at(at, end);
      yield child;
      at = child.next;
    }
  }

  /** The bytes of a string of octets, which may be told in pieces. */
  octets(value: Value, depth = 0): Buffer {
    if (!value.constructed) return this.bytes.subarray(value.start, value.end);
    if (depth > deepest) throw broken('it nests without measure');
    return Buffer.concat([...this.children(value)].map((piece) => this.octets(piece, depth + 1)));
  }

  private byte(at: number, limit: number): number {
    const byte = at < limit ? this.bytes[at] : undefined;
    if (byte === undefined) throw broken('it is cut off');
    return byte;
  }
}

export const broken = (why: string): ProfferError =>
  new ProfferError('corrupt', `The envelope of the signed or encrypted content cannot be read: ${why}.`);

/** The length-prefixed strings of the SSH protocol (RFC 4251, section 5), as SSHSIG and public keys use them. */

/** A `string`: four bytes of length, big-endian, then the bytes. */
export function sshString(bytes: Uint8Array | string): Buffer {
  const body = typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : Buffer.from(bytes);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}

/** Reads `string`s and integers one after the other; every read past the end throws a `RangeError`. */
export class SshReader {
  private readonly bytes: Buffer;
  private offset = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  take(length: number): Buffer {
    const end = this.offset + length;
    if (end > this.bytes.length) throw new RangeError('the SSH data ends too early');
    const part = this.bytes.subarray(this.offset, end);
    this.offset = end;
    return part;
  }

  uint32(): number {
    return this.take(4).readUInt32BE(0);
  }

  string(): Buffer {
    return this.take(this.uint32());
  }

  get atEnd(): boolean {
    return this.offset === this.bytes.length;
  }
}

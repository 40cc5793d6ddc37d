import type { BiffRecord } from './biff-record.ts';

/** Reads numbers and strings that lie in a record and go on in the CONTINUE records behind it ([MS-XLS] 2.5.293, 2.5.294). */
export class BiffText {
  readonly #stream: Buffer;
  readonly #parts: readonly BiffRecord[];
  #part = 0;
  #at: number;

  constructor(stream: Buffer, parts: readonly BiffRecord[], skipped = 0) {
    this.#stream = stream;
    this.#parts = parts;
    this.#at = parts[0]!.start;
    this.skip(skipped);
  }

  get ended(): boolean {
    return this.#left() === 0;
  }

  skip(bytes: number): void {
    for (let left = bytes; left > 0; ) {
      const step = Math.min(left, this.#left());
      if (step === 0) return;
      this.#at += step;
      left -= step;
    }
  }

  /** Nought where the data have ended. */
  byte(): number {
    return this.#left() === 0 ? 0 : this.#stream[this.#at++]!;
  }

  uint16(): number {
    return this.byte() | (this.byte() << 8);
  }

  uint32(): number {
    return (this.uint16() | (this.uint16() << 16)) >>> 0;
  }

  /** A string whose length stands before it, in one byte or two; its runs of format and its phonetic part are passed over. */
  string(lengthIn: 1 | 2 = 2): string {
    const characters = lengthIn === 1 ? this.byte() : this.uint16();
    const flags = this.byte();
    const runs = flags & 0x08 ? this.uint16() : 0;
    const extra = flags & 0x04 ? this.uint32() : 0;
    const text = this.#characters(characters, (flags & 0x01) !== 0);
    this.skip(runs * 4 + extra);
    return text;
  }

  /** Where characters go on in the next record, a byte before them says anew whether they take one byte or two. */
  #characters(count: number, wide: boolean): string {
    let text = '';
    let isWide = wide;
    for (let left = count; left > 0; ) {
      const part = this.#parts[this.#part]!;
      const width = isWide ? 2 : 1;
      const taken = Math.min(left, Math.floor((part.end - this.#at) / width));
      text += this.#stream.toString(isWide ? 'utf16le' : 'latin1', this.#at, this.#at + taken * width);
      this.#at += taken * width;
      left -= taken;
      if (left === 0) break;
      if (!this.#next()) return text;
      isWide = (this.byte() & 0x01) !== 0;
    }
    return text;
  }

  /** Bytes left in the record that is read, or in the next one that has any. */
  #left(): number {
    while (this.#at >= this.#parts[this.#part]!.end) if (!this.#next()) return 0;
    return this.#parts[this.#part]!.end - this.#at;
  }

  #next(): boolean {
    const next = this.#parts[this.#part + 1];
    if (!next) {
      this.#at = this.#parts[this.#part]!.end;
      return false;
    }
    this.#part += 1;
    this.#at = next.start;
    return true;
  }
}

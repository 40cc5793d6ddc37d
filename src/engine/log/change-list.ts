const firstBytes = 2048;

/**
 * The changes of a transaction as the JSON array the log keeps, written as they come. Of an import these are megabytes: as strings
 * they would outlive the collections of young objects, be joined, and copied once more.
 */
export class ChangeList {
  #bytes = Buffer.allocUnsafe(firstBytes);
  #end = 0;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** @param change as `changeJson` or `insertionJson` writes it */
  add(change: string): void {
    // A unit of UTF-16 takes three bytes at most; and there is what joins or closes.
    const needed = this.#end + change.length * 3 + 2;
    if (needed > this.#bytes.length) this.#grow(needed);
    this.#bytes[this.#end] = this.#count === 0 ? open : comma;
    this.#end += 1 + this.#bytes.write(change, this.#end + 1);
    this.#count += 1;
  }

  /** The array whole; valid until the next `add`. Asked for when there is at least one. */
  array(): Buffer {
    this.#bytes[this.#end] = close;
    return this.#bytes.subarray(0, this.#end + 1);
  }

  #grow(needed: number): void {
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#end);
    this.#bytes = larger;
  }
}

const [open, comma, close] = Buffer.from('[,]') as unknown as [number, number, number];

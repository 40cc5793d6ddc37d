const largestCounter = 999_999;

/**
 * Hybrid logical clock: wall time in milliseconds and a counter, as sortable text. Never runs back, even when
 * the laptop's clock does, so entries of one device keep their order when chains are merged.
 */
export class HybridClock {
  private milliseconds: number;
  private counter: number;
  private readonly now: () => number;

  constructor(last: string | null, now: () => number = Date.now) {
    const [milliseconds, counter] = (last ?? '0-0').split('-').map(Number);
    this.milliseconds = milliseconds ?? 0;
    this.counter = counter ?? 0;
    this.now = now;
  }

  tick(): string {
    const now = this.now();
    if (now > this.milliseconds) {
      this.milliseconds = now;
      this.counter = 0;
    } else if (this.counter < largestCounter) {
      this.counter += 1;
    } else {
      // One digit more would sort before the entry before it.
      this.milliseconds += 1;
      this.counter = 0;
    }
    return `${String(this.milliseconds).padStart(15, '0')}-${String(this.counter).padStart(6, '0')}`;
  }
}

/** Counts restarts in a sliding window, so that an engine that dies at once does not do so for ever. */
export class RestartPolicy {
  readonly #limit: number;
  readonly #windowMilliseconds: number;
  #times: number[] = [];

  constructor(limit = 3, windowMilliseconds = 5 * 60_000) {
    this.#limit = limit;
    this.#windowMilliseconds = windowMilliseconds;
  }

  /** Whether one more restart is allowed at this time (milliseconds, any origin); counts it where it is. */
  allow(now: number): boolean {
    this.#times = this.#times.filter((time) => now - time < this.#windowMilliseconds);
    if (this.#times.length >= this.#limit) return false;
    this.#times.push(now);
    return true;
  }
}

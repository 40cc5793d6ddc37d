/** The ring of segments that a large content passes through, and who still works on each of them. */
import type { MessagePort } from 'node:worker_threads';
import { contentFormat } from './content-keys.ts';
import type { FromHashWorker, SegmentRing, ToHashWorker } from './worker-messages.ts';

export class SegmentSlots {
  readonly #ports: MessagePort[];
  readonly #views: Uint8Array[];
  /** How many hold each slot. */
  readonly #holders: number[];
  readonly #free: number[];
  readonly #digests: Record<string, string>[] = [];
  #wake: (() => void) | null = null;

  constructor(ring: SegmentRing, ports: MessagePort[]) {
    this.#ports = ports;
    this.#views = Array.from(
      { length: ring.slots },
      (_, slot) => new Uint8Array(ring.memory, slot * contentFormat.segmentSize, contentFormat.segmentSize),
    );
    this.#holders = this.#views.map(() => 0);
    this.#free = this.#views.map((_, slot) => slot);
    for (const port of ports) port.on('message', (message: FromHashWorker) => this.#receive(message));
  }

  #receive(message: FromHashWorker): void {
    if (message.kind === 'done') this.release(message.slot);
    else this.#digests.push(message.digests);
    this.#wake?.();
    this.#wake = null;
  }

  #changed(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** Waits for a free slot; its caller is its first holder. */
  async acquire(): Promise<number> {
    while (this.#free.length === 0) await this.#changed();
    const slot = this.#free.pop()!;
    this.#holders[slot] = 1;
    return slot;
  }

  view(slot: number): Uint8Array {
    return this.#views[slot]!;
  }

  release(slot: number): void {
    this.#holders[slot] = this.#holders[slot]! - 1;
    if (this.#holders[slot] === 0) this.#free.push(slot);
  }

  /** Hands a filled slot to every hashing thread. */
  hash(slot: number, length: number): void {
    this.#holders[slot] = this.#holders[slot]! + this.#ports.length;
    this.#post({ kind: 'update', slot, length });
  }

  #post(message: ToHashWorker): void {
    for (const port of this.#ports) port.postMessage(message);
  }

  /** All digests, in hexadecimal by algorithm, once every slot handed out has been hashed. */
  async digests(): Promise<Record<string, string>> {
    this.#post({ kind: 'finish' });
    while (this.#digests.length < this.#ports.length) await this.#changed();
    return Object.assign({}, ...this.#digests.splice(0));
  }

  /** Forgets a content given up halfway; ready for the next when the promise resolves. */
  async reset(): Promise<void> {
    this.#post({ kind: 'reset' });
    while (this.#free.length < this.#views.length) await this.#changed();
  }
}

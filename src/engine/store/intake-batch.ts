import { faultPoint } from './fault-point.ts';
import { type IntakeItem, removeStaged } from './intake-run.ts';
import type { Batch, Committed, Refused, Source, Staged, StoredAs } from './types.ts';

export interface BatchOwner {
  settle(staged: { path: string; sha256: string; size: number }[]): Promise<StoredAs[]>;
  onEnd(batch: object): void;
}

export class IntakeBatch<S extends Source> implements Batch<S> {
  readonly items: readonly (Staged<S> | Refused<S>)[];
  readonly #staged: { path: string; source: Staged<S> }[] = [];
  readonly #owner: BatchOwner;
  #ended = false;

  constructor(items: readonly IntakeItem<S>[], owner: BatchOwner) {
    this.items = items.map(({ outcome }) => outcome);
    this.#owner = owner;
    for (const { outcome, stagedPath } of items) {
      if (outcome.outcome === 'staged' && stagedPath !== null)
        this.#staged.push({ path: stagedPath, source: outcome });
    }
  }

  #end(): void {
    if (this.#ended) throw new Error('a batch is committed or abandoned once');
    this.#ended = true;
  }

  async commit(
    record?: (committed: readonly Committed<S>[]) => void | Promise<void>,
  ): Promise<readonly Committed<S>[]> {
    this.#end();
    try {
      const outcomes = await this.#settle();
      const committed = this.#staged.map(({ source }, index) => ({ ...source, storedAs: outcomes[index]! }));
      await record?.(committed);
      faultPoint('recorded');
      return committed;
    } finally {
      this.#owner.onEnd(this);
    }
  }

  async #settle(): Promise<StoredAs[]> {
    if (this.#staged.length === 0) return [];
    try {
      return await this.#owner.settle(
        this.#staged.map(({ path, source }) => ({
          path,
          sha256: source.content.sha256,
          size: source.content.size,
        })),
      );
    } catch (error) {
      await removeStaged(this.#staged.map(({ path }) => path));
      throw error;
    }
  }

  async abandon(): Promise<void> {
    if (this.#ended) return;
    this.#end();
    try {
      await removeStaged(this.#staged.map(({ path }) => path));
    } finally {
      this.#owner.onEnd(this);
    }
  }
}

/** The encrypted, content-addressed store of evidence. Format: docs/formats/evidence-store.md. */
import { mkdirSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { ProfferError } from '../../shared/domain/errors.ts';
import { shareKey, storedName, storedPath } from './content-keys.ts';
import { openContent, streamVerifiedContent } from './content-reader.ts';
import { IntakeBatch } from './intake-batch.ts';
import { IntakeRun } from './intake-run.ts';
import { cancelled, errnoCode, writeFailure } from './store-failures.ts';
import { sweepStore } from './sweep.ts';
import { syncFolderNow } from './sync-folder.ts';
import type {
  Batch,
  ContentReader,
  EvidenceStore,
  EvidenceStoreOptions,
  IntakeOptions,
  OpenOptions,
  Source,
  SweepResult,
  Verification,
  VerifyOptions,
  Walked,
  WalkOptions,
} from './types.ts';
import { walkFolder } from './walk.ts';
import { WorkerPool } from './worker-pool.ts';

export type * from './types.ts';

/** Opens the store, creating its folders. Throws `invalid-input`, `permission`, `disk-full`. */
export function openEvidenceStore(options: EvidenceStoreOptions): EvidenceStore {
  return new FolderEvidenceStore(options);
}

class FolderEvidenceStore implements EvidenceStore {
  readonly #context: { folder: string; temporaryFolder: string; contentKey: Uint8Array; nameKey: Uint8Array };
  readonly #pool: WorkerPool;
  readonly #openBatches = new Set<object>();
  #settling: Promise<unknown> = Promise.resolve();
  #sweeping = false;
  #closed = false;

  constructor({ folder, temporaryFolder, contentKey, nameKey }: EvidenceStoreOptions) {
    this.#context = {
      folder,
      temporaryFolder,
      contentKey: shareKey(contentKey, 'content key'),
      nameKey: shareKey(nameKey, 'name key'),
    };
    try {
      for (const path of [folder, temporaryFolder]) {
        const created = mkdirSync(path, { recursive: true, mode: 0o700 });
        if (created) syncFolderNow(path);
      }
    } catch (error) {
      throw writeFailure(error);
    }
    this.#pool = new WorkerPool(this.#context);
  }

  async *intake<S extends Source>(
    sources: AsyncIterable<S> | Iterable<S>,
    options: IntakeOptions = {},
  ): AsyncGenerator<Batch<S>, void, void> {
    this.#check();
    if (this.#sweeping) throw busy();
    const run = new IntakeRun(this.#pool, sources, options);
    this.#openBatches.add(run);
    try {
      for (let items = await run.next(); items; items = await run.next()) {
        const batch = new IntakeBatch(items, {
          settle: (staged) => this.#settle(staged),
          onEnd: (ended) => this.#openBatches.delete(ended),
        });
        this.#openBatches.add(batch);
        yield batch;
      }
    } finally {
      await run.end();
      this.#openBatches.delete(run);
    }
  }

  async intakeOne<S extends Source>(source: S, options: IntakeOptions = {}): Promise<Batch<S>> {
    for await (const batch of this.intake([source], options)) return batch;
    throw new Error('an intake of one source yielded no batch');
  }

  /** Batches take their final names one after the other, so that no two ask for the same one at once. */
  #settle(staged: { path: string; sha256: string; size: number }[]) {
    const settled = this.#settling.then(() => {
      this.#check();
      return this.#pool.general().run({ kind: 'settle', staged });
    });
    this.#settling = settled.catch(() => undefined);
    return settled;
  }

  walk(folder: string, options: WalkOptions = {}): AsyncGenerator<Walked, void, void> {
    const own = [this.#context.folder, this.#context.temporaryFolder];
    return walkFolder(folder, { ...options, exclude: [...(options.exclude ?? []), ...own] });
  }

  #path(sha256: string): string {
    this.#check();
    return storedPath(this.#context.folder, storedName(this.#context.nameKey, sha256));
  }

  async has(sha256: string): Promise<boolean> {
    try {
      return (await stat(this.#path(sha256))).isFile();
    } catch (error) {
      if (errnoCode(error) === 'ENOENT') return false;
      throw error;
    }
  }

  async open(sha256: string, options: OpenOptions = {}): Promise<ContentReader> {
    return openContent(this.#path(sha256), this.#context.contentKey, sha256, options);
  }

  async *streamVerified(sha256: string, options: OpenOptions = {}): AsyncGenerator<Uint8Array, void, void> {
    const reader = await this.open(sha256, options);
    try {
      yield* streamVerifiedContent(reader, sha256);
    } finally {
      await reader.close();
    }
  }

  async verify(sha256: string, options: VerifyOptions = {}): Promise<Verification> {
    // Refuses what is no SHA-256 here, and not in the worker.
    this.#path(sha256);
    if (options.signal?.aborted) throw cancelled();
    const cancel = new Uint8Array(new SharedArrayBuffer(1));
    const onAbort = () => {
      cancel[0] = 1;
    };
    options.signal?.addEventListener('abort', onAbort, { once: true });
    try {
      const size = options.size === undefined ? {} : { size: options.size };
      const onProgress = (bytes: number) => options.onProgress?.({ bytes });
      return await this.#pool.general().run({ kind: 'verify', sha256, ...size, cancel }, { onProgress });
    } finally {
      options.signal?.removeEventListener('abort', onAbort);
    }
  }

  async sweep(referenced: AsyncIterable<string> | Iterable<string>): Promise<SweepResult> {
    this.#check();
    if (this.#openBatches.size > 0 || this.#sweeping) throw busy();
    this.#sweeping = true;
    try {
      return await sweepStore(this.#context, this.#context.nameKey, referenced);
    } catch (error) {
      throw writeFailure(error);
    } finally {
      this.#sweeping = false;
    }
  }

  #check(): void {
    if (this.#closed)
      throw new ProfferError('locked', 'The evidence store is closed. Unlock the vault first.');
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#pool.close();
    this.#context.contentKey.fill(0);
    this.#context.nameKey.fill(0);
  }
}

function busy(): ProfferError {
  return new ProfferError(
    'conflict',
    'The evidence store is busy: files are being taken in, or leftovers removed. Try again when that has ended.',
  );
}

import './wasm-wrappers.ts';
import {
  type CheckedInput,
  contract,
  type Input,
  type JobMethod,
  type JobResult,
  type Method,
  type Output,
} from '../shared/contract/index.ts';
import type { EngineEvent } from '../shared/contract/job.ts';
import { ProfferError } from '../shared/domain/errors.ts';
import { allHandlers, vaultlessCalls } from './handlers.ts';
import { checkInput, reportIncident } from './rpc/failure.ts';
import { guardInput } from './rpc/guard-input.ts';
import type { CallContext, JobContext, JobDefinition, PlainHandler } from './rpc/handler.ts';
import { JobRegistry } from './rpc/jobs.ts';
import type { KeyDerivation } from './vault/header.ts';
import type { VaultSession } from './vault/session.ts';

export interface EngineOptions {
  /** Folder with profiles, fonts and templates. */
  resources: string;
  /** Cost of new passphrases; only tests lower it. */
  kdf?: KeyDerivation;
  /** Read evidence as soon as it is taken in, and go on with what was cut off. The window does; a command says so. */
  readAfterIntake?: boolean;
  /** Also check what handlers answer against the contract. Tests do; a release trusts its types. */
  checkOutput?: boolean;
}

/**
 * The engine: everything that knows about cases, behind one door. The window, the command line, the tests and the
 * benchmarks all call it the same way.
 */
export class Engine {
  readonly options: EngineOptions;
  readonly jobs: JobRegistry;
  /** Bytes rendered for preview, by id; gone when the vault is locked. */
  readonly previews = new Map<string, { bytes: Uint8Array; mediaType: string; name: string }>();
  private current: VaultSession | null = null;
  private lastFolder: string | null = null;
  private opening: Promise<VaultSession> | null = null;
  private ending: Promise<void> = Promise.resolve();
  private readonly listeners = new Set<(event: EngineEvent) => void>();
  private readonly handlers: ReturnType<typeof allHandlers>;

  constructor(options: EngineOptions) {
    this.options = options;
    this.jobs = new JobRegistry((job) => this.tell({ event: 'job', job }));
    this.handlers = allHandlers(this);
  }

  /** Calls by name with typed input and output. A job answers `{ jobId }`; see `run`. */
  call<M extends Method>(method: M, input: Input<M>, signal?: AbortSignal): Promise<Output<M>> {
    return this.callUnchecked(method, input, signal) as Promise<Output<M>>;
  }

  /** Starts a job and waits for its result. */
  async run<M extends JobMethod>(method: M, input: Input<M>, signal?: AbortSignal): Promise<JobResult<M>> {
    const { jobId } = (await this.callUnchecked(method, input)) as { jobId: string };
    const cancel = () => this.jobs.cancel(jobId);
    signal?.addEventListener('abort', cancel);
    const job = await this.jobs.wait(jobId);
    signal?.removeEventListener('abort', cancel);
    if (job.error) throw ProfferError.from(job.error);
    return job.result as JobResult<M>;
  }

  /** The door itself: anything may knock, what does not fit the contract is refused. */
  async callUnchecked(
    method: string,
    input: unknown,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<unknown> {
    if (typeof method !== 'string' || !Object.hasOwn(contract, method)) {
      throw new ProfferError('not-found', `There is no call ${String(method).slice(0, 60)}.`);
    }
    const name = method as Method;
    const call = contract[name];
    const checked = this.guarded(name, checkInput(call.input, input));
    const context: CallContext = { session: () => this.session(), signal };
    if (call.type === 'job') return this.startJob(name as JobMethod, checked, context);
    const handler = this.handlers[name] as PlainHandler<never>;
    const session = this.current;
    try {
      const value = await (handler as (input: unknown, context: CallContext) => unknown)(checked, context);
      return this.options.checkOutput ? call.output.parse(value) : value;
    } catch (error) {
      if (session === null || session === this.current || name === 'vault.lock') throw error;
      // Its database, its keys or its store were closed under it; with wiped keys sound evidence looks damaged.
      throw new ProfferError(
        'locked',
        'The vault was locked while this was under way.',
        {},
        { cause: error },
      );
    }
  }

  /** What is to be written, without what may not be kept; said unasked, as the writing itself succeeds. */
  private guarded(method: Method, input: unknown): unknown {
    const call = contract[method];
    if (call.type === 'query') return input;
    const { value, maskings } = guardInput(call.input, input);
    if (maskings.length > 0) this.tell({ event: 'masked', method, maskings });
    return value;
  }

  /** Hears what the engine says unasked. @returns a function that ends it. */
  listen(listener: (event: EngineEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(event: EngineEvent): void {
    for (const listener of this.listeners) {
      try {
        listener(event);
      } catch (error) {
        // One who cannot hear (its port is gone) must not turn a change that is on disk into a failure.
        reportIncident(error);
      }
    }
  }

  /** @throws ProfferError `locked` when no vault is open. */
  session(): VaultSession {
    if (!this.current) throw new ProfferError('locked', 'No vault is open. Unlock one first.');
    return this.current;
  }

  sessionOrNull(): VaultSession | null {
    return this.current;
  }

  get folder(): string | null {
    return this.lastFolder;
  }

  /**
   * Makes the vault that `make` opens or creates the current one. One at a time: a session that nobody holds would
   * keep its lock and its keys.
   * @throws ProfferError `conflict` when a vault is open or on its way.
   */
  async openVault(make: () => Promise<VaultSession>): Promise<VaultSession> {
    if (this.opening) throw new ProfferError('conflict', 'A vault is being opened. Wait until it is.');
    this.opening = this.ending
      .catch(() => {})
      .then(async () => {
        if (this.current)
          throw new ProfferError(
            'conflict',
            `A vault is open already (${this.current.folder}). Lock it first.`,
          );
        const session = await make();
        this.current = session;
        this.lastFolder = session.folder;
        this.tell({ event: 'vault', state: 'unlocked', reason: '' });
        return session;
      });
    try {
      return await this.opening;
    } finally {
      this.opening = null;
    }
  }

  /** Ends the vault's jobs, closes it and forgets its keys and previews. Does nothing when none is open. */
  lock(reason: string): Promise<void> {
    const session = this.current;
    if (!session) return this.ending;
    this.current = null;
    this.previews.clear();
    this.ending = this.end(session, reason);
    return this.ending;
  }

  /** Orderly end of the process: what runs is cancelled, the vault closed. */
  async close(): Promise<void> {
    await this.opening?.catch(() => {});
    await this.lock('closed');
    this.lastFolder = null;
  }

  private async end(session: VaultSession, reason: string): Promise<void> {
    await this.jobs.endVaultJobs();
    try {
      await session.close();
    } finally {
      this.tell({ event: 'vault', state: 'locked', reason });
    }
  }

  private startJob(method: JobMethod, input: unknown, context: CallContext): { jobId: string } {
    const definition = this.handlers[method] as unknown as JobDefinition<JobMethod>;
    const needsVault = !vaultlessCalls.has(method);
    // The session is taken now: a job never moves over to a vault that was opened after it was started.
    const session = needsVault ? this.session() : null;
    const typed = input as CheckedInput<JobMethod>;
    const jobId = this.jobs.start(
      {
        method,
        title: definition.title(typed),
        caseId: definition.caseId?.(typed, context) ?? null,
        needsVault,
      },
      async (signal, progress) => {
        const jobContext: JobContext = { session: () => session ?? context.session(), signal, progress };
        const result = await definition.run(typed as never, jobContext);
        const { result: schema } = contract[method];
        return this.options.checkOutput ? schema.parse(result) : result;
      },
    );
    return { jobId };
  }
}

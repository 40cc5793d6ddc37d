import { resolve } from 'node:path';
import { Engine } from '../engine/engine.ts';
import { resourcesFolder } from '../engine/entry/resources-folder.ts';
import type { Input, JobMethod, JobResult, Output, PlainMethod } from '../shared/contract/index.ts';
import { ProfferError } from '../shared/domain/errors.ts';
import { maskedNotice } from '../shared/domain/identifiers/secrets/index.ts';
import { type Globals, vaultFolder } from './globals.ts';
import { readSecret } from './secrets.ts';
import { ProgressLine } from './terminal/progress.ts';
import { safeLine } from './terminal/safe-text.ts';
import type { Page } from './terminal/table.ts';
import type { Terminal } from './terminal/terminal.ts';

/** What a command answers: the contract's output, the same for people, and an exit code if it is not 0. */
export interface Answer {
  json: unknown;
  text: (page: Page) => string;
  code?: number;
}

/** What a command works with: the engine behind the contract, the terminal, the signal of Ctrl-C. */
export class Desk {
  readonly engine: Engine;
  readonly globals: Globals;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;

  constructor(globals: Globals, terminal: Terminal, signal: AbortSignal) {
    this.engine = new Engine({ resources: resourcesFolder() });
    this.globals = globals;
    this.terminal = terminal;
    this.signal = signal;
    this.engine.listen((event) => {
      if (event.event === 'masked') this.terminal.note(`proffer: ${maskedNotice(event.maskings)}`);
    });
  }

  /** Says to people what usually comes after this. Scripts, which ask for JSON, know. */
  next(...steps: string[]): void {
    if (this.globals.json) return;
    this.terminal.note(
      steps.map((step, at) => `${at === 0 ? 'Next:' : '     '} ${safeLine(step)}`).join('\n'),
    );
  }

  call<M extends PlainMethod>(method: M, input: Input<M>): Promise<Output<M>> {
    if (this.signal.aborted) throw new ProfferError('cancelled', 'Cancelled.');
    return this.engine.call(method, input, this.signal);
  }

  /** Runs a job to its end with progress on stderr; Ctrl-C cancels it. */
  async run<M extends JobMethod>(method: M, input: Input<M>): Promise<JobResult<M>> {
    if (this.signal.aborted) throw new ProfferError('cancelled', 'Cancelled.');
    const line = this.terminal.showsProgress ? new ProgressLine() : null;
    const stop = this.engine.listen((event) => {
      if (event.event === 'job' && event.job.state === 'running' && event.job.progress)
        line?.show(event.job.progress);
    });
    try {
      return await this.engine.run(method, input, this.signal);
    } finally {
      stop();
      line?.end();
    }
  }

  /** Opens the vault the options name, by its recovery key where one was given, else by its passphrase. */
  async unlock(): Promise<Output<'vault.status'>> {
    const folder = resolve(vaultFolder(this.globals));
    const status = await this.call('vault.unlock', { folder, ...(await this.openingSecret()) });
    for (const notice of status.notices) this.terminal.note(`proffer: ${safeLine(notice)}`);
    return status;
  }

  passphrase(): Promise<string> {
    const { passphraseFile: file, passphraseFd: fd } = this.globals;
    return readSecret({ file, fd }, 'passphrase', this.terminal, this.signal);
  }

  recoveryKey(): Promise<string> {
    const { recoveryKeyFile: file, recoveryKeyFd: fd } = this.globals;
    return readSecret({ file, fd }, 'recovery key', this.terminal, this.signal);
  }

  /** The recovery key where one was given, else the passphrase. */
  async openingSecret(): Promise<{ passphrase: string } | { recoveryKey: string }> {
    const { recoveryKeyFile, recoveryKeyFd } = this.globals;
    return recoveryKeyFile === undefined && recoveryKeyFd === undefined
      ? { passphrase: await this.passphrase() }
      : { recoveryKey: await this.recoveryKey() };
  }
}

/** Jobs: started, watched, cancelled, waited for; those that work on a vault end with its lock. */
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import {
  failureOf,
  newEngine,
  openCase,
  openDesk,
  passphrase,
  temporaryBase,
  writeFiles,
} from '../../../tests/support/desk.ts';
import type { Progress } from './handler.ts';
import { type JobRecord, JobRegistry } from './jobs.ts';

const facts = { method: 'test', title: 'A test', caseId: null, needsVault: true };
const step = (done: number): Progress => ({
  stage: 'Working',
  done,
  total: 1000,
  unit: 'steps',
  current: null,
});

describe('a job', () => {
  test('goes from running to done, and tells both with its result', async () => {
    const told: JobRecord[] = [];
    const jobs = new JobRegistry((record) => told.push({ ...record }));
    const jobId = jobs.start(facts, async () => 'the result');
    expect(jobs.list()).toMatchObject([{ jobId, state: 'running', endedAt: null }]);
    expect(await jobs.wait(jobId)).toMatchObject({ state: 'done', result: 'the result', error: null });
    expect(told.map(({ state }) => state)).toEqual(['running', 'done']);
    expect(jobs.cancel(jobId)).toBe(false);
  });

  test('floods nobody with its progress, and its last progress is told', async () => {
    const told: (number | null)[] = [];
    const jobs = new JobRegistry((record) => told.push(record.progress?.done ?? null));
    vi.useFakeTimers();
    try {
      const jobId = jobs.start(facts, async (_signal, progress) => {
        for (let done = 1; done <= 1000; done++) {
          progress(step(done));
          vi.advanceTimersByTime(1);
        }
      });
      await jobs.wait(jobId);
    } finally {
      vi.useRealTimers();
    }
    expect(told.length).toBeLessThan(15);
    expect(told.length).toBeGreaterThan(5);
    expect(told.at(-1)).toBe(1000);
  });

  test('that is cancelled ends as cancelled, whatever it throws on the way out', async () => {
    const jobs = new JobRegistry(() => {});
    const jobId = jobs.start(facts, async (signal) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      throw new Error('broken off');
    });
    expect(jobs.cancel(jobId)).toBe(true);
    expect(await jobs.wait(jobId)).toMatchObject({
      state: 'cancelled',
      error: { code: 'cancelled' },
      result: null,
    });
  });

  test('that was done before the cancel reached it is done', async () => {
    const jobs = new JobRegistry(() => {});
    const jobId = jobs.start(facts, async () => 'whole');
    jobs.cancel(jobId);
    expect(await jobs.wait(jobId)).toMatchObject({ state: 'done', result: 'whole' });
  });

  test('is forgotten when a hundred others ended after it; a running one never', async () => {
    const jobs = new JobRegistry(() => {});
    let finish = (_value: unknown) => {};
    const running = jobs.start(
      facts,
      () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    );
    const first = jobs.start(facts, async () => 1);
    await jobs.wait(first);
    for (let index = 0; index < 100; index++) await jobs.wait(jobs.start(facts, async () => index));
    expect(() => jobs.cancel(first)).toThrow(/not known/);
    expect(jobs.list()).toHaveLength(101);
    finish(2);
    expect((await jobs.wait(running)).result).toBe(2);
  });

  test('that needs the vault is ended and forgotten by a lock; one that does not goes on', async () => {
    const jobs = new JobRegistry(() => {});
    const own = jobs.start(
      facts,
      (signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    );
    let finish = (_value: unknown) => {};
    const other = jobs.start(
      { ...facts, needsVault: false },
      () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    );
    const waiting = jobs.wait(own);
    await jobs.endVaultJobs();
    expect((await waiting).state).toBe('cancelled');
    expect(jobs.list().map(({ jobId }) => jobId)).toEqual([other]);
    finish('kept');
    expect((await jobs.wait(other)).result).toBe('kept');
  });
});

describe('in the engine', () => {
  test('its life can be followed by its events', async () => {
    const { engine, base } = await openDesk();
    const caseId = await openCase(engine);
    const states: string[] = [];
    engine.listen((event) => {
      if (event.event === 'job') states.push(event.job.state);
    });
    const root = writeFiles(base, { a: 'one', b: 'two' });
    const { jobId } = await engine.call('evidence.intake', { caseId, paths: [root] });
    expect((await engine.call('job.list', {})).jobs).toMatchObject([
      { jobId, caseId, title: 'Intake of in' },
    ]);
    const job = await engine.call('job.wait', { jobId });
    expect(job).toMatchObject({ state: 'done', result: { added: 2 } });
    expect([states[0], states.at(-1)]).toEqual(['running', 'done']);
  });

  test('a lock in the middle of an intake ends it in order, and what is asked after it is refused', async () => {
    const { engine, base, folder } = await openDesk();
    const caseId = await openCase(engine);
    const files = Object.fromEntries(
      Array.from({ length: 400 }, (_one, index) => [`${index}`, `content ${index}`]),
    );
    const { jobId } = await engine.call('evidence.intake', { caseId, paths: [writeFiles(base, files)] });
    const ended = engine.call('job.wait', { jobId });
    await engine.call('vault.lock', {});
    expect((await ended).state).toBe('cancelled');
    expect((await failureOf(engine.call('job.wait', { jobId }))).code).toBe('not-found');
    expect((await failureOf(engine.call('case.list', {}))).code).toBe('locked');
    expect((await failureOf(engine.call('evidence.intake', { caseId, paths: [base] }))).code).toBe('locked');
    expect((await engine.call('vault.unlock', { folder, passphrase })).notices).toEqual([]);
    expect((await engine.run('vault.check', {})).findings).toEqual([]);
  });

  test('a call that is under way when the vault is locked is answered or told so', async () => {
    const { engine, base } = await openDesk();
    const caseId = await openCase(engine);
    const { evidenceIds } = await engine.run('evidence.intake', {
      caseId,
      paths: [writeFiles(base, { a: 'hello' })],
    });
    const reading = Array.from({ length: 20 }, () =>
      engine.call('evidence.text', { id: evidenceIds[0]! }).then(
        ({ text }) => text,
        (error) => error.code,
      ),
    );
    await engine.call('vault.lock', {});
    for (const answer of await Promise.all(reading)) expect(['hello', 'locked']).toContain(answer);
  });

  test('that needs no vault outlives a lock', async () => {
    const desk = await openDesk();
    const { engine, base, folder } = desk;
    const backup = await engine.run('vault.backup', { folder: join(base, 'backups') });
    const { jobId } = await engine.call('vault.restore', {
      backup: backup.folder,
      folder: join(base, 'restored'),
      passphrase,
    });
    await engine.call('vault.lock', {});
    expect((await engine.call('job.wait', { jobId })).state).toBe('done');
    await engine.call('vault.unlock', { folder, passphrase });
  });

  test('an unknown one is told as such', async () => {
    const engine = newEngine();
    expect((await failureOf(engine.call('job.cancel', { jobId: 'x' }))).code).toBe('not-found');
    expect(
      (await failureOf(engine.run('verify.package', { path: join(temporaryBase(), 'none.zip') }))).code,
    ).toBe('not-found');
  });
});

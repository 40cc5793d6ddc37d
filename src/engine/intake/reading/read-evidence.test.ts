/** Reading evidence: step by step, piece by piece; what a piece does to its reader is that piece's finding. */
import { describe, expect, test } from 'vitest';
import {
  failureOf,
  flipByte,
  openCase,
  openDesk,
  passphrase,
  storedFiles,
  writeFiles,
} from '../../../../tests/support/desk.ts';
import { Engine } from '../../engine.ts';
import type { JobContext } from '../../rpc/handler.ts';
import { readEvidence } from './read-evidence.ts';
import type { ReadingPiece, ReadingStep, StepContext } from './reading-step.ts';

const contextOf = (engine: Engine, signal = new AbortController().signal): JobContext => ({
  session: () => engine.session(),
  signal,
  progress: () => {},
});

async function deskWith(files: Record<string, string | Uint8Array>) {
  const desk = await openDesk();
  const caseId = await openCase(desk.engine);
  const { evidenceIds } = await desk.engine.run('evidence.intake', {
    caseId,
    paths: [writeFiles(desk.base, files)],
  });
  return { ...desk, caseId, evidenceIds };
}

const step = (run: ReadingStep['run'], version = 1): ReadingStep => ({ name: 'text', version, run });
const readWith = (
  engine: Engine,
  caseId: string,
  steps: ReadingStep[],
  again = false,
  signal?: AbortSignal,
) => readEvidence({ caseId, again }, contextOf(engine, signal), { steps });

describe('a case', () => {
  test('is read by one job: text, its pages, and what cannot be text is said so', async () => {
    const { engine, caseId, evidenceIds } = await deskWith({
      'a.txt': 'Pay 500 USD to Nordhaven Support\n',
      'b.bin': Uint8Array.of(0, 1, 2, 3, 255, 254, 0, 0),
      'c.txt': '',
    });
    expect(await engine.call('reading.summary', { caseId })).toMatchObject({ pieces: 3, unread: 3 });
    expect(await engine.run('evidence.read', { caseId })).toMatchObject({ pieces: 3, done: 3, failed: 0 });
    expect(await engine.call('reading.summary', { caseId })).toMatchObject({ unread: 0, done: 3 });
    const [text, binary, empty] = evidenceIds as [string, string, string];
    expect(await engine.call('text.page', { evidenceId: text, page: 1 })).toMatchObject({
      text: 'Pay 500 USD to Nordhaven Support\n',
      source: 'text',
      nextOffset: null,
    });
    expect((await engine.call('reading.get', { evidenceId: text })).content).toMatchObject({
      format: 'Plain text',
      encoding: 'utf-8',
      pages: 1,
    });
    for (const id of [binary, empty])
      expect((await engine.call('reading.get', { evidenceId: id })).steps).toContainEqual(
        expect.objectContaining({ step: 'text', state: 'nothing', summary: expect.stringMatching(/./) }),
      );
    expect((await failureOf(engine.call('text.page', { evidenceId: empty, page: 1 }))).code).toBe(
      'not-found',
    );
  });

  test('that was read is not read again, unless asked; new evidence is', async () => {
    const { engine, base, caseId } = await deskWith({ a: 'one', b: 'two' });
    const seen: string[] = [];
    const run = async (piece: ReadingPiece, context: StepContext) => {
      seen.push(piece.name);
      context.done('x');
    };
    const steps = [step(run)];
    await readWith(engine, caseId, steps);
    await readWith(engine, caseId, steps);
    expect(seen).toEqual(['a', 'b']);
    await engine.run('evidence.intake', { caseId, paths: [writeFiles(base, { c: 'three' }, 'more')] });
    await readWith(engine, caseId, steps);
    expect(seen).toEqual(['a', 'b', 'c']);
    await readWith(engine, caseId, steps, true);
    expect(seen.slice(3).sort()).toEqual(['a', 'b', 'c']);
    await readWith(engine, caseId, [step(run, 2)]);
    expect(seen).toHaveLength(9);
  });

  test('is read on by the window as soon as it was taken in', async () => {
    const { engine, caseId, evidenceIds } = await deskWith({ a: 'hello' });
    const folder = engine.session().folder;
    await engine.close();
    const window = new Engine({ ...engine.options, readAfterIntake: true });
    try {
      await window.call('vault.unlock', { folder, passphrase });
      await window.run('evidence.intake', {
        caseId,
        paths: [writeFiles(folder.replace(/vault$/, ''), { b: 'x' }, 'z')],
      });
      const job = (await window.call('job.list', {})).jobs.find(({ method }) => method === 'evidence.read');
      expect((await window.call('job.wait', { jobId: job!.jobId })).state).toBe('done');
      expect((await window.call('reading.get', { evidenceId: evidenceIds[0]! })).steps).toContainEqual(
        expect.objectContaining({ step: 'text', state: 'done' }),
      );
    } finally {
      await window.close();
    }
  });
});

describe('a piece', () => {
  test('that breaks a step fails alone, with a finding, and its case can be asked for it', async () => {
    const { engine, caseId } = await deskWith({ bad: 'x', good: 'y' });
    const breaks = async (piece: ReadingPiece, context: StepContext) => {
      if (piece.name === 'bad') throw new RangeError('a defect');
      context.done('read');
    };
    expect(await readWith(engine, caseId, [step(breaks)])).toMatchObject({ done: 1, failed: 1 });
    const { rows, total } = await engine.call('reading.list', { caseId, findings: 'error' });
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({ name: 'bad', state: 'failed', findings: [{ code: 'step-failed' }] });
  });

  test('whose stored bytes were damaged fails with that, not with nonsense', async () => {
    const { engine, caseId, folder } = await deskWith({ 'a.txt': 'hello' });
    flipByte(storedFiles(folder)[0]!, -1);
    expect(await engine.run('evidence.read', { caseId })).toMatchObject({ failed: 1 });
    const { rows } = await engine.call('reading.list', { caseId, findings: 'error' });
    expect(rows[0]?.findings[0]?.code).toMatch(/^evidence-(integrity-failed|corrupt)$/);
  });

  test('that was in hand when the program died is not read again by itself', async () => {
    const { engine, caseId, evidenceIds } = await deskWith({ deadly: 'x' });
    engine
      .session()
      .database.prepare(
        "INSERT INTO reading (evidence_id, step, state, step_version, summary, findings) VALUES (?, 'text', 'running', 1, '', '[]')",
      )
      .run(evidenceIds[0]);
    const run = async () => {
      throw new Error('must not be called');
    };
    await readWith(engine, caseId, [step(run)]);
    expect((await engine.call('reading.list', { caseId })).rows).toMatchObject([
      { state: 'failed', findings: [{ code: 'reader-crashed' }] },
    ]);
    expect(
      await readWith(engine, caseId, [step(async (_piece, context) => context.done(''))], true),
    ).toMatchObject({
      done: 1,
    });
  });

  test('found inside another is read in the same run', async () => {
    const { engine, caseId } = await deskWith({ mail: 'outer', z: 'last' });
    const { database } = engine.session();
    const seen: string[] = [];
    const run = async (piece: ReadingPiece, context: StepContext) => {
      seen.push(piece.name);
      if (piece.name === 'mail' && piece.parentId === null && seen.length < 3) {
        // What the mail step does by way of child evidence.
        const columns = (database.pragma('table_info(evidence)') as { name: string }[]).map(
          ({ name }) => name,
        );
        const values = columns.map((name) =>
          name === 'id'
            ? `'01890000-0000-7000-8000-000000000001'`
            : name === 'number'
              ? '99'
              : name === 'name'
                ? `'child'`
                : name === 'parent_id'
                  ? 'id'
                  : name,
        );
        database
          .prepare(
            `INSERT INTO evidence (${columns.join()}) SELECT ${values.join()} FROM evidence WHERE id = ?`,
          )
          .run(piece.evidenceId);
      }
      context.done('');
    };
    await readWith(engine, caseId, [step(run)]);
    expect(seen.sort()).toEqual(['child', 'mail', 'z']);
  });
});

describe('a cancelled reading', () => {
  test('leaves what it read and waits with the rest; the next one goes on', async () => {
    const { engine, caseId } = await deskWith(
      Object.fromEntries(Array.from({ length: 9 }, (_one, index) => [`${index}`, `text ${index}`])),
    );
    const controller = new AbortController();
    let reads = 0;
    const run = async (_piece: ReadingPiece, context: StepContext) => {
      reads += 1;
      if (reads === 3) controller.abort();
      if (context.signal.aborted) throw new Error('cut off');
      context.done('');
    };
    expect((await failureOf(readWith(engine, caseId, [step(run)], false, controller.signal))).code).toBe(
      'cancelled',
    );
    const between = await engine.call('reading.summary', { caseId });
    expect(between.running).toBe(0);
    expect(between.done + between.waiting).toBe(9);
    expect(between.waiting).toBeGreaterThan(0);
    await readWith(engine, caseId, [step(run)]);
    expect(await engine.call('reading.summary', { caseId })).toMatchObject({ done: 9, waiting: 0 });
  });
});

/** Several pieces go out of the working set together, or none does. */
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { failureOf, openCase, openDesk, writeFiles } from '../../../tests/support/desk.ts';
import { stableExhibit } from './custody.ts';

async function deskWithTwo() {
  const desk = await openDesk();
  const caseId = await openCase(desk.engine);
  const paths = [writeFiles(desk.base, { 'a.txt': 'a', 'b.txt': 'b' })];
  await desk.engine.run('evidence.intake', { caseId, paths });
  const { rows } = await desk.engine.call('evidence.list', { caseId, sort: 'number' });
  return { ...desk, caseId, paths, ids: rows.map((row) => row.id) };
}

test('one entry of the log for all, one of custody for each whose state changes', async () => {
  const { engine, ids } = await deskWithTwo();
  await engine.call('evidence.hide', { id: ids[0]!, hidden: true });
  const before = (await engine.call('log.list', {})).total;
  const { rows } = await engine.call('evidence.hideMany', {
    ids: [...ids, ids[0]!],
    hidden: true,
    reason: 'twice',
  });
  expect(rows.map((row) => row.hidden)).toEqual([true, true]);
  expect((await engine.call('log.list', {})).total).toBe(before + 1);
  for (const id of ids) {
    const { custody } = await engine.call('evidence.get', { id });
    expect(custody.filter((one) => one.action === 'hidden')).toHaveLength(1);
  }
});

test('pieces of two cases, or one that is not there: nothing changes', async () => {
  const { engine, ids, paths } = await deskWithTwo();
  const other = await openCase(engine, 'Another');
  await engine.run('evidence.intake', { caseId: other, paths });
  const { rows } = await engine.call('evidence.list', { caseId: other });
  const absent = '01890000-0000-7000-8000-000000000000';
  for (const more of [rows[0]!.id, absent])
    await failureOf(engine.call('evidence.hideMany', { ids: [...ids, more], hidden: true }));
  for (const id of ids) expect((await engine.call('evidence.get', { id })).hidden).toBe(false);
});

test('an intake that goes on belongs to its case in the list of jobs', async () => {
  const { engine, caseId } = await deskWithTwo();
  const { batches } = await engine.call('evidence.batches', { caseId });
  const { jobId } = await engine.call('evidence.resumeIntake', { batchId: batches[0]!.id });
  const { jobs } = await engine.call('job.list', {});
  expect(jobs.find((job) => job.jobId === jobId)?.caseId).toBe(caseId);
  await engine.call('job.wait', { jobId });
});

test('a copy is not written where anything lies, a link to nothing too, and what is wrong with the place is told', async () => {
  const { engine, base, ids } = await deskWithTwo();
  const { number } = await engine.call('evidence.get', { id: ids[0]! });
  const folder = writeFiles(base, { 'a file': 'x' }, 'out');
  symlinkSync(join(base, 'nowhere'), join(folder, `${stableExhibit(number)}_a.txt`));
  const copy = (to: string) => engine.run('evidence.export', { id: ids[0]!, folder: to, purpose: 'a look' });
  expect((await failureOf(copy(folder))).code).toBe('conflict');
  await expect(copy(join(folder, 'a file'))).rejects.toThrow();
  expect((await engine.call('evidence.get', { id: ids[0]! })).custody.map((one) => one.action)).toEqual([
    'acquired',
  ]);
});

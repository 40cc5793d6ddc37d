/** Several pieces go out of the working set together, or none does. */
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
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

describe('what was taken out of other pieces', () => {
  const mail = [
    'From: Rosa Template <rosa@example.com>',
    'Subject: with a list',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=x',
    '',
    '--x',
    'Content-Type: text/plain',
    '',
    'see the list',
    '--x',
    'Content-Type: text/csv; name=list.csv',
    'Content-Disposition: attachment; filename=list.csv',
    '',
    'a,b',
    '1,2',
    '--x--',
    '',
  ].join('\r\n');

  async function deskWithMail() {
    const { engine, base } = await openDesk();
    const caseId = await openCase(engine);
    await engine.run('evidence.intake', {
      caseId,
      paths: [writeFiles(base, { 'a.eml': mail, 'b.txt': 'b' })],
    });
    await engine.run('evidence.read', { caseId });
    const list = async (more: object = {}) =>
      (await engine.call('evidence.list', { caseId, sort: 'number', ...more })).rows;
    return { engine, list };
  }

  test('says so, is counted there, and can be listed by itself or left out', async () => {
    const { list } = await deskWithMail();
    const [first, second, third] = await list();
    expect(first).toMatchObject({ name: 'a.eml', parent: null, children: { shown: 1, hidden: 0 } });
    expect(third).toMatchObject({
      name: 'list.csv',
      parent: { id: first!.id, exhibit: 'E-0001' },
      children: { shown: 0, hidden: 0 },
    });
    expect((await list({ parentId: first!.id })).map(({ id }) => id)).toEqual([third!.id]);
    expect((await list({ originals: true })).map(({ id }) => id)).toEqual([first!.id, second!.id]);
  });

  test('goes with it and comes back with it where a person says so, and stays otherwise', async () => {
    const { engine, list } = await deskWithMail();
    const [first] = await list();
    await engine.call('evidence.hide', { id: first!.id, hidden: true });
    expect((await list()).map(({ name }) => name)).toEqual(['b.txt', 'list.csv']);
    await engine.call('evidence.hide', { id: first!.id, hidden: true, withChildren: true });
    expect((await list()).map(({ name }) => name)).toEqual(['b.txt']);
    const shown = await engine.call('evidence.get', { id: first!.id });
    expect(shown.children).toEqual({ shown: 0, hidden: 1 });
    await engine.call('evidence.hideMany', { ids: [first!.id], hidden: false, withChildren: true });
    expect(await list()).toHaveLength(3);
    expect((await engine.run('log.verify', {})).findings).toEqual([]);
  });
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

/** The same folder taken in again from the command line: what is left out is counted, named, and to be had after all. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { JobResult, Output } from '../../src/shared/contract/index.ts';
import { Desk, workFolder } from './proffer.ts';

const folder = workFolder();
const desk = new Desk(folder);
const incoming = join(folder, 'incoming');
const inCase = ['--case', 'EX-1'];
const add = (...more: string[]) => ['evidence', 'add', incoming, ...inCase, ...more];

beforeAll(async () => {
  await desk.create();
  await desk.createCase();
  mkdirSync(incoming);
  for (const name of ['one', 'two']) writeFileSync(join(incoming, `${name}.txt`), `content of ${name}`);
  await desk.ask('evidence.intake', add('--source', 'Example CERT'));
});

it('leaves out what the same source gave before, and says which piece has it', async () => {
  writeFileSync(join(incoming, 'three.txt'), 'content of three');
  const { code, stdout } = await desk.run(...add('--source', 'example cert'));
  expect(code).toBe(0);
  expect(stdout).toMatch(/^1 file taken in, 16 B\.\n2 files left out, as the case has them:\n/);
  expect(stdout).toMatch(/incoming\/one\.txt +E-0001\n/);
  expect(stdout).toMatch(/incoming\/two\.txt +E-0002\n/);
  const { batches } = await desk.ask<Output<'evidence.batches'>>('evidence.batches', [
    ...['evidence', 'batches', ...inCase],
  ]);
  expect(batches[0]).toMatchObject({ added: 1, leftOut: 2, copies: 'other-sources' });
  expect(stdout).toContain(`proffer evidence left-out ${batches[0]!.id}`);
});

it('takes in what another source gave, or all, or nothing the case has', async () => {
  const other = await desk.ask<JobResult<'evidence.intake'>>(
    'evidence.intake',
    add('--source', 'The victim'),
  );
  expect(other).toMatchObject({ added: 3, leftOut: [] });
  const none = await desk.ask<JobResult<'evidence.intake'>>('evidence.intake', add('--copies', 'none'));
  expect(none).toMatchObject({ added: 0, leftOut: { length: 3 } });
  const all = await desk.ask<JobResult<'evidence.intake'>>(
    'evidence.intake',
    add('--copies', 'all', '--source', 'The victim'),
  );
  expect(all).toMatchObject({ added: 3, leftOut: [] });
  const { stdout } = await desk.run('evidence', 'list', ...inCase);
  expect(stdout).toMatch(/E-0004 +E-000[1-3]/);
});

it('lists what was left out and takes it in after all', async () => {
  const leftOut = (...more: string[]) => ['evidence', 'left-out', ...inCase, ...more];
  const listed = await desk.ask<Output<'evidence.leftOut'>>('evidence.leftOut', leftOut());
  expect(listed.rows.map(({ path, heldBy }) => [path, heldBy.exhibit])).toEqual([
    ['incoming/one.txt', 'E-0001'],
    ['incoming/three.txt', 'E-0003'],
    ['incoming/two.txt', 'E-0002'],
  ]);
  expect((await desk.run(...leftOut('--which', 'gone'))).stdout).toContain('left nothing out that fits');
  expect(await desk.run(...leftOut('--take'))).toMatchObject({
    code: 0,
    stdout: '3 files taken in after all.\n',
  });
  expect((await desk.run(...leftOut())).stdout).toMatch(/incoming\/one\.txt +14 B +E-0001 +E-0010/);
  const checked = await desk.ask<JobResult<'evidence.verify'>>('evidence.verify', [
    ...['evidence', 'verify', ...inCase],
  ]);
  expect(checked).toMatchObject({ checked: 12, ok: 12 });
});

it('names a file once more for an import as the piece it is', async () => {
  const path = join(folder, 'victims.csv');
  writeFileSync(path, 'name,email\nRosa Template,rosa@example.org\n');
  // Nothing is declared of its columns, so that each time ends with the same question.
  const once = () => desk.run('import', 'table', path, ...inCase);
  expect(await once()).toEqual(await once());
  const list = await desk.ask<Output<'evidence.list'>>('evidence.list', [
    ...['evidence', 'list', ...inCase, '--search', 'victims.csv'],
  ]);
  expect(list.total).toBe(1);
});

/** Whoever does not know the program is told what to do next, and with which option. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { Output } from '../../src/shared/contract/index.ts';
import { Desk, workFolder } from './proffer.ts';

const folder = workFolder();
const desk = new Desk(folder);
const complaint = join(folder, 'complaint.eml');
const table = join(folder, 'victims.csv');

beforeAll(async () => {
  await desk.create();
  await desk.createCase();
  writeFileSync(
    complaint,
    'From: Ruth Alder <ruth@example.com>\nTo: desk@example.org\nDate: Thu, 3 Apr 2025 10:00:00 +0100\nSubject: scam\n\n' +
      'They called from 0808 157 0123 and had me pay 450 GBP on 2 April 2025.\n',
  );
  writeFileSync(table, 'Name,Date,Amount lost\nRuth Alder,03/04/2025,450.00\n');
});

it('each step names the next one, and keeps quiet where it is asked to', async () => {
  const added = await desk.run('evidence', 'add', complaint, '--case', 'EX-1');
  expect(added.stderr).toContain('Next: proffer evidence read --case EX-1');
  const read = await desk.run('evidence', 'read', '--case', 'EX-1');
  for (const words of ['proposal list', 'observable list', 'import candidates'])
    expect(read.stderr).toContain(`proffer ${words} --case EX-1`);
  expect((await desk.run('evidence', 'read', '--case', 'EX-1', '--quiet')).stderr).toBe('');
});

it('a record knows its case: its id is enough', async () => {
  const list = await desk.ask<Output<'proposal.list'>>('proposal.list', [
    ...['proposal', 'list', '--case', 'EX-1'],
  ]);
  const accepted = await desk.run('proposal', 'accept', list.rows[0]!.id);
  expect(accepted.code, accepted.stderr).toBe(0);
  const losses = await desk.ask<Output<'loss.list'>>('loss.list', ['loss', 'list', '--case', 'EX-1']);
  const edited = await desk.run('loss', 'edit', losses.rows[0]!.id, '--recovered', 'GBP 10.00');
  expect(edited.code, edited.stderr).toBe(0);
  expect(edited.stdout).toContain('GBP 10.00');
});

it('what is not found, or not an id, names the list that has it', async () => {
  const entity = await desk.run('entity', 'show', 'Nobody', '--case', 'EX-1');
  expect([entity.code, entity.stderr]).toEqual([4, expect.stringContaining('proffer entity list')]);
  const noId = await desk.run('import', 'show', '123');
  expect([noId.code, noId.stderr]).toEqual([3, expect.stringContaining('proffer import list --case CASE')]);
  const unknown = await desk.run('event', 'show', '01890000-0000-7000-8000-000000000000');
  expect([unknown.code, unknown.stderr]).toEqual([4, expect.stringContaining('proffer event list')]);
});

it('a value that does not fit names its field, what is expected, and the option', async () => {
  const wrong = await desk.run(...['entity', 'add', 'person', 'Ann', '--case', 'EX-1', '--country', 'uk']);
  expect(wrong.code).toBe(3);
  expect(wrong.stderr).toContain(
    'Country must be two capital letters, such as US (ISO 3166-1). Option: --country.',
  );
});

it('what a table leaves open comes with the option that declares it, tried or imported', async () => {
  expect((await desk.run('evidence', 'add', table, '--case', 'EX-1')).code).toBe(0);
  const asked = ['import', 'table', '2', '--case', 'EX-1', '--preset', 'complaint-victims'];
  const options = ['--declare Date.dayOrder=ORDER', '--declare 3.currency=CURRENCY'];
  for (const outcome of [await desk.run(...asked, '--dry-run'), await desk.run(...asked)])
    for (const option of options) expect(outcome.stdout + outcome.stderr).toContain(option);
});

it('evidence says afterwards where it came from; its bytes stay', async () => {
  const edited = await desk.run('evidence', 'edit', 'E-0001', '--case', 'EX-1', '--source', 'Ruth Alder');
  expect(edited.code, edited.stderr).toBe(0);
  expect(edited.stdout).toContain('Ruth Alder');
  expect((await desk.run('evidence', 'edit', 'E-0001', '--case', 'EX-1')).code).toBe(2);
});

it('an export that is not ready names the command that tells how to mend it', async () => {
  const request = ['--case', 'EX-1', '--agency', 'IN-CBI'];
  const refused = await desk.run('referral', 'export', ...request, '--to', folder);
  expect(refused.code).toBe(3);
  expect(refused.stderr).toContain('How to mend each: proffer referral check --case EX-1 --agency IN-CBI');
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { JobResult, Output } from '../../src/shared/contract/index.ts';
import { Desk, workFolder } from './proffer.ts';

const folder = workFolder();
const desk = new Desk(folder);
const complaint = `I was called by +1 212 555 0142 on 14 March 2025. I paid $1,500.00 by wire to IBAN GB82 WEST 1234 5698 7654 32.
The site was login[.]nordhaven[.]example, your own portal.house.example.com was down.

Kind regards,
Rosa Template, Dayton, Ohio
`;

beforeAll(async () => {
  await desk.create();
  await desk.createCase('EX-1');
  const file = join(folder, 'complaint.txt');
  writeFileSync(file, complaint);
  const countries = await desk.run('observable', 'countries', 'us', '--case', 'EX-1');
  expect(countries.stdout).toContain('US (declared)');
  const added = await desk.run('evidence', 'add', file, '--case', 'EX-1', '--read');
  expect(added.code, added.stderr).toBe(0);
});

it('what the house owns is passed over, what is found is listed once', async () => {
  const rule = await desk.run('observable', 'pass-over', 'domain', '*.house.example.com', '--case', 'EX-1');
  expect(rule.code, rule.stderr).toBe(0);
  const list = await desk.ask<Output<'observable.list'>>('observable.list', [
    'observable',
    'list',
    '--case',
    'EX-1',
  ]);
  expect(list.rows.map(({ normal }) => normal).sort()).toEqual([
    '+12125550142',
    'GB82WEST12345698765432',
    'login.nordhaven.example',
  ]);
  const shown = await desk.run('observable', 'list', '--case', 'EX-1', '--state', 'ignored');
  expect(shown.stdout).toContain('portal[.]house[.]example[.]com');
});

it('finds are accepted by kind and named in what can be undone', async () => {
  const nothing = await desk.run('observable', 'accept', '--case', 'EX-1');
  expect(nothing.code).toBe(2);
  const done = await desk.ask<JobResult<'observable.accept'>>('observable.accept', [
    ...[
      'observable',
      'accept',
      '--all',
      '--kind',
      'domain',
      '--role',
      'scam-infrastructure',
      '--case',
      'EX-1',
    ],
  ]);
  expect(done).toMatchObject({ added: 1, refused: [] });
  const undone = await desk.run('import', 'undo', done.importId);
  expect(undone.code, undone.stderr).toBe(0);
  const again = await desk.ask<Output<'observable.list'>>('observable.list', [
    'observable',
    'list',
    '--case',
    'EX-1',
    '--kind',
    'domain',
  ]);
  expect(again.rows[0]?.state).toBe('open');
});

it('a pasted list becomes evidence, what is put aside leaves the list', async () => {
  const file = join(folder, 'numbers.txt');
  writeFileSync(file, '+1 212 555 0150\n+1 212 555 0151\n');
  const pasted = await desk.run('observable', 'paste', file, '--case', 'EX-1', '--source', 'Example Bank');
  expect(pasted.stdout).toContain('2 found');
  const rejected = await desk.run('observable', 'reject', '--all', '--search', '555015', '--case', 'EX-1');
  expect(rejected.stdout).toContain('2 finds changed');
});

it('a complaint is shown with its lines and accepted as one import', async () => {
  const list = await desk.ask<Output<'proposal.list'>>('proposal.list', [
    'proposal',
    'list',
    '--case',
    'EX-1',
  ]);
  const [proposal] = list.rows;
  expect(proposal?.title).toContain('Rosa Template');
  const shown = await desk.run('proposal', 'show', proposal!.id);
  expect(shown.stdout).toContain('USD 1,500.00');
  expect(shown.stdout).toContain('page 1, line 1');
  expect(shown.stdout).toContain('Country US, from the address “Dayton, Ohio” (line 5).');
  const done = await desk.run('proposal', 'accept', '--all', '--case', 'EX-1');
  expect(done.code, done.stderr).toBe(0);
  expect(done.stdout).toMatch(/1 proposal accepted: .*Undo: proffer import undo/);
  expect((await desk.run('proposal', 'accept', '--all', '--case', 'EX-1')).code).toBe(4);
  const { rows } = await desk.ask<Output<'entity.list'>>('entity.list', [
    ...['entity', 'list', '--case', 'EX-1', '--role', 'victim'],
  ]);
  expect(rows).toMatchObject([{ display: 'Rosa Template', country: 'US' }]);
});

it('an accepted find that is a victim’s own number is told, and given back in one step', async () => {
  const own = (...more: string[]) => ['observable', 'own-contacts', '--case', 'EX-1', ...more];
  const accepted = await desk.run(
    ...['observable', 'reopen', '--all', '--state', 'rejected', '--search', '5550150', '--case', 'EX-1'],
  );
  expect(accepted.stdout).toContain('1 find changed');
  const done = await desk.run(
    ...['observable', 'accept', '--all', '--sure', '--kind', 'phone', '--role-by-kind', '--case', 'EX-1'],
  );
  expect(done.stdout, done.stderr).toContain('1 record added');
  expect((await desk.run(...own())).stdout).toContain('No accepted find');
  await desk.run(
    ...['entity', 'add', 'person', 'Otto Beispiel', '--role', 'victim', '--case', 'EX-1'],
    // A national number: the countries declared for the case say whose.
    ...['--field', 'phone=(212) 555-0150'],
  );
  const told = await desk.ask<Output<'observable.ownContacts'>>('observable.ownContacts', own());
  expect(told.rows).toMatchObject([
    { display: expect.stringContaining('555'), owner: { display: 'Otto Beispiel', as: 'Victim' } },
  ]);
  const [batch] = (await desk.ask<Output<'import.list'>>('import.list', ['import', 'list', '--case', 'EX-1']))
    .rows;
  // It was entered by hand: no import told it.
  expect((await desk.run(...own('--import', batch!.id))).stdout).toContain('No accepted find');
  expect((await desk.run('observable', 'give-back', '--import', batch!.id, '--case', 'EX-1')).code).toBe(2);
  expect((await desk.run('observable', 'give-back', '--case', 'EX-1')).code).toBe(2);
  const given = await desk.run('observable', 'give-back', '--all', '--case', 'EX-1');
  expect(given.stdout).toContain('1 contact given back');
  expect((await desk.ask<Output<'observable.ownContacts'>>('observable.ownContacts', own())).total).toBe(0);
  expect((await desk.run('log', 'undo', '--case', 'EX-1')).code).toBe(0);
  expect((await desk.ask<Output<'observable.ownContacts'>>('observable.ownContacts', own())).total).toBe(1);
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { JobResult, Output } from '../../src/shared/contract/index.ts';
import { Desk, failureOf, workFolder } from './proffer.ts';

const folder = workFolder();
const desk = new Desk(folder);
const bundle = {
  type: 'bundle',
  id: 'bundle--00000000-0000-4000-8000-000000000001',
  objects: [
    {
      type: 'indicator',
      spec_version: '2.1',
      id: 'indicator--00000000-0000-4000-8000-000000000002',
      created: '2024-01-01T00:00:00.000Z',
      modified: '2024-01-01T00:00:00.000Z',
      pattern: "[domain-name:value = 'login.example.com']",
      pattern_type: 'stix',
      valid_from: '2024-01-01T00:00:00Z',
    },
    { type: 'x-lure', id: 'x-lure--00000000-0000-4000-8000-000000000003', name: 'par\u001b[2Jcel' },
  ],
};

beforeAll(async () => {
  await desk.create();
  await desk.createCase();
  const incoming = join(folder, 'incoming');
  mkdirSync(incoming);
  writeFileSync(join(incoming, 'a-bundle.json'), JSON.stringify(bundle));
  writeFileSync(join(incoming, 'b-other.json'), '{"hello":"world"}');
  expect((await desk.run('evidence', 'add', incoming, '--case', 'EX-1')).code).toBe(0);
});

it('a preview tells what would come, the import brings it, the second brings nothing', async () => {
  const preview = await desk.ask<JobResult<'intel.preview'>>('intel.preview', [
    'intel',
    'preview',
    '1',
    '--case',
    'EX-1',
  ]);
  expect(preview.entities).toEqual([{ kind: 'domain', added: 1, matched: 0, unsure: 0 }]);
  const shown = await desk.run('intel', 'preview', '1', '--case', 'EX-1');
  expect(shown.stdout).toMatch(/STIX 2\.1 bundle/);
  expect(shown.stdout).toMatch(/x-lure 1/);
  const brought = await desk.run('intel', 'import', '1', '--case', 'EX-1', '--marking', 'green');
  expect(brought).toMatchObject({ code: 0 });
  expect(brought.stdout).toContain(
    '1 entity added, 0 in the case before, 0 links, 0 events, 0 objects unchanged.',
  );
  const again = await desk.ask<JobResult<'intel.import'>>('intel.import', [
    'intel',
    'import',
    '1',
    '--case',
    'EX-1',
  ]);
  expect(again.counts).toMatchObject({ matched: 1, unchanged: 2 });
});

it('what it has no records for is listed and shown, safe for a terminal', async () => {
  const list = await desk.ask<Output<'intel.objects'>>('intel.objects', [
    ...['intel', 'objects', '--case', 'EX-1', '--state', 'kept'],
  ]);
  expect(list.rows.map(({ type }) => type)).toEqual(['x-lure']);
  const shown = await desk.run('intel', 'show', list.rows[0]!.id);
  expect(shown.stdout).toContain('x-lure--00000000-0000-4000-8000-000000000003');
  expect(shown.stdout).not.toContain('\u001b');
});

it('a file of another kind is refused with the reason', async () => {
  const refused = await desk.run('intel', 'import', '2', '--case', 'EX-1', '--json');
  expect(refused.code).toBe(3);
  expect(failureOf(refused).details.reason).toBe('unknown-format');
});

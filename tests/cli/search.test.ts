import { beforeAll, expect, it } from 'vitest';
import type { JobResult, Output } from '../../src/shared/contract/index.ts';
import { Desk, workFolder } from './proffer.ts';

const desk = new Desk(workFolder());

beforeAll(async () => {
  await desk.create();
  for (const reference of ['EX-1', 'EX-2']) {
    await desk.createCase(reference);
    const added = await desk.run('entity', 'add', 'phone', '+91 22 6555 0199', '--case', reference);
    expect(added.code, added.stderr).toBe(0);
  }
});

it('a number is found in both cases however it is written, and printed once for each', async () => {
  const found = await desk.ask<Output<'search.find'>>('search.find', ['search', '0091-22-65550199']);
  expect(found.hits.map((hit) => [hit.caseReference, hit.exact])).toEqual([
    ['EX-1', true],
    ['EX-2', true],
  ]);
  const one = await desk.run('search', '022 6555 0199', '--case', 'EX-2');
  expect(one).toMatchObject({ code: 0 });
  expect(one.stdout).toMatch(/^EX-2 {2}entity phone {2}\+91 22 6555 0199/m);
});

it('words of the command line make one query; what cannot be used is told', async () => {
  const found = await desk.ask<Output<'search.find'>>('search.find', [
    'search',
    'José',
    'called',
    'case:EX-1',
  ]);
  expect(found.hits.map((hit) => hit.kind)).toEqual(['case']);
  const odd = await desk.run('search', 'kind:nonsense', 'called');
  expect(odd.stdout).toContain('does not know nonsense');
  expect((await desk.run('search')).code).toBe(2);
});

it('the index is made anew', async () => {
  const made = await desk.ask<JobResult<'search.rebuild'>>('search.rebuild', ['search', '--rebuild']);
  expect(made.records).toBe(4);
});

it('matches name the other case, from both sides', async () => {
  for (const [here, there] of [
    ['EX-1', 'EX-2'],
    ['EX-2', 'EX-1'],
  ] as const) {
    const list = await desk.ask<Output<'match.list'>>('match.list', ['matches', '--case', here]);
    expect(list.rows.map((row) => row.others.map((one) => one.caseReference))).toEqual([[there]]);
    const shown = await desk.run('matches', '--case', here, '--entity', '+912265550199');
    expect(shown.stdout).toContain(there);
  }
});

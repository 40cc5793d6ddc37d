/** The contract is the only door, and behind each of its calls stands someone. */
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { allHandlers, vaultlessCalls } from '../../src/engine/handlers.ts';
import { contract } from '../../src/shared/contract/index.ts';
import { newEngine, openDesk } from '../support/desk.ts';

const id = '01890000-0000-7000-8000-000000000000';
const guesses: Record<string, unknown[]> = {
  id: [id],
  caseId: [id],
  evidenceId: [id],
  mapping: [
    {
      format: { kind: 'json-lines' },
      headerRow: 1,
      rowsAre: 'things',
      columns: [{ index: 0, use: 'domain' }],
    },
  ],
  page: [1],
  thread: [1],
  numbers: [[1]],
  declared: [{}],
  batchId: [id],
  belongsTo: ['owner'],
  victimId: [id],
  entityId: [id],
  keepId: [id],
  mergeId: [id],
  verdict: ['different'],
  basis: ['name'],
  match: ['x'],
  recipient: ['x'],
  what: ['x'],
  rail: ['cash'],
  fromId: [id],
  toId: [id],
  deviceId: ['d'],
  seq: [1],
  kind: ['person', 'call', 'uses', 'domain', undefined],
  value: ['x'],
  hidden: [true],
  fields: [{}],
  recoveryKey: ['x'],
  passphrase: ['x'],
  current: ['x'],
  next: ['a long passphrase'],
  owner: [{ person: 'A', organisation: 'B' }],
  minutes: [5],
  ids: [['01890000-0000-7000-8000-000000000000']],
  folder: ['/tmp/nowhere'],
  paths: [['/tmp/nowhere']],
  purpose: ['x', 'review'],
  reference: ['x'],
  title: ['x'],
  scheme: ['tech-support'],
  agencyId: ['x'],
  method: ['cash'],
  amount: [{ minor: 1, currency: 'EUR' }],
  text: ['2025'],
  when: [{ text: '2025' }],
  state: ['rejected'],
  source: ['x'],
  pattern: ['x'],
  countries: [['US']],
  body: [{ entities: [], events: [], losses: [], links: [] }],
};

/** The least a call accepts, from guesses by the names of its fields. */
function inputFor(schema: z.ZodType): unknown {
  const input: Record<string, unknown> = {};
  for (let attempt = 0; attempt < 40; attempt++) {
    const checked = schema.safeParse(input);
    if (checked.success) return input;
    const field = String(checked.error.issues[0]?.path[0] ?? '');
    const tried = guesses[field];
    const at = tried && field in input ? tried.indexOf(input[field]) + 1 : 0;
    if (!tried || at >= tried.length) return undefined;
    input[field] = tried[at];
  }
  return undefined;
}

test('every call has a handler of its kind, and no handler answers what is no call', () => {
  const handlers: Record<string, unknown> = { ...allHandlers(newEngine()) };
  expect(Object.keys(handlers).sort()).toEqual(Object.keys(contract).sort());
  for (const [name, call] of Object.entries(contract)) {
    const handler = handlers[name];
    expect(typeof (call.type === 'job' ? (handler as { run?: unknown }).run : handler), name).toBe(
      'function',
    );
  }
});

test('calls are named area.verb, and each area is one folder or one idea', () => {
  for (const name of Object.keys(contract)) expect(name).toMatch(/^[a-z]+\.[a-z][A-Za-z]+$/);
});

test('without a vault only these calls answer; all others say that none is open', async () => {
  const engine = newEngine();
  const open = new Set([
    'vault.create',
    'vault.unlock',
    'vault.lock',
    'vault.status',
    'vault.inspect',
    'vault.resetPassphrase',
    'job.list',
    'job.cancel',
    'job.wait',
    'engine.ping',
    'referral.agencies',
    'event.previewWhen',
    ...vaultlessCalls,
  ]);
  let refused = 0;
  for (const [name, call] of Object.entries(contract)) {
    if (open.has(name)) continue;
    const input = inputFor(call.input);
    expect(input, `a valid input for ${name}`).toBeDefined();
    await expect(engine.callUnchecked(name, input), name).rejects.toMatchObject({ code: 'locked' });
    refused += 1;
  }
  expect(refused).toBeGreaterThan(40);
});

test('what is told of a vault that is closed says nothing of it but its folder', async () => {
  const { engine, folder } = await openDesk();
  await engine.call('vault.lock', {});
  const status = await engine.call('vault.status', {});
  expect(status).toMatchObject({
    state: 'locked',
    folder,
    vaultId: null,
    owner: null,
    fingerprint: null,
    notices: [],
  });
});

/** What is read from the same material twice stands once before the person who reviews it, and goes with neither copy alone. */
import { beforeEach, describe, expect, test } from 'vitest';
import { type Desk, openCase, openDesk, writeFiles } from '../../../../tests/support/desk.ts';

let desk: Desk;
let caseId: string;

beforeEach(async () => {
  desk = await openDesk();
  caseId = await openCase(desk.engine);
  await desk.engine.call('observable.setCountries', { caseId, countries: ['US'] });
});

const complaintOf = (
  name: string,
) => `I was called by +1 212 555 0142 on 14 March 2025. I paid $1,500.00 by wire to IBAN GB82 WEST 1234 5698 7654 32.

Kind regards,
${name}
`;
const message = (name: string, id: string | null) =>
  [
    `From: ${name} <${name.toLowerCase().replace(' ', '.')}@example.org>`,
    'To: desk@example.com',
    `Subject: Complaint of ${name}`,
    'Date: Fri, 14 Mar 2025 10:00:00 +0000',
    ...(id === null ? [] : [`Message-ID: <${id}@example.org>`]),
    'Content-Type: text/plain',
    '',
    complaintOf(name),
  ].join('\n');
const mbox = (...messages: string[]) =>
  messages.map((one) => `From sender@example.org Fri Mar 14 10:00:00 2025\n${one}\n`).join('');

let folders = 0;
/** Takes files in from a source and reads what is new. @returns the ids, and the intake's. */
async function bring(source: string, files: Record<string, string>) {
  const { engine, base } = desk;
  folders += 1;
  const paths = [writeFiles(base, files, `in-${folders}`)];
  const acquisition = { method: 'received' as const, source };
  const taken = await engine.run('evidence.intake', { caseId, paths, acquisition });
  await engine.run('evidence.read', { caseId });
  return taken;
}
const phone = async () => (await desk.engine.call('observable.list', { caseId, kinds: ['phone'] })).rows[0];
const proposals = async (more = {}) => (await desk.engine.call('proposal.list', { caseId, ...more })).rows;
const mails = async () => (await desk.engine.call('mail.list', { caseId })).rows;
const threads = async () => (await desk.engine.call('mail.threads', { caseId })).rows;
const takeBack = async (batchId: string) => {
  const { rows } = await desk.engine.call('log.list', { caseId, search: 'taken in' });
  const { database } = desk.engine.session();
  const seq = database
    .prepare(
      "SELECT max(seq) FROM change_log WHERE batch_id = ? AND reason = 'import' AND summary LIKE '%taken in%'",
    )
    .pluck()
    .get(batchId) as number;
  expect(rows.map((row) => row.seq)).toContain(seq);
  await desk.engine.call('log.undo', { caseId, seq });
};

describe('a complaint in a file', () => {
  const files = { 'complaint.txt': complaintOf('Rosa Template') };

  test('that two sources gave is proposed once, and its finds are counted once', async () => {
    await bring('Partner', files);
    const [one] = await proposals();
    const before = await phone();
    await bring('The victim', files);
    expect(await proposals()).toEqual([one]);
    expect(await phone()).toMatchObject({ id: before!.id, count: before!.count, evidenceCount: 1 });
    const places = await desk.engine.call('observable.places', { id: before!.id });
    expect(places).toMatchObject({ total: 1, places: [{ number: 1 }] });
    // Whoever looks at the copy sees what it says.
    const copy = (await desk.engine.call('evidence.list', { caseId })).rows[1]!;
    expect(copy.copyOf?.exhibit).toBe('E-0001');
    expect(await proposals({ evidenceId: copy.id })).toEqual([one]);
    expect(
      (await desk.engine.call('observable.list', { caseId, evidenceId: copy.id })).total,
    ).toBeGreaterThan(0);
  });

  test('stays proposed, decided and found with the copy when the first is taken back', async () => {
    const { batchId } = await bring('Partner', files);
    const { evidenceIds } = await bring('The victim', files);
    const [one] = await proposals();
    await takeBack(batchId);
    expect(await proposals()).toMatchObject([
      { id: one!.id, evidence: { id: evidenceIds[0], number: 2 }, page: 1 },
    ]);
    expect(await phone()).toMatchObject({ evidenceCount: 1, first: { number: 2 } });
    await desk.engine.run('proposal.accept', { caseId, all: {} });
    const [victim] = (await desk.engine.call('entity.list', { caseId, roles: ['victim'] })).rows;
    expect((await desk.engine.call('entity.get', { id: victim!.id })).evidence).toMatchObject([
      { id: evidenceIds[0] },
    ]);
    await bring('A third', files);
    await desk.engine.run('evidence.read', { caseId, again: true });
    expect(await proposals()).toEqual([]);
  });

  test('accepted as a find rests on every copy', async () => {
    await bring('Partner', files);
    await bring('The victim', files);
    const found = await phone();
    await desk.engine.run('observable.accept', { caseId, ids: [found!.id] });
    const { rows } = await desk.engine.call('entity.list', { caseId, kinds: ['phone'] });
    expect((await desk.engine.call('entity.get', { id: rows[0]!.id })).evidence).toHaveLength(2);
  });
});

describe('a mailbox that holds an older export of itself', () => {
  const first = message('Rosa Template', 'one');
  const unnamed = message('Ben Muster', null);
  const third = message('Cay Sample', 'three');

  test('shows each message once, with the number of its copies; each conversation has it once', async () => {
    await bring('Partner', { 'old.mbox': mbox(first, unnamed) });
    expect(await mails()).toHaveLength(2);
    await bring('Partner', { 'new.mbox': mbox(first, unnamed, third), 'one.eml': first });
    const rows = await mails();
    expect(rows.map(({ subject, exhibit, copies }) => [subject, exhibit, copies]).sort()).toEqual([
      ['Complaint of Ben Muster', 'E-0001', 1],
      ['Complaint of Cay Sample', 'E-0002', 0],
      ['Complaint of Rosa Template', 'E-0001', 2],
    ]);
    expect((await threads()).map(({ messages }) => messages)).toEqual([1, 1, 1]);
    for (const { thread } of await threads()) {
      const { messages } = await desk.engine.call('mail.thread', { caseId, thread });
      expect(messages.filter(({ copy }) => !copy)).toHaveLength(1);
    }
    // In its own piece each message stands whatever other pieces hold.
    const { rows: pieces } = await desk.engine.call('evidence.list', { caseId });
    const newer = pieces.find(({ name }) => name === 'new.mbox')!;
    expect((await desk.engine.call('mail.list', { caseId, evidenceId: newer.id })).total).toBe(3);
  });

  test('proposes each complaint once, keeps what was decided, and goes on when the older is taken back', async () => {
    const old = await bring('Partner', { 'old.mbox': mbox(first, unnamed) });
    const { rows } = await desk.engine.call('proposal.list', { caseId, sort: 'title' });
    expect(rows.map(({ title }) => title)).toHaveLength(2);
    const [ben] = rows;
    await desk.engine.call('proposal.decide', { caseId, ids: [ben!.id], state: 'rejected' });
    const newer = await bring('Partner', { 'new.mbox': mbox(third, first, unnamed) });
    const open = await proposals();
    expect(open).toHaveLength(2);
    expect(open.map(({ evidence }) => evidence.number)).toEqual([1, 2]);
    await takeBack(old.batchId);
    const left = await proposals();
    expect(left.map(({ evidence, page }) => [evidence.id, page])).toEqual([
      [newer.evidenceIds[0], 1],
      [newer.evidenceIds[0], 2],
    ]);
    for (const { body, page } of left)
      expect(new Set(body.entities.map(({ because }) => because?.page))).toEqual(new Set([page]));
    expect(await mails()).toHaveLength(3);
    await desk.engine.run('evidence.read', { caseId, again: true });
    expect(await proposals()).toHaveLength(2);
    expect(await proposals({ states: ['rejected'] })).toHaveLength(1);
  });

  test('put aside leaves the message that was taken out of it in the lists', async () => {
    const { evidenceIds } = await bring('Partner', { 'old.mbox': mbox(first, third) });
    await desk.engine.call('mail.takeOut', { evidenceId: evidenceIds[0]!, numbers: [1] });
    await desk.engine.run('evidence.read', { caseId });
    expect((await mails()).map(({ exhibit, copies }) => [exhibit, copies])).toEqual([
      ['E-0001', 0],
      ['E-0001', 0],
    ]);
    await desk.engine.call('evidence.hide', { id: evidenceIds[0]!, hidden: true });
    expect((await mails()).map(({ exhibit }) => exhibit)).toEqual(['E-0002']);
    expect(await threads()).toMatchObject([{ messages: 1 }]);
    expect(await proposals()).toMatchObject([{ evidence: { number: 2 }, page: 1 }]);
  });
});

test('two pieces with one content are read one after the other: neither finds the text of the other half written', async () => {
  const same = mbox(
    ...Array.from({ length: 300 }, (_one, index) => message(`Ann Sample${index}`, `m${index}`)),
  );
  const files = Object.fromEntries(Array.from({ length: 4 }, (_one, index) => [`${index}.mbox`, same]));
  await bring('Partner', files);
  const { rows } = await desk.engine.call('reading.list', { caseId });
  const summaries = rows.filter(({ step }) => step === 'observables').map(({ summary }) => summary);
  expect(summaries).toHaveLength(4);
  expect(new Set(summaries).size).toBe(1);
  expect(await mails()).toHaveLength(100);
  expect((await desk.engine.call('mail.list', { caseId })).total).toBe(300);
});

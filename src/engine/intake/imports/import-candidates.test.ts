import { describe, expect, it } from 'vitest';
import { openCase, openDesk, writeFiles } from '../../../../tests/support/desk.ts';

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const bundle = JSON.stringify({
  type: 'bundle',
  id: `bundle--${uuid(1)}`,
  objects: [
    { type: 'domain-name', spec_version: '2.1', id: `domain-name--${uuid(2)}`, value: 'login.example.com' },
  ],
});
const misp = JSON.stringify({
  Event: { info: 'Example', date: '2025-03-14', uuid: uuid(3), Attribute: [] },
});
const files = {
  'a-bundle.txt': bundle,
  'b-misp.json': misp,
  'c-list.csv': 'url,seen\nhttps://login.example.com/,2025-03-14\nhttps://pay.example.net/,2025-03-15\n',
  'd-settings.json': '{"type":"settings","objects":[{"name":"no intelligence"}]}',
  'e-broken.json': '{"type":"bundle","objects":[',
  'f-letter.txt': 'Dear Sir, the file says "type":"bundle".',
  'g-numbers.txt':
    '# the Kolkata room\n+91 22 5555 0100 - at night\n\n+1 202 555 0143\n+1 202 555 0144 (Rick)\n',
};

async function desk() {
  const { engine, base } = await openDesk();
  const caseId = await openCase(engine);
  await engine.run('evidence.intake', { caseId, paths: [writeFiles(base, files)] });
  await engine.run('evidence.read', { caseId });
  const list = async (more: { waiting?: boolean; as?: 'table' | 'intelligence' } = {}) =>
    (await engine.call('import.candidates', { caseId, ...more })).rows;
  return { engine, base, caseId, list };
}

describe('what can be imported', () => {
  it('is told by content, whatever the file is called', async () => {
    const { engine, caseId, list } = await desk();
    expect((await list()).map(({ name, format, as }) => [name, format, as])).toEqual([
      ['a-bundle.txt', 'STIX 2.1 bundle', 'intelligence'],
      ['b-misp.json', 'MISP export', 'intelligence'],
      ['c-list.csv', 'Table (CSV)', 'table'],
      ['g-numbers.txt', 'List of phone numbers', 'table'],
    ]);
    const told = await engine.call('reading.list', { caseId, findings: 'info' });
    const codes = told.rows.flatMap(({ name, findings }) => findings.map(({ code }) => `${name} ${code}`));
    expect(codes).toEqual([
      'a-bundle.txt importable-as-intelligence',
      'b-misp.json importable-as-intelligence',
      'c-list.csv importable-as-table',
      'g-numbers.txt importable-as-table',
    ]);
  });

  it('is told of every piece with the same content, and waits once', async () => {
    const { engine, base, caseId, list } = await desk();
    await engine.run('evidence.intake', {
      caseId,
      paths: [writeFiles(base, { 'copy.json': bundle }, 'two')],
      copies: 'all',
    });
    await engine.run('evidence.read', { caseId });
    expect((await list({ as: 'intelligence' })).map(({ name }) => name)).toContain('copy.json');
    const told = await engine.call('reading.list', { caseId, findings: 'info', search: 'copy.json' });
    expect(told.rows[0]?.findings[0]?.code).toBe('importable-as-intelligence');
    const waiting = { as: 'intelligence', waiting: true } as const;
    expect((await list(waiting)).map(({ name }) => name)).toEqual(['a-bundle.txt', 'b-misp.json']);
    await engine.run('intel.import', { caseId, evidenceId: (await list(waiting))[0]!.evidenceId });
    expect((await list(waiting)).map(({ name }) => name)).toEqual(['b-misp.json']);
    const copy = (await list()).find(({ name }) => name === 'copy.json');
    expect(copy?.import).not.toBeNull();
  });

  it('waits until an import of it stands, and again once that is taken back', async () => {
    const { engine, caseId, list } = await desk();
    const [first] = await list({ waiting: true });
    const done = await engine.run('intel.import', { caseId, evidenceId: first!.evidenceId });
    expect((await list({ waiting: true })).map(({ name }) => name)).toEqual([
      'b-misp.json',
      'c-list.csv',
      'g-numbers.txt',
    ]);
    expect((await list())[0]?.import).toMatchObject({ id: done.batchId });
    await engine.call('import.undo', { id: done.batchId });
    expect((await list({ waiting: true })).map(({ name }) => name)).toContain('a-bundle.txt');
  });

  it('leaves out what a person has hidden', async () => {
    const { engine, list } = await desk();
    const [first] = await list();
    await engine.call('evidence.hide', { id: first!.evidenceId, hidden: true });
    expect((await list()).map(({ name }) => name)).not.toContain('a-bundle.txt');
  });
});

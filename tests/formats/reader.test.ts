/** The pages in docs/formats are enough: a reader made of their words alone reads a vault and proves its log. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { type Desk, openCase, openDesk, passphrase, projectRoot, writeFiles } from '../support/desk.ts';
import { type Secret, VaultReader } from './reader.ts';

let desk: Desk;

beforeEach(async () => {
  desk = await openDesk();
  const { engine, base } = desk;
  const caseId = await openCase(engine, 'Großer Betrug – जाली कॉल');
  const files = writeFiles(base, {
    'a.txt': 'hello',
    empty: '',
    'large.bin': Buffer.from(Array.from({ length: 2_300_000 }, (_one, index) => (index * 7) % 251)),
    'exact.bin': Buffer.alloc(1_048_520, 5),
  });
  await engine.run('evidence.intake', { caseId, paths: [files] });
  await engine.call('entity.create', {
    caseId,
    kind: 'person',
    value: 'Vera',
    roles: ['victim'],
    note: 'long '.repeat(500),
  });
  await engine.call('log.undo', { caseId });
  await engine.call('vault.changePassphrase', { current: passphrase, next: 'Ångström №1 passphrase' });
  await engine.call('vault.lock', {});
});

const secrets = (): [string, Secret][] => [
  ['the passphrase', { passphrase: 'Ångström №1 passphrase'.normalize('NFD') }],
  ['the recovery key', { recoveryKey: desk.recoveryKey }],
];

test('a stranger opens the vault with either secret and reads the title of the case', () => {
  for (const [name, secret] of secrets()) {
    const reader = new VaultReader(desk.folder, secret);
    expect(reader.rows('SELECT title FROM cases'), name).toEqual([{ title: 'Großer Betrug – जाली कॉल' }]);
    expect(reader.rows('PRAGMA application_id')).toEqual([{ application_id: 0x50524652 }]);
    const [step] = reader.rows('SELECT max(version) AS user_version FROM migration');
    expect(reader.rows('PRAGMA user_version')).toEqual([step]);
    expect(reader.rows('PRAGMA cipher_integrity_check')).toEqual([]);
    expect(reader.rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    reader.close();
  }
});

test('and every piece of evidence, which is what its record says', () => {
  const reader = new VaultReader(desk.folder, secrets()[0]![1]);
  const pieces = reader.rows(
    'SELECT name, sha256, size_bytes FROM evidence JOIN content ON content.id = content_id',
  );
  expect(pieces).toHaveLength(4);
  for (const { name, sha256, size_bytes: size } of pieces) {
    const bytes = reader.content(String(sha256));
    expect(bytes.length).toBe(size);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    expect(bytes.equals(readFileSync(join(desk.base, 'in', String(name))))).toBe(true);
  }
  reader.close();
});

test('and proves the log: chains, hashes, signed heads, and every row from the changes', () => {
  const reader = new VaultReader(desk.folder, secrets()[1]![1]);
  expect(reader.logProblems()).toEqual([]);
  const replayed = reader.replayed();
  let compared = 0;
  const tables = [
    'cases',
    'evidence',
    'entity',
    'entity_role',
    'content',
    'custody',
    'intake_batch',
    'setting',
  ];
  for (const table of tables) {
    for (const row of reader.rows(`SELECT * FROM ${table}`)) {
      const { [table === 'setting' ? 'key' : 'id']: id, ...columns } = row;
      const found = replayed.get(`${table} ${id}`);
      expect(found, `${table} ${id}`).toBeDefined();
      // What an entry does not name is null.
      const unnamed = Object.fromEntries(Object.keys(columns).map((name) => [name, null]));
      expect({ ...unnamed, ...found }, `${table} ${id}`).toEqual(columns);
      replayed.delete(`${table} ${id}`);
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(15);
  expect([...replayed.keys()]).toEqual([]);
  const head = JSON.parse(readFileSync(join(desk.folder, 'log-head.json'), 'utf8'));
  expect(reader.rows('SELECT device_id AS deviceId, seq, hash FROM log_head')).toEqual([head]);
  reader.close();
});

test('it sees what an edit leaves behind', async () => {
  const reader = new VaultReader(desk.folder, secrets()[0]![1]);
  reader.database.exec("UPDATE change_log SET summary = summary || '!' WHERE seq = 2");
  expect(reader.logProblems()).toEqual(['2: its hash does not fit']);
  reader.close();
});

test('it shares no code with the project', () => {
  const source = readFileSync(join(projectRoot, 'tests/formats/reader.ts'), 'utf8');
  for (const [, name] of source.matchAll(/from '([^']+)'/g))
    expect(name).toMatch(/^node:|^@signalapp\/sqlcipher$/);
});

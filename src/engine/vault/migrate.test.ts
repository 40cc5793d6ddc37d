/** Schema steps: each whole or not at all, after a copy that was checked, and never one that nobody released. */
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { startChild } from '../../../tests/support/child.ts';
import { type Desk, failureOf, openCase, openDesk, passphrase } from '../../../tests/support/desk.ts';
import { nextMigrations } from '../../../tests/support/next-migration.ts';
import { connect, openDatabase } from './database.ts';
import { openHeader, readHeader } from './header.ts';
import { deriveKeys } from './keys.ts';
import { migrate, sourceHash } from './migrate.ts';
import { latestVersion, migrations } from './migrations/index.ts';

let desk: Desk;
let key: Buffer;
let path: string;
let copy: string;

beforeEach(async () => {
  desk = await openDesk();
  await openCase(desk.engine, 'Before the step');
  await desk.engine.call('vault.lock', {});
  const header = await readHeader(desk.folder);
  const master = await openHeader(header, { by: 'passphrase', passphrase });
  key = deriveKeys(master, header.vaultId).database;
  path = join(desk.folder, 'vault.db');
  copy = join(desk.base, 'before.db');
});

const next = nextMigrations.at(-1)!.version;

const run = (steps = nextMigrations) => {
  const database = connect(path, key, { create: false });
  try {
    return migrate(database, steps, { program: 'test', copyPath: () => copy, key });
  } finally {
    database.close();
  }
};

const read = (file: string, sql: string): unknown[] => {
  const database = connect(file, key, { create: false });
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
};

test('released steps keep their text: a vault made with them must open for ever', () => {
  expect(migrations[0]).toMatchObject({ version: 10, name: 'foundation' });
  const versions = migrations.map(({ version }) => version);
  expect(versions).toEqual([...new Set(versions)].sort((one, other) => one - other));
  expect(latestVersion).toBe(versions.at(-1));
});

test('the ledger names each step with its hash and program', () => {
  expect(read(path, 'SELECT version, name, sha256 FROM migration')).toEqual([
    ...migrations.map((one) => ({ version: one.version, name: one.name, sha256: sourceHash(one) })),
  ]);
});

test('a step is made after a checked, encrypted copy of the database before', () => {
  expect(run()).toEqual({ from: latestVersion, to: next });
  expect(read(path, 'SELECT title, mood FROM cases')).toEqual([{ title: 'Before the step', mood: 'calm' }]);
  expect(read(path, 'SELECT version FROM migration ORDER BY version')).toEqual([
    ...migrations.map(({ version }) => ({ version })),
    { version: next },
  ]);
  openDatabase(copy, key, latestVersion, { fullCheck: true }).close();
  expect(read(copy, 'SELECT title FROM cases')).toEqual([{ title: 'Before the step' }]);
  expect(readFileSync(copy).includes('Before the step')).toBe(false);
  expect(run()).toEqual({ from: next, to: next });
});

test('this program refuses the database it made, and leaves it alone', async () => {
  run();
  const before = readFileSync(path);
  const failed = await failureOf(desk.engine.call('vault.unlock', { folder: desk.folder, passphrase }));
  expect([failed.code, failed.details.version]).toEqual(['newer-version', next]);
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('a step whose text is not the released one is refused', async () => {
  const altered = [{ ...migrations[0]!, sql: `${migrations[0]!.sql} -- mended` }, nextMigrations[1]!];
  const failed = await failureOf(() => run(altered));
  expect([failed.code, failed.message]).toEqual([
    'corrupt',
    expect.stringContaining('not the one this program knows'),
  ]);
  expect(existsSync(copy)).toBe(false);
});

test('a ledger that lacks the version the database claims is refused', async () => {
  const database = connect(path, key, { create: false });
  database.pragma('user_version = 15');
  database.close();
  const failed = await failureOf(() => run());
  expect([failed.code, failed.message]).toEqual([
    'corrupt',
    expect.stringContaining('no entry in its ledger'),
  ]);
});

describe.each([
  ['fails in SQL', 'CREATE TABLE cases (again)'],
  ['breaks references', `INSERT INTO entity_role VALUES ('r', 'nobody', 'victim')`],
])('a step that %s', (_how, sql) => {
  test('leaves the database at the version before', () => {
    const broken = [...nextMigrations, { version: next + 10, name: 'broken', sql }];
    expect(() => run(broken)).toThrow();
    expect(read(path, 'SELECT max(version) AS version FROM migration')).toEqual([{ version: next }]);
    expect(read(path, 'PRAGMA user_version')).toEqual([{ user_version: next }]);
    expect(read(path, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  });
});

test('killed in the middle of a step: the vault opens as it was, and the step can be made again', async () => {
  const child = startChild(
    new URL('../../../tests/support/migrate-child.ts', import.meta.url),
    [path, key.toString('hex'), copy],
    { PROFFER_FAULT: 'migration-step:1' },
  );
  expect(await child.ended).toBe('SIGKILL');
  const kept = join(desk.base, 'kept');
  cpSync(desk.folder, kept, { recursive: true });
  await desk.engine.call('vault.unlock', { folder: kept, passphrase });
  expect((await desk.engine.call('case.list', {})).rows.map(({ title }) => title)).toEqual([
    'Before the step',
  ]);
  await desk.engine.call('vault.lock', {});
  expect(run()).toEqual({ from: latestVersion, to: next });
});

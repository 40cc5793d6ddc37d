import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SqliteDatabase } from './sqlite.ts';

let folder: string;
let database: SqliteDatabase;
const waitsForDisk = () => database.pragma('synchronous', { simple: true }) === 2;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'proffer-sqlite-'));
  database = new SqliteDatabase(join(folder, 'one.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('CREATE TABLE word (text TEXT)');
});

afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

test('what is derived is written without waiting for the disk, and what comes after it waits again', () => {
  const inside = database.derive(() => {
    database.exec(`INSERT INTO word VALUES ('one')`);
    return waitsForDisk();
  });
  expect([inside, waitsForDisk()]).toEqual([false, true]);
  expect(database.prepare('SELECT text FROM word').pluck().all()).toEqual(['one']);
});

test('a derivation that fails leaves nothing, and the next write waits for the disk', () => {
  expect(() =>
    database.derive(() => {
      database.exec(`INSERT INTO word VALUES ('one')`);
      throw new Error('stopped');
    }),
  ).toThrow('stopped');
  expect(database.prepare('SELECT text FROM word').pluck().all()).toEqual([]);
  expect(waitsForDisk()).toBe(true);
});

test('no logged write is made to wait for less: a derivation does not run within a transaction', () => {
  const within = database.transaction(() => database.derive(() => 1));
  expect(() => within()).toThrow(/inside a transaction/);
});

test('a statement that one caller plucked answers the next one with whole rows', () => {
  database.exec(`INSERT INTO word VALUES ('one')`);
  const sql = 'SELECT text FROM word';
  expect(database.cached(sql).pluck().get()).toBe('one');
  expect(database.cached(sql).get()).toEqual({ text: 'one' });
  expect(database.cached(sql).pluck().all()).toEqual(['one']);
  expect(database.cached('DELETE FROM word').run().changes).toBe(1);
  expect(database.cached('DELETE FROM word').run().changes).toBe(0);
});

/** Somebody who holds the database key, but not the signing key, alters the vault behind the program's back. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  failureOf,
  newEngine,
  openCase,
  openDesk,
  passphrase,
  temporaryBase,
  writeFiles,
} from '../../../tests/support/desk.ts';
import type { JobResult } from '../../shared/contract/index.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { connect } from '../vault/database.ts';
import { openHeader, readHeader } from '../vault/header.ts';
import { deriveKeys } from '../vault/keys.ts';
import { entryHash, type StoredEntry, unpackChanges } from './entry.ts';

let kept: string;
let key: Buffer;
let vault: string;
let entries: number;

beforeAll(async () => {
  const desk = await openDesk();
  const { engine } = desk;
  kept = join(desk.base, '..', `proffer-tampering-${process.pid}`);
  const caseId = await openCase(engine);
  const victim = await engine.call('entity.create', {
    caseId,
    kind: 'person',
    value: 'Vera',
    roles: ['victim'],
    note: 'long '.repeat(300),
  });
  for (let index = 0; index < 6; index++)
    await engine.call('event.create', {
      caseId,
      kind: 'call',
      title: `Call ${index}`,
      when: { text: '2025-03' },
    });
  const files = writeFiles(desk.base, { a: 'one', b: 'two', c: 'three' });
  await engine.run('evidence.intake', { caseId, paths: [files] });
  await engine.call('loss.create', {
    caseId,
    victimId: victim.id,
    amount: { minor: 5, currency: 'EUR' },
    method: 'cash',
  });
  await engine.call('vault.lock', {});
  cpSync(desk.folder, kept, { recursive: true });
  const header = await readHeader(kept);
  key = deriveKeys(await openHeader(header, { by: 'passphrase', passphrase }), header.vaultId).database;
  return () => rmSync(kept, { recursive: true, force: true });
});

beforeEach(() => {
  vault = join(temporaryBase(), 'vault');
  cpSync(kept, vault, { recursive: true });
  entries = behind((database) => database.prepare('SELECT count(*) FROM change_log').pluck().get() as number);
});

/** Works on the database over a connection of its own, triggers and references off. */
function behind<T>(work: (database: SqliteDatabase) => T): T {
  const database = connect(join(vault, 'vault.db'), key, { create: false });
  try {
    database.pragma('foreign_keys = OFF');
    database.unsafeMode(true);
    return work(database);
  } finally {
    database.close();
  }
}

async function verify(rows = true): Promise<JobResult<'log.verify'>> {
  const engine = newEngine();
  await engine.call('vault.unlock', { folder: vault, passphrase });
  const result = await engine.run('log.verify', { rows });
  expect(result.intact).toBe(result.findings.length === 0);
  await engine.call('vault.lock', {});
  return result;
}

const seqs = async (code: string) =>
  (await verify()).findings.filter((one) => one.code === code).map((one) => one.seq);

const entryAt = (database: SqliteDatabase, seq: number) =>
  database.prepare('SELECT * FROM change_log WHERE seq = ?').get(seq) as StoredEntry;

test('nothing was altered', async () => {
  expect(await verify()).toMatchObject({ intact: true, entries, findings: [] });
});

describe('an edited column is named with its entry', () => {
  test.each([
    'device_id',
    'at',
    'zone',
    'clock',
    'person',
    'organisation',
    'author_key',
    'case_id',
    'reason',
    'summary',
    'undoes',
    'change_count',
    'changes',
    'packed',
    'prev_hash',
    'hash',
  ] as const)('%s', async (column) => {
    for (const seq of [1, Math.ceil(entries / 2), entries]) {
      cpSync(kept, vault, { recursive: true });
      behind((database) => {
        const entry = entryAt(database, seq);
        const value = entry[column];
        const other =
          column === 'changes'
            ? Buffer.from(entry.changes.map((byte, at) => (at === 4 ? byte ^ 1 : byte)))
            : column === 'packed'
              ? 1 - entry.packed
              : typeof value === 'number'
                ? value + 1
                : column === 'undoes'
                  ? 1
                  : column === 'case_id' && value === null
                    ? 'x'
                    : `${value?.toString().slice(1)}x`;
        database.prepare(`UPDATE change_log SET ${column} = ? WHERE seq = ?`).run(other, seq);
      });
      const found = await verify();
      expect(found.intact).toBe(false);
      expect(found.findings.map((one) => one.seq)).toContain(seq);
      expect(found.findings.find((one) => one.seq === seq)?.code).toMatch(
        /edited|unreadable|re-ordered|head-signature|dropped|truncated/,
      );
    }
  });

  test('changes packed again with another content', async () => {
    const seq = behind((database) => {
      const entry = database
        .prepare('SELECT * FROM change_log WHERE packed = 1 LIMIT 1')
        .get() as StoredEntry;
      const text = inflateRawSync(entry.changes).toString().replace('long', 'Long');
      database
        .prepare('UPDATE change_log SET changes = ? WHERE seq = ?')
        .run(deflateRawSync(text), entry.seq);
      return entry.seq;
    });
    expect(await seqs('edited')).toEqual([seq]);
  });

  test('bytes put behind packed changes, which inflating would not see', async () => {
    const seq = behind((database) => {
      const entry = database
        .prepare('SELECT * FROM change_log WHERE packed = 1 LIMIT 1')
        .get() as StoredEntry;
      const longer = Buffer.concat([entry.changes, Buffer.from('hidden message')]);
      database.prepare('UPDATE change_log SET changes = ? WHERE seq = ?').run(longer, entry.seq);
      return entry.seq;
    });
    expect(await seqs('unreadable')).toEqual([seq]);
  });

  test('any byte of packed changes, but where the stream then says the very same bytes', async () => {
    const original = behind((database) =>
      database.prepare('SELECT * FROM change_log WHERE packed = 1 LIMIT 1').get(),
    ) as StoredEntry;
    const plain = inflateRawSync(original.changes);
    const { digest } = unpackChanges(original);
    let unseen = 0;
    const runs = 1000;
    fc.assert(
      fc.property(fc.nat(original.changes.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const changes = Buffer.from(original.changes);
        changes[at] = changes[at]! ^ mask;
        let found: string;
        try {
          found = unpackChanges({ ...original, changes }).digest;
        } catch {
          return;
        }
        if (found !== digest) return;
        // Bits that pad the last byte, or a run copied from another place where the same stands.
        expect(inflateRawSync(changes).equals(plain)).toBe(true);
        unseen += 1;
      }),
      { numRuns: runs },
    );
    expect(unseen).toBeLessThan(runs / 50);
  });
});

describe('a dropped entry is named', () => {
  test('the first', async () => {
    behind((database) => database.exec('DELETE FROM change_log WHERE seq = 1'));
    const [first] = (await verify()).findings;
    expect([first?.code, first?.message]).toEqual(['dropped', 'Entry 1 is missing from the log.']);
  });

  test('one in the middle, and several', async () => {
    behind((database) => database.exec('DELETE FROM change_log WHERE seq IN (4, 5)'));
    const [first] = (await verify()).findings;
    expect([first?.code, first?.seq, first?.message]).toEqual([
      'dropped',
      6,
      'Entries 4 to 5 are missing from the log.',
    ]);
  });

  test('the last', async () => {
    behind((database) => database.exec(`DELETE FROM change_log WHERE seq = ${entries}`));
    expect(await seqs('truncated')).toContain(entries);
  });

  test('the last three, with the head put to what is left', async () => {
    behind((database) => {
      database.exec(`DELETE FROM change_log WHERE seq > ${entries - 3}`);
      database
        .prepare('UPDATE log_head SET seq = ?, hash = ?')
        .run(entries - 3, entryAt(database, entries - 3).hash);
    });
    const { findings } = await verify();
    expect(findings.map(({ code, seq }) => [code, seq])).toEqual([
      ['head-signature', entries - 3],
      ['truncated', entries - 2],
    ]);
  });

  test('all of them, and the head', async () => {
    behind((database) => database.exec('DELETE FROM change_log; DELETE FROM log_head'));
    const found = await verify();
    expect(found.intact).toBe(false);
  });

  test('the head alone', async () => {
    behind((database) => database.exec('DELETE FROM log_head'));
    expect((await verify()).findings[0]).toMatchObject({ code: 'head-signature', seq: null });
  });
});

test.each(['seq', 'hash', 'signature'])('an altered head: %s', async (column) => {
  behind((database) =>
    database.exec(
      column === 'seq'
        ? 'UPDATE log_head SET seq = seq - 1'
        : `UPDATE log_head SET ${column} = substr(${column}, 5) || 'AAAA'`,
    ),
  );
  expect(await seqs('head-signature')).not.toEqual([]);
});

test('two entries exchanged are both named', async () => {
  behind((database) =>
    database.exec(
      'UPDATE change_log SET seq = -1 WHERE seq = 3; UPDATE change_log SET seq = 3 WHERE seq = 5; UPDATE change_log SET seq = 5 WHERE seq = -1',
    ),
  );
  const named = new Set((await verify()).findings.map((one) => one.seq));
  expect([...named]).toEqual(expect.arrayContaining([3, 5]));
});

test('a chain computed anew after an edit fails at its head, which is signed, and against the head kept outside', async () => {
  behind((database) => {
    const edited = entryAt(database, 4);
    database.prepare('UPDATE change_log SET summary = ? WHERE seq = 4').run(`${edited.summary}, or so`);
    let previous = entryAt(database, 3).hash;
    for (let seq = 4; seq <= entries; seq++) {
      const entry = { ...entryAt(database, seq), prev_hash: previous };
      const { changes: _changes, packed: _packed, hash: _hash, ...facts } = entry;
      previous = entryHash(facts, unpackChanges(entry).digest);
      database
        .prepare('UPDATE change_log SET prev_hash = ?, hash = ? WHERE seq = ?')
        .run(entry.prev_hash, previous, seq);
    }
    database.prepare('UPDATE log_head SET hash = ?').run(previous);
  });
  const { findings } = await verify();
  expect(findings.map(({ code, seq }) => [code, seq])).toEqual([
    ['head-signature', entries],
    ['edited', entries],
  ]);
});

describe('a row altered behind the back of the log is named with the entry that left it', () => {
  test.each([
    [
      "UPDATE event SET title = 'Another' WHERE title = 'Call 2'",
      /event record .* changed outside the log: title differs/,
    ],
    ['UPDATE loss SET amount_minor = 500000', /loss record .* amount_minor differs/],
    ["UPDATE setting SET value = '240' WHERE key = 'auto-lock-minutes'", /setting record auto-lock-minutes/],
    ["DELETE FROM event WHERE title = 'Call 4'", /event record .* is gone from its table/],
    ["UPDATE content SET sha256 = 'x' WHERE rowid = 1", /content record .* sha256 differs/],
    ['DROP TRIGGER custody_is_never_removed; DELETE FROM custody', /custody record .* is gone/],
    [
      "DROP TRIGGER custody_is_never_edited; UPDATE custody SET purpose = 'none'",
      /custody record .* purpose differs/,
    ],
  ])('%s', async (sql, words) => {
    behind((database) => database.exec(sql));
    const { findings } = await verify();
    expect(findings.length).toBeGreaterThan(0);
    for (const finding of findings) {
      expect(finding).toMatchObject({ code: 'row-differs', message: expect.stringMatching(words) });
      expect(finding.seq).toBeGreaterThan(0);
    }
    expect((await verify(false)).intact).toBe(true);
  });

  test('a row that no entry accounts for', async () => {
    behind((database) => database.exec("INSERT INTO setting (key, value) VALUES ('smuggled', 'in')"));
    expect((await verify()).findings).toMatchObject([
      { code: 'row-differs', seq: null, message: expect.stringContaining('smuggled is not accounted for') },
    ]);
  });
});

test('an older copy of the whole database put back is told when it is opened, verified, and for ever after', async () => {
  const engine = newEngine();
  const older = join(vault, '..', 'older.db');
  cpSync(join(vault, 'vault.db'), older);
  await engine.call('vault.unlock', { folder: vault, passphrase });
  for (let index = 0; index < 3; index++) await openCase(engine);
  await engine.call('vault.lock', {});
  cpSync(older, join(vault, 'vault.db'));

  const { notices } = await engine.call('vault.unlock', { folder: vault, passphrase });
  const words = `it ends at entry ${entries}, but stood at ${entries + 3} when the vault was last closed`;
  expect(notices.join(' ')).toContain(words);
  const { findings } = await engine.run('log.verify', {});
  expect(findings).toMatchObject([{ code: 'truncated', seq: entries + 1 }]);
  await engine.call('vault.lock', {});

  expect((await engine.call('vault.unlock', { folder: vault, passphrase })).notices).toEqual([]);
  const { rows } = await engine.call('log.list', { search: 'A new chain begins' });
  expect(rows.map(({ summary }) => summary)).toEqual([expect.stringContaining(words)]);
});

test('work that goes on after a forged end does not sign it: the old chain is found broken for ever', async () => {
  // The next entry was chained to whatever head lay there, and its signature covered the forgery.
  behind((database) => {
    database.exec(`DELETE FROM change_log WHERE seq > ${entries - 3}`);
    database
      .prepare('UPDATE log_head SET seq = ?, hash = ?')
      .run(entries - 3, entryAt(database, entries - 3).hash);
  });
  const engine = newEngine();
  for (let round = 0; round < 2; round++) {
    const { notices } = await engine.call('vault.unlock', { folder: vault, passphrase });
    expect(notices.join(' ')).toMatch(
      round === 0 ? /the signature of its head, entry \d+, does not fit/ : /^$/,
    );
    const caseId = await openCase(engine);
    await engine.call('log.undo', { caseId });
    await engine.call('vault.lock', {});
  }
  const { findings, devices } = await verify(false);
  expect(devices).toHaveLength(2);
  expect(findings).toMatchObject([{ code: 'head-signature', seq: entries - 3 }]);
});

test('a log altered while the vault is open is not built upon', async () => {
  const engine = newEngine();
  await engine.call('vault.unlock', { folder: vault, passphrase });
  // Another connection is refused: this stands for a program that goes past the file lock.
  engine
    .session()
    .database.exec(`DELETE FROM change_log WHERE seq = ${entries}; UPDATE log_head SET seq = ${entries - 1}`);
  const failed = await failureOf(openCase(engine));
  expect([failed.code, failed.message]).toEqual([
    'integrity-failed',
    expect.stringContaining('altered by another program'),
  ]);
  expect((await engine.call('case.list', {})).total).toBe(1);
});

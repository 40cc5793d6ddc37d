/**
 * What an opening meets that goes wrong: each kind of damage has its own code and words, and whatever it is, the
 * folder is afterwards what it was, to the byte.
 */
import { createHash, randomBytes } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  contentsOf,
  failureOf,
  flipByte,
  newEngine,
  openCase,
  openDesk,
  passphrase,
  samplesFolder,
  temporaryBase,
  writeFiles,
} from '../../../tests/support/desk.ts';
import { canonicalJson } from '../../shared/domain/canonical-json.ts';
import type { ErrorCode } from '../../shared/domain/errors.ts';
import { SqliteDatabase } from '../database/sqlite.ts';
import { connect } from './database.ts';
import { openHeader, readHeader, type VaultHeader } from './header.ts';
import { deriveKeys, type VaultKeys } from './keys.ts';

interface Sample {
  /** Closed in order. */
  closed: string;
  /** As a killed process leaves it: the last changes only in the write-ahead log. */
  killed: string;
  keys: VaultKeys;
}

let base: string;
let sample: Sample;
let vault: string;
/** Outlives the tests' own folders. */
let kept: string;

beforeAll(async () => {
  const desk = await openDesk();
  const { engine, folder } = desk;
  kept = join(desk.base, '..', `proffer-damage-${process.pid}`);
  const caseId = await openCase(engine);
  for (let index = 0; index < 200; index++) {
    await engine.call('entity.create', {
      caseId,
      kind: 'person',
      value: `Person ${index}`,
      note: 'x'.repeat(200),
    });
  }
  await engine.call('vault.lock', {});
  await engine.call('vault.unlock', { folder, passphrase });
  await engine.call('entity.create', { caseId, kind: 'person', value: 'The last' });
  cpSync(folder, join(kept, 'killed'), { recursive: true });
  await engine.call('vault.lock', {});
  cpSync(folder, join(kept, 'closed'), { recursive: true });
  const header = await readHeader(folder);
  const keys = deriveKeys(await openHeader(header, { by: 'passphrase', passphrase }), header.vaultId);
  sample = { closed: join(kept, 'closed'), killed: join(kept, 'killed'), keys };
  expect(statSync(join(sample.killed, 'vault.db-wal')).size).toBeGreaterThan(0);
  return () => rmSync(kept, { recursive: true, force: true });
});

beforeEach(() => {
  base = temporaryBase();
  vault = join(base, 'vault');
});

/** Opens `vault`; it must be refused with this code and these words, and nothing may have changed. */
async function refused(code: ErrorCode, words: string | RegExp, typed = passphrase) {
  const before = contentsOf(vault);
  const failed = await failureOf(newEngine().call('vault.unlock', { folder: vault, passphrase: typed }));
  expect([failed.code, failed.message]).toEqual([code, expect.stringMatching(words)]);
  expect(contentsOf(vault)).toEqual(before);
  return failed;
}

const database = () => join(vault, 'vault.db');
const use = (from: 'closed' | 'killed') => cpSync(sample[from], vault, { recursive: true });

/** The pages of the table of tables. */
function schemaPages(): number[] {
  const sound = connect(database(), sample.keys.database, { create: false });
  const pages = sound
    .prepare("SELECT pageno FROM dbstat WHERE name = 'sqlite_schema' ORDER BY pageno")
    .pluck()
    .all() as number[];
  sound.close();
  expect(pages.length).toBeGreaterThan(2);
  rmSync(vault, { recursive: true });
  return pages;
}

describe.each(['closed', 'killed'] as const)('a vault that was %s', (state) => {
  beforeEach(() => use(state));

  test('opens', async () => {
    const status = await newEngine().call('vault.unlock', { folder: vault, passphrase });
    expect(status.notices.join(' ')).toMatch(state === 'killed' ? /not closed in order.*sound/ : /^$/);
  });

  test('wrong passphrase', () => refused('wrong-passphrase', /does not open the vault/, 'not this one'));

  test.each([
    ['the salt', 3],
    ['page 1', 300],
    ["page 1's authentication code", 4090],
    ['page 2', 4096 + 100],
    ['page 9', 8 * 4096 + 4095],
    ['the last page', -2000],
    ['the last byte', -1],
  ])('a flipped byte in %s', async (_where, offset) => {
    flipByte(database(), offset);
    const failed = await refused('corrupt', /vault\.db is damaged.*Nothing was changed/);
    expect(failed.details.truncated).toBe(false);
  });

  test('a flipped byte in any page the schema fills is damage, no lost end', async () => {
    for (const page of schemaPages()) {
      use(state);
      flipByte(database(), (page - 1) * 4096 + 2000);
      const failed = await refused('corrupt', /vault\.db is damaged.*Nothing was changed/);
      expect(failed.details.truncated).toBe(false);
      rmSync(vault, { recursive: true });
    }
  });

  test.each([
    ['to nothing', () => 0],
    ['to one byte', () => 1],
    ['to one page', () => 4096],
    ['at half, on a page', (size: number) => Math.floor(size / 8192) * 4096],
    ['at half, within a page', (size: number) => Math.floor(size / 8192) * 4096 + 1234],
    ['by its last page', (size: number) => size - 4096],
    ['by its last byte', (size: number) => size - 1],
  ])('truncated %s', async (_how, length) => {
    truncateSync(database(), length(statSync(database()).size));
    const failed = await refused('corrupt', /vault\.db is (truncated|damaged)/);
    // With a write-ahead log beside it, what page 1 says is newer than the file and may come from there.
    if (state === 'closed') expect(failed.details.truncated).toBe(true);
  });

  test('missing', async () => {
    rmSync(database());
    await refused('corrupt', /vault\.db is missing/);
  });

  test('a newer schema', async () => {
    const newer = connect(database(), sample.keys.database, { create: false });
    newer.pragma('user_version = 990');
    newer.close();
    const failed = await refused('newer-version', /newer Proffer \(schema 990/);
    expect(failed.details.version).toBe(990);
  });

  test('encrypted with our key, but not ours', async () => {
    const foreign = connect(database(), sample.keys.database, { create: false });
    foreign.pragma('application_id = 7');
    foreign.close();
    await refused('corrupt', /not one of Proffer/);
  });

  test("another program's SQLite file", async () => {
    rmSync(database());
    const plain = new SqliteDatabase(database());
    plain.exec('CREATE TABLE notes (text); INSERT INTO notes VALUES (1)');
    plain.close();
    await refused('corrupt', /another program's file/);
  });

  test('junk of any length', async () => {
    for (const length of [1, 511, 4096, 70_000]) {
      writeFileSync(database(), randomBytes(length));
      await refused('corrupt', /vault\.db is (damaged|truncated)/);
    }
  });

  test('junk where the lock should be', async () => {
    writeFileSync(join(vault, 'lock'), 'not a lock at all, but long enough to be looked at'.repeat(3));
    await refused('corrupt', /file lock .* must be empty/);
  });
});

test('an unclean end stays known over an opening that fails, and the next one checks in full', async () => {
  use('killed');
  rmSync(join(vault, 'vault.db'));
  await refused('corrupt', /missing/);
  cpSync(join(sample.killed, 'vault.db'), database());
  const status = await newEngine().call('vault.unlock', { folder: vault, passphrase });
  expect(status.notices.join(' ')).toContain('not closed in order');
});

test('the database of another vault', async () => {
  use('closed');
  const other = await openDesk();
  await other.engine.call('vault.lock', {});
  cpSync(join(other.folder, 'vault.db'), database());
  await refused('corrupt', /fails its authentication code/);
});

describe('header', () => {
  const headerPath = () => join(vault, 'vault.json');
  const headerOf = () => JSON.parse(readFileSync(headerPath(), 'utf8')) as VaultHeader;
  const put = (header: object, name = 'vault.json') =>
    writeFileSync(join(vault, name), JSON.stringify(header));
  /** What somebody without the key can do: alter a field and bring the checksum up to date. */
  const forged = (header: Record<string, unknown>) => {
    const { checksum: _checksum, ...rest } = header;
    return { ...rest, checksum: createHash('sha256').update(canonicalJson(rest)).digest('hex') };
  };
  const damagedWithCopy = async () => {
    const failed = await refused(
      'corrupt',
      /vault\.json is damaged\. The second copy is intact: copy vault\.copy\.json/,
    );
    expect(failed.details.copyIntact).toBe(true);
  };

  beforeEach(() => use('closed'));

  test.each(['format', 'version', 'vaultId', 'createdAt', 'kdf', 'wraps', 'mac', 'checksum'] as const)(
    'the field %s lost, of another type, or altered',
    async (field) => {
      const header = headerOf();
      const { [field]: value, ...without } = header;
      put(without);
      await damagedWithCopy();
      for (const wrong of [null, 7.5, [], 'x', { deep: value }]) {
        put({ ...header, [field]: wrong });
        await damagedWithCopy();
      }
      put({ ...header, more: 1 });
      await damagedWithCopy();
    },
  );

  test('each single byte set to each class of byte: damage is told, never taken for a header', async () => {
    const bytes = readFileSync(headerPath());
    const good = headerOf();
    for (let at = 0; at < bytes.length; at++) {
      for (const byte of [0x00, 0x22, 0xff, bytes[at]! ^ 1]) {
        const damaged = Buffer.from(bytes);
        damaged[at] = byte;
        writeFileSync(headerPath(), damaged);
        const read = await readHeader(vault).catch((error) => error.code);
        // White space between the fields says nothing: such a header is whole.
        if (read !== 'corrupt') expect(read).toEqual(good);
      }
    }
  }, 120_000);

  test.each([
    ['empty', ''],
    ['cut off', '{"format":"proffer-vault","ver'],
    ['another JSON', '[1,2,3]'],
    ['nested without end', '['.repeat(30_000)],
    ['nested without reason', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['no text', Buffer.from([0xff, 0xfe, 0x00, 0x80])],
    ['far too large', ' '.repeat(1 << 20)],
  ])('%s', async (_what, content) => {
    writeFileSync(headerPath(), content);
    await damagedWithCopy();
  });

  test('a folder in its place', async () => {
    rmSync(headerPath());
    mkdirSync(headerPath());
    await damagedWithCopy();
  });

  test('missing, with the copy and without it', async () => {
    rmSync(headerPath());
    await refused('corrupt', /vault\.json is missing\. The second copy is intact/);
    writeFileSync(join(vault, 'vault.copy.json'), 'x');
    expect((await refused('corrupt', /Put it back from a backup/)).details.copyIntact).toBe(false);
    rmSync(join(vault, 'vault.copy.json'));
    await refused('not-found', /There is no vault in/);
  });

  test('put back from its copy, as the message says, the vault opens', async () => {
    writeFileSync(headerPath(), 'damage');
    cpSync(join(vault, 'vault.copy.json'), headerPath());
    expect((await newEngine().call('vault.unlock', { folder: vault, passphrase })).state).toBe('unlocked');
  });

  test('a damaged copy is mended by the next opening', async () => {
    writeFileSync(join(vault, 'vault.copy.json'), 'damage');
    await newEngine().call('vault.unlock', { folder: vault, passphrase });
    expect(readFileSync(join(vault, 'vault.copy.json'))).toEqual(readFileSync(headerPath()));
  });

  test('newer', async () => {
    put(forged({ format: 'proffer-vault', version: 2, kdf: 'argon', anything: [1] }));
    const failed = await refused('newer-version', /newer Proffer \(format 2/);
    expect(failed.details).toEqual({ version: 2, supported: 1 });
    expect((await newEngine().call('vault.inspect', { folder: vault })).problem).toContain('newer');
  });

  test('a number that damage made newer is damage', async () => {
    put({ ...headerOf(), version: 2 });
    await damagedWithCopy();
  });

  test('altered by someone without the key, with a checksum that fits', async () => {
    const header = headerOf();
    const [first, second] = header.wraps;
    put(forged({ ...header, createdAt: '2020-01-01T00:00:00.000Z' }));
    await refused('corrupt', /altered after it was written/);
    put(forged({ ...header, mac: Buffer.alloc(32).toString('base64') }));
    await refused('corrupt', /altered after it was written/);
    put(forged({ ...header, mac: '' }));
    await refused('corrupt', /altered after it was written/);
    put(forged({ ...header, wraps: [first, { ...second!, sealed: first!.sealed }] }));
    await refused('corrupt', /altered after it was written/);
    // What the passphrase itself rests on cannot be told from a wrong passphrase.
    for (const wrap of [
      { ...first!, salt: '' },
      { ...first!, nonce: '' },
      { ...first!, sealed: '' },
      { ...first!, sealed: first!.sealed.slice(4) },
    ]) {
      put(forged({ ...header, wraps: [wrap, second] }));
      await refused('wrong-passphrase', /does not open/);
    }
  });

  test.each([
    ['asks for more than 1 GiB of memory', { name: 'scrypt', N: 1 << 20, r: 32, p: 1 }],
    ['asks for a cost out of bounds', { name: 'scrypt', N: 1 << 30, r: 8, p: 1 }],
    ['asks for next to none', { name: 'scrypt', N: 2, r: 1, p: 1 }],
    ['asks for a cost that is no power of two', { name: 'scrypt', N: 5000, r: 8, p: 1 }],
    ['names another function', { name: 'md5', N: 1024, r: 8, p: 1 }],
  ])('a key derivation that %s', async (_what, kdf) => {
    put(forged({ ...headerOf(), kdf }));
    await damagedWithCopy();
  });

  test('two wraps of one kind', async () => {
    const header = headerOf();
    put(forged({ ...header, wraps: [header.wraps[0], header.wraps[0]] }));
    await damagedWithCopy();
  });
});

test('no vault at all: a file, an empty folder, nothing, a folder of other things', async () => {
  const engine = newEngine();
  const files = writeFiles(base, { 'a.txt': 'hello' });
  const code = async (folder: string) =>
    (await failureOf(engine.call('vault.unlock', { folder, passphrase }))).code;
  expect(await code(join(base, 'nowhere'))).toBe('not-found');
  expect(await code(join(files, 'a.txt'))).toBe('not-found');
  expect(await code(files)).toBe('not-found');
  expect(contentsOf(files)).toEqual(contentsOf(files));
  expect(readdirSync(files)).toEqual(['a.txt']);
  for (const [folder, kind] of [
    [join(base, 'nowhere'), 'absent'],
    [files, 'other'],
    [join(files, 'a.txt'), 'other'],
  ] as const)
    expect((await engine.call('vault.inspect', { folder })).kind).toBe(kind);
});

describe.each(['05-hostile/sqlite-fuzz', '05-hostile/sqlite-corrupt'])(
  'databases found by fuzzers: %s',
  (part) => {
    const folder = samplesFolder(part);
    const images = folder ? readdirSync(folder).filter((name) => /\.(sqlite|db)$/.test(name)) : [];
    if (folder && images.length === 0) console.warn(`SKIPPED: ${folder} holds no database`);

    test.skipIf(images.length === 0)('as vault.db: refused with a reason, never written to', async () => {
      use('closed');
      for (const name of images) {
        cpSync(join(folder!, name), database());
        await refused('corrupt', /vault\.db is (damaged|truncated)/);
      }
    });

    test.skipIf(images.length === 0)(
      'as the database of a backup: refused, nothing is restored',
      async () => {
        use('closed');
        for (const name of images) {
          cpSync(join(folder!, name), database());
          const before = contentsOf(vault);
          const target = join(base, 'restored');
          const restoring = newEngine().run('vault.restore', { backup: vault, folder: target, passphrase });
          expect((await failureOf(restoring)).code).toBe('corrupt');
          expect(contentsOf(vault)).toEqual(before);
          expect(existsSync(target)).toBe(false);
          expect(readdirSync(base)).toEqual(['vault']);
        }
      },
    );
  },
);

/**
 * One long piece of work at a time is killed half way, in a process of its own: the vault opens and checks as sound, nothing
 * half lies under a final name, and the same work, asked for again, comes to its end.
 */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { hostMark } from '../../src/engine/new-file.ts';
import { beginFolder } from '../../src/engine/vault/unfinished-folder.ts';
import type { Input, Method } from '../../src/shared/contract/index.ts';
import { startChild } from '../support/child.ts';
import {
  type Desk,
  failureOf,
  newEngine,
  openCase,
  openDesk,
  passphrase,
  writeFiles,
} from '../support/desk.ts';

const child = new URL('./call-child.ts', import.meta.url);

let desk: Desk;
let caseId: string;

beforeEach(async () => {
  desk = await openDesk();
  caseId = await openCase(desk.engine);
});

/** Makes the call in a process that dies at the named point of it; the vault is open again afterwards, and sound. */
async function killedAt<M extends Method>(fault: string, method: M, input: Input<M>): Promise<void> {
  await desk.engine.call('vault.lock', {});
  const args = [desk.folder, passphrase, method, JSON.stringify(input)];
  const running = startChild(child, args, { PROFFER_FAULT: fault });
  expect(await running.ended, `${method} went past ${fault}`).toBe('SIGKILL');
  expect(running.lines).toEqual(['begun']);
  await opensWhole();
}

async function opensAgain(): Promise<void> {
  await desk.engine.call('vault.lock', {});
  await opensWhole();
}

async function opensWhole(): Promise<void> {
  await desk.engine.call('vault.unlock', { folder: desk.folder, passphrase });
  expect((await desk.engine.run('vault.check', {})).findings).toEqual([]);
  expect(readdirSync(join(desk.folder, 'tmp'))).toEqual([]);
}

async function takeIn(files: Record<string, string | Uint8Array>): Promise<string[]> {
  const paths = [writeFiles(desk.base, files)];
  return (await desk.engine.run('evidence.intake', { caseId, paths })).evidenceIds;
}

/** A list of hosts, and how it is imported: more rows than one write holds. */
async function hostList(more = ''): Promise<Input<'import.table'>> {
  const lines = Array.from({ length: 12_000 }, (_, index) => `host-${index}.example.com`).join('\n');
  const [evidenceId] = await takeIn({ 'hosts.txt': `${lines}\n${more}` });
  const { presets } = await desk.engine.call('import.inspectTable', { evidenceId: evidenceId! });
  return { evidenceId: evidenceId!, mapping: presets[0]!.mapping };
}

const imports = async () => (await desk.engine.call('import.list', { caseId })).rows;
const hosts = async () => (await desk.engine.call('entity.list', { caseId, limit: 1 })).total;

describe('an import', () => {
  test('killed half way is told as cut off; again, it adds the rest', async () => {
    const input = await hostList();
    await killedAt('log-before-commit:3', 'import.table', input);
    expect(await imports()).toMatchObject([{ state: 'cut-off', undoable: true }]);
    const before = await hosts();
    expect(before).toBeGreaterThan(0);
    const again = await desk.engine.run('import.table', input);
    expect(again.counts).toMatchObject({ matched: before, added: 12_000 - before });
    expect(await hosts()).toBe(12_000);
  });

  test.each([1, 2])(
    'whose undoing is killed after change %i is told as standing, and taken back when asked again',
    async (change) => {
      const input = await hostList();
      const { batchId } = await desk.engine.run('import.table', input);
      await killedAt(`log-committed:${change}`, 'import.undo', { id: batchId! });
      expect(await hosts()).toBe(12_000 - [0, 2000, 7000][change]!);
      expect(await imports()).toMatchObject([{ undone: false, undoable: true }]);
      await desk.engine.run('evidence.read', { caseId });
      const standing = async () =>
        (await desk.engine.call('import.candidates', { caseId })).rows.map((row) => row.import?.id);
      expect(await standing()).toEqual([batchId]);
      await desk.engine.call('import.undo', { id: batchId! });
      expect(await hosts()).toBe(0);
      expect(await imports()).toMatchObject([{ undone: true, undoable: false }]);
      expect(await standing()).toEqual([undefined]);
    },
  );

  test('whose undoing, doing again and undoing are each killed half way is taken back when asked once more', async () => {
    const { batchId } = await desk.engine.run('import.table', await hostList());
    await killedAt('log-committed:2', 'import.undo', { id: batchId! });
    const { rows } = await desk.engine.call('log.list', { caseId, limit: 1 });
    await killedAt('log-committed:1', 'log.undo', { caseId, seq: rows[0]!.seq });
    expect(await hosts()).toBe(10_000);
    await killedAt('log-committed:1', 'import.undo', { id: batchId! });
    expect(await imports()).toMatchObject([{ undone: false, undoable: true }]);
    await desk.engine.call('import.undo', { id: batchId! });
    expect(await hosts()).toBe(0);
    expect(await imports()).toMatchObject([{ undone: true, undoable: false }]);
    await opensAgain();
  });
});

describe('a backup and a restore', () => {
  const everything = () => takeIn({ 'a.txt': 'a', 'b.txt': 'b', 'c.bin': Buffer.alloc(3_000_000, 7) });
  const backup = async () =>
    (await desk.engine.run('vault.backup', { folder: join(desk.base, 'backups') })).folder;

  test.each(['content-copied:2', 'backup-whole:1'])(
    'a backup killed at %s has no final name, and is gone with the next one',
    async (fault) => {
      await everything();
      const folder = join(desk.base, 'backups');
      await killedAt(fault, 'vault.backup', { folder });
      expect(readdirSync(folder)).toEqual([expect.stringMatching(/\.unfinished$/)]);
      const made = await backup();
      expect(readdirSync(folder)).toEqual([basename(made)]);
      expect(readdirSync(made)).not.toContain('lock');
    },
  );

  test('somebody else’s folder of such a name stays, and so does what is being written', async () => {
    await everything();
    const folder = join(desk.base, 'backups');
    const name = `proffer-backup-${(await desk.engine.call('vault.status', {})).vaultId!.slice(0, 8)}`;
    const [mine, held] = ['20250101T000000000Z', '20250102T000000000Z'].map((stamp) =>
      join(folder, `${name}-${stamp}`),
    ) as [string, string];
    mkdirSync(`${mine}.unfinished`, { recursive: true });
    writeFileSync(join(`${mine}.unfinished`, 'mine.txt'), 'mine');
    const other = await beginFolder(held);
    const made = await backup();
    expect(readdirSync(folder).sort()).toEqual(
      [`${mine}.unfinished`, `${held}.unfinished`, made].map((path) => basename(path)).sort(),
    );
    await other.discard();
  });

  test.each(['content-copied:1', 'content-copied:3', 'vault-restored:1'])(
    'a restore killed at %s is no vault, and nothing the next one trips over',
    async (fault) => {
      await everything();
      const input = { backup: await backup(), folder: join(desk.base, 'restored'), passphrase };
      const running = startChild(child, ['', '', 'vault.restore', JSON.stringify(input)], {
        PROFFER_FAULT: fault,
      });
      expect(await running.ended).toBe('SIGKILL');
      expect(existsSync(input.folder)).toBe(false);
      expect((await desk.engine.run('vault.restore', input)).evidenceFiles).toBe(3);
      expect(existsSync(`${input.folder}.unfinished`)).toBe(false);
      const engine = newEngine();
      const status = await engine.call('vault.unlock', { folder: input.folder, passphrase });
      expect(status.notices).toEqual([]);
      expect((await engine.run('vault.check', {})).findings).toEqual([]);
    },
  );

  test('a restore does not empty a folder of other things that has the name it works under', async () => {
    const input = { backup: await backup(), folder: join(desk.base, 'restored'), passphrase };
    mkdirSync(`${input.folder}.unfinished`);
    writeFileSync(join(`${input.folder}.unfinished`, 'vault.txt'), 'mine');
    const refused = await failureOf(desk.engine.run('vault.restore', input));
    expect([refused.code, refused.message]).toEqual([
      'conflict',
      expect.stringContaining('holds other files'),
    ]);
    expect(readdirSync(`${input.folder}.unfinished`)).toEqual(['vault.txt']);
  });
});

describe('what is written outside the vault', () => {
  const custodyOf = async (id: string) =>
    (await desk.engine.call('evidence.get', { id })).custody.map(({ action }) => action);

  test('a copy is on record before it has its name; half of one is gone with the next', async () => {
    const [id] = await takeIn({ 'a.txt': 'a' });
    const input = { id: id!, folder: join(desk.base, 'out'), purpose: 'For the bank' };
    await killedAt('copy-recorded:1', 'evidence.export', input);
    expect(readdirSync(input.folder)).toEqual([expect.stringMatching(/^\..*\.partial$/)]);
    expect(await custodyOf(id!)).toContain('exported');
    const { path } = await desk.engine.run('evidence.export', input);
    expect(readdirSync(input.folder)).toEqual([basename(path)]);
  });

  test('findings of an import likewise', async () => {
    const input = await hostList('not a host at all !\n');
    const { batchId } = await desk.engine.run('import.table', input);
    const asked = { id: batchId!, folder: join(desk.base, 'out') };
    await killedAt('copy-recorded:1', 'import.exportFindings', asked);
    expect(await custodyOf(input.evidenceId)).toContain('exported');
    const { path } = await desk.engine.call('import.exportFindings', asked);
    expect(readdirSync(asked.folder)).toEqual([basename(path)]);
  });

  test('what another process or another computer is writing there stays', async () => {
    const [id] = await takeIn({ 'a.txt': 'a' });
    const folder = join(desk.base, 'out');
    const others = [
      `.x.zip.${'0'.repeat(8)}-1-${'a'.repeat(12)}.partial`,
      `.x.zip.${hostMark}-${process.ppid}-${'a'.repeat(12)}.partial`,
      '.mine.partial',
    ];
    writeFiles(desk.base, Object.fromEntries(others.map((name) => [name, 'theirs'])), 'out');
    await desk.engine.run('evidence.export', { id: id!, folder, purpose: 'For the bank' });
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(others));
  });
});

describe('reading', () => {
  /** A mail with forty attachments; each names a site, and two addresses stand above it. */
  function letter(): string {
    const part = (name: string, text: string) =>
      `--b\r\nContent-Type: text/plain; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\n\r\n${text}\r\n`;
    const parts = Array.from({ length: 40 }, (_, index) =>
      part(`${index}.txt`, `Pay to host-${index}.example.com`),
    );
    return `From: a@desk.example\r\nTo: b@desk.example\r\nSubject: Forty\r\nDate: Mon, 3 Mar 2025 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${parts.join('')}--b--\r\n`;
  }

  test.each(['log-before-commit:1', 'log-committed:1', 'before-rename:1', 'renamed:10', 'recorded:1'])(
    'killed at %s: asked for again, everything is taken out once',
    async (fault) => {
      await takeIn({ 'letter.eml': letter() });
      await killedAt(fault, 'evidence.read', { caseId });
      await desk.engine.run('evidence.read', { caseId, again: true });
      const { total } = await desk.engine.call('evidence.list', { caseId, limit: 1 });
      expect(total).toBe(41);
      expect((await desk.engine.call('observable.list', { caseId, limit: 1 })).total).toBe(42);
      await opensAgain();
    },
  );
});

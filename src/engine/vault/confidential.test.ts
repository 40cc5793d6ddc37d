/**
 * Nothing of a case is readable in any file of the vault: marks are planted wherever a case has text and every byte of
 * every file is searched for them, while the vault is open, after it was locked, and after a kill in mid-intake.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startChild } from '../../../tests/support/child.ts';
import { type Desk, openDesk, passphrase, temporaryBase, writeFiles } from '../../../tests/support/desk.ts';

const marks = {
  title: 'Canary-Title-Quezelthorp',
  narrative: 'Canary-Narrative-Wimblefax',
  person: 'Canary Person Oglethrush',
  note: 'Canary-Note-Brindlewick',
  event: 'Canary-Event-Thistlemoor',
  address: 'Canary-Address-Puddlemere',
  organisation: 'Canary-Organisation-Vexham',
  fileName: 'canary-file-Marrowgate',
  folderName: 'canary-folder-Dunnockley',
  content: 'Canary-Content-Yaffingale',
  source: 'Canary-Source-Hobblestone',
  unicode: 'Канарейка-Ёжиков',
};

/** As a file could hold them: in each encoding, and in the hexadecimal and Base64 spellings of it. */
const spellings = Object.values(marks).flatMap((mark) => {
  const utf16 = Buffer.from(mark, 'utf16le');
  const forms = [Buffer.from(mark), utf16, Buffer.from(utf16).swap16()];
  return [
    ...forms,
    Buffer.from(mark.toLowerCase()),
    Buffer.from(forms[0]!.toString('hex')),
    Buffer.from(forms[0]!.toString('base64').slice(0, -4)),
  ];
});

function findings(folder: string): string[] {
  const found: string[] = [];
  let files = 0;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name);
    for (const spelling of spellings) if (Buffer.from(name).includes(spelling)) found.push(`name ${name}`);
    if (!statSync(path).isFile()) continue;
    files += 1;
    const bytes = readFileSync(path);
    for (const spelling of spellings)
      if (bytes.includes(spelling)) found.push(`${name}: ${spelling.toString('latin1')}`);
  }
  expect(files).toBeGreaterThan(5);
  return found;
}

async function plant({ engine, base }: Desk): Promise<void> {
  const record = await engine.call('case.create', {
    reference: 'C-1',
    title: marks.title,
    scheme: 'tech-support',
    narrative: `${marks.narrative} ${marks.unicode}`,
    organisations: [{ name: marks.organisation, part: 'referrer' }],
  });
  const text = `${marks.content}\n${marks.unicode}\n`.repeat(8_000);
  const folder = writeFiles(base, {
    [`${marks.folderName}/${marks.fileName}.txt`]: `${marks.content} and nothing else`,
    [`${marks.folderName}/${marks.fileName}-large.txt`]: text,
    [`${marks.fileName}-16.txt`]: Buffer.from(text.slice(0, 5000), 'utf16le'),
    [`${marks.unicode}.txt`]: marks.unicode,
  });
  const taken = await engine.run('evidence.intake', {
    caseId: record.id,
    paths: [folder],
    acquisition: { source: marks.source },
  });
  expect(taken.added).toBe(4);
  const person = await engine.call('entity.create', {
    caseId: record.id,
    kind: 'person',
    value: marks.person,
    note: marks.note,
    fields: { address: marks.address },
  });
  await engine.call('event.create', {
    caseId: record.id,
    kind: 'call',
    title: marks.event,
    when: { text: '2025-03' },
    participants: [{ entityId: person.id, part: 'victim' }],
  });
}

test('the search finds what lies open: plain, in UTF-16, encoded', () => {
  const base = temporaryBase();
  for (const [index, spelling] of spellings.entries()) writeFiles(base, { [`${index}`]: spelling }, 'seen');
  for (let index = 0; index < 6; index++) writeFiles(base, { [`z${index}`]: 'nothing' }, 'seen');
  expect(new Set(findings(join(base, 'seen')).map((line) => line.split(':')[0])).size).toBe(spellings.length);
});

test('open, searched while work goes on, and locked', async () => {
  const desk = await openDesk();
  await plant(desk);
  expect(readdirSync(desk.folder)).toContain('vault.db-wal');
  expect(findings(desk.folder)).toEqual([]);
  await desk.engine.run('evidence.verify', {});
  await desk.engine.call('case.list', { search: 'Canary', sort: 'title' });
  const backup = await desk.engine.run('vault.backup', { folder: join(desk.base, 'backups') });
  expect(findings(desk.folder)).toEqual([]);
  expect(findings(backup.folder)).toEqual([]);
  await desk.engine.call('vault.lock', {});
  expect(findings(desk.folder)).toEqual([]);
});

test.each([
  'segment-written:1',
  'segment-written:3',
  'before-rename:1',
  'renamed:1',
  'log-before-commit:3',
  'recorded:1',
])('killed in mid-intake at %s', async (fault) => {
  const desk = await openDesk();
  await plant(desk);
  await desk.engine.call('vault.lock', {});
  const child = startChild(
    new URL('../../../tests/support/intake-child.ts', import.meta.url),
    [desk.folder, passphrase, join(desk.base, 'in')],
    { PROFFER_FAULT: fault },
  );
  expect(await child.ended).toBe('SIGKILL');
  expect(findings(desk.folder)).toEqual([]);
});

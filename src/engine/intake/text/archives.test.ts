/** Compressed files and archives: what is in them becomes evidence of its own, whatever they claim of themselves. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { openCase, openDesk, samplesFolder, writeFiles } from '../../../../tests/support/desk.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { endIdleReaders } from '../readers/reader-host.ts';
import { type ArchiveText, readArchiveFile } from './archives.ts';

afterAll(endIdleReaders);

const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`;

/** One member of a tar archive in the form of ustar. */
function member(name: string, content: string | Buffer, { type = '0', size = -1 } = {}): Buffer {
  const bytes = Buffer.from(content);
  const header = Buffer.alloc(512);
  header.write(name.slice(0, 100), 0, 'latin1');
  header.write(octal(0o644, 7), 100);
  header.write(octal(size < 0 ? bytes.length : size, 11), 124);
  header.write('        ', 148);
  header.write(type, 156);
  header.write('ustar\x0000', 257, 'latin1');
  header.write(
    octal(
      header.reduce((sum, byte) => sum + byte, 0),
      6,
    ),
    148,
  );
  return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}
const tarOf = (...members: Buffer[]) => Buffer.concat([...members, Buffer.alloc(1024)]);
const read = (bytes: Uint8Array, name: string) => readArchiveFile({ bytes, name }) as ArchiveText | null;
const filesIn = (bytes: Uint8Array, name = 'x.tar') =>
  read(bytes, name)?.embedded.map((file) => [file.name, Buffer.from(file.bytes).toString()]);

test('a compressed mailbox and a compressed archive are read as what is in them', async () => {
  const mbox = 'From a@b Tue Mar  4 10:00:00 2025\nSubject: one\nFrom: a@nordhaven.example\n\nPay now\n';
  const archive = tarOf(
    member('export/', '', { type: '5' }),
    member('export/letter.txt', 'Nordhaven Support'),
    member('export/inner.log.gz', gzipSync('line of a log')),
  );
  const { engine, base } = await openDesk();
  const caseId = await openCase(engine);
  const files = { 'old.mbox.gz': gzipSync(mbox), 'export.tgz': gzipSync(archive) };
  await engine.run('evidence.intake', { caseId, paths: [writeFiles(base, files)] });
  await engine.run('evidence.read', { caseId });
  const list = async () => (await engine.call('evidence.list', { caseId, sort: 'name' })).rows;
  const names = [
    'export.tar',
    'export.tgz',
    'inner.log',
    'inner.log.gz',
    'letter.txt',
    'old.mbox',
    'old.mbox.gz',
  ];
  expect((await list()).map(({ name }) => name)).toEqual(names);
  expect((await engine.call('mail.list', { caseId })).rows.map(({ subject }) => subject)).toEqual(['one']);
  await engine.run('evidence.read', { caseId, again: true });
  expect(await list()).toHaveLength(names.length);
});

describe('a tar archive', () => {
  test('names are words: leading out, absolute, standing twice, longer than the field', () => {
    const long = `${'deep/'.repeat(40)}list.csv`;
    const bytes = tarOf(
      member('../../etc/out.txt', 'one'),
      member('/abs.txt', 'two'),
      member('/abs.txt', 'three'),
      member('././@LongLink', `${long}\0`, { type: 'L' }),
      member(long, 'four'),
      member('x', `${`30 path=folder/${'p'.repeat(5)}.txt\n`}`, { type: 'x' }),
      member('x', 'five'),
      member('link', '', { type: '2' }),
    );
    expect(filesIn(bytes)).toEqual([
      ['out.txt', 'one'],
      ['abs.txt', 'two'],
      ['abs.txt', 'three'],
      ['list.csv', 'four'],
      ['ppppp.txt', 'five'],
    ]);
    expect(read(bytes, 'x.tar')?.pages[0]?.text).toContain('link (link)');
  });

  test('that is cut off or damaged further on gives what is whole, and says so', () => {
    const cut = tarOf(member('a.txt', 'one'), member('b.txt', 'two', { size: 5_000 }));
    expect(read(cut, 'x.tar')?.findings).toMatchObject([{ code: 'file-left-out', place: 'member 2' }]);
    const damaged = Buffer.concat([member('a.txt', 'one'), Buffer.alloc(512, 7)]);
    expect([filesIn(damaged), read(damaged, 'x.tar')?.findings[0]?.code]).toEqual([
      [['a.txt', 'one']],
      'damaged',
    ]);
  });
});

describe('a compressed file', () => {
  test('of several members is one file; its held name is a bare name', () => {
    const named = Buffer.concat([
      Buffer.from('1f8b0808000000000003', 'hex'),
      Buffer.from('../../list.csv\0'),
      gzipSync('a;b\n').subarray(10),
      gzipSync('1;2\n'),
    ]);
    expect(filesIn(named, 'x.gz')).toEqual([['list.csv', 'a;b\n1;2\n']]);
    expect(filesIn(gzipSync('x'), 'calls.CSV.GZ')).toEqual([['calls.CSV', 'x']]);
  });

  test('cut off gives what there is and says so; damaged or a bomb it is refused with what to do', () => {
    const text = Array.from({ length: 20_000 }, (_none, index) => `line ${index * 7919}`).join('\n');
    const cut = read(gzipSync(text).subarray(0, 40_000), 'x.log.gz');
    expect(text.startsWith(Buffer.from(cut!.embedded[0]!.bytes).toString())).toBe(true);
    expect(cut?.findings).toMatchObject([{ code: 'cut-off' }]);
    const bomb = gzipSync(Buffer.alloc(257 << 20));
    expect(() => read(bomb, 'x.gz')).toThrow(/beyond 256 MB.*take in/);
    const damaged = gzipSync(text).fill(0xff, 100, 200);
    expect(() => read(damaged, 'x.gz')).toThrow(/damaged/);
  });
});

test('archives that are not opened say so and what to do', () => {
  const folder = samplesFolder('05-hostile/tika-archives');
  const seven = Buffer.from('377abcaf271c0004', 'hex');
  expect(read(seven, 'a.7z')).toMatchObject({
    format: '7z archive',
    outcome: expect.stringMatching(/not opened.*take in/),
    findings: [{ code: 'archive-not-opened' }],
  });
  expect(read(Buffer.from('BZh is how it begins'), 'a.txt')).toBeNull();
  if (!folder) return;
  const prefix =
    'tika-parsers__tika-parsers-standard__tika-parsers-standard-modules__tika-parser-pkg-module__src__test__resources__test-documents__';
  const nested = readFileSync(join(folder, `${prefix}test-nested-tarball.tar`));
  expect(read(nested, 'x.tar')?.embedded.length).toBeGreaterThan(0);
});

test('any bytes, and archives with any of them changed, are read or refused with a reason', () => {
  const sources = [
    tarOf(member('a', 'one'), member('b', 'two'), member('x', '12 path=b\n', { type: 'x' })),
    gzipSync('some text'),
  ];
  const byte = fc.record({ at: fc.nat(2_000), value: fc.nat(255) });
  const attempt = (bytes: Uint8Array) => {
    try {
      readArchiveFile({ bytes, name: 'x' });
    } catch (error) {
      expect(error).toBeInstanceOf(ProfferError);
    }
  };
  fc.assert(
    fc.property(fc.constantFrom(...sources), fc.array(byte, { maxLength: 6 }), (source, changes) => {
      const bytes = Uint8Array.from(source);
      for (const { at, value } of changes) bytes[at % bytes.length] = value;
      attempt(bytes);
    }),
    { numRuns: 500 },
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 1_500 }), (bytes) => attempt(bytes)));
});

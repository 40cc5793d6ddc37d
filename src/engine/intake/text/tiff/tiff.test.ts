/** Faxes and scans: each page of a TIFF becomes a picture whose text is recognised and that the window can show. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCase, openDesk, writeFiles } from '../../../../../tests/support/desk.ts';
import { ProfferError } from '../../../../shared/domain/errors.ts';
import { endIdleReaders } from '../../readers/reader-host.ts';
import { fax, greyOf, jpegScan, tiffOf } from '../testing/tiff.ts';
import { readDirectories } from './directories.ts';
import { drawPage } from './draw-page.ts';
import { pageFile } from './page-file.ts';
import { readTiff } from './read-tiff.ts';

afterAll(endIdleReaders);

let page: ReturnType<typeof greyOf>;
beforeAll(async () => {
  page = greyOf((await drawPage({ bytes: fax(), page: 1 })).png);
});

test('a fax of two pages is read page by page, and drawn page by page for the window', async () => {
  const { engine, base } = await openDesk();
  const caseId = await openCase(engine);
  const files = { 'fax.tif': fax(), 'scan.tif': jpegScan() };
  const { evidenceIds } = await engine.run('evidence.intake', { caseId, paths: [writeFiles(base, files)] });
  await engine.run('evidence.read', { caseId });
  const [faxId, scanId] = evidenceIds as [string, string];
  const text = async (evidenceId: string, number: number) =>
    (await engine.call('text.page', { evidenceId, page: number })).text;
  expect([await text(faxId, 1), await text(faxId, 2), await text(scanId, 1)]).toEqual([
    'Nordhaven Support page one',
    'Second page telephone call',
    expect.stringMatching(/^Nordhaven Support page/),
  ]);
  const drawn = await engine.call('text.picture', { evidenceId: faxId, page: 2 });
  expect(drawn.pages).toBe(2);
  expect(engine.previews.get(drawn.previewId)?.mediaType).toBe('image/png');
  await engine.call('text.picture', { evidenceId: faxId, page: 1 });
  expect(engine.previews.has(drawn.previewId)).toBe(false);
});

describe('the same pixels', () => {
  const kinds = [
    { little: true, compression: 1 },
    { little: false, compression: 1 },
    { little: true, compression: 32773 },
    { little: true, compression: 8 },
    { little: false, compression: 8, differences: true },
    { little: true, compression: 8, tile: 64 },
    { little: false, compression: 1, tile: 64 },
  ] as const;
  test.each(kinds)('come out of %o', async (kind) => {
    const { png } = await drawPage({ bytes: tiffOf(page.rows, kind), page: 1 });
    const { png: plain } = await drawPage({
      bytes: tiffOf(page.rows, { little: true, compression: 1 }),
      page: 1,
    });
    expect(Buffer.from(png).equals(plain)).toBe(true);
  });
});

describe('a hostile picture', () => {
  const refusal = (bytes: Uint8Array): string =>
    readTiff(bytes)
      .findings.map(({ message }) => message)
      .join();
  const stating = (...fields: [number, number][]) =>
    tiffOf(page.rows, { little: true, compression: 8, fields });

  test('that claims terabytes is refused by what it claims, before anything is unpacked', () => {
    expect(refusal(stating([256, 2_000_000], [257, 2_000_000]))).toContain('million');
    expect(refusal(stating([277, 65_535]))).toContain('bits a pixel');
    expect(refusal(stating([278, 4_000_000_000]))).not.toContain('undefined');
  });

  test('in a compression that is not read says which, and what to do', () => {
    expect(refusal(stating([259, 34712]))).toMatch(/JPEG 2000.*PNG or PDF/);
  });

  test('whose pages lead back to the first one ends', () => {
    const bytes = fax();
    const view = new DataView(bytes.buffer);
    const at = view.getUint32(4, true);
    view.setUint32(at + 2 + view.getUint16(at, true) * 12, at, true);
    const { pages, findings } = readTiff(bytes);
    expect([pages.length, findings.map(({ code }) => code)]).toEqual([1, ['cut-off']]);
  });

  test('cut off in the middle is read as far as it goes and said to be cut', () => {
    const whole = fax();
    const codes = readTiff(whole.slice(0, whole.length - 300)).findings.map(({ code }) => code);
    expect(codes).not.toEqual([]);
  });

  test('of any bytes, or with any bytes changed, is read or refused with a reason', () => {
    const sources = [fax(), jpegScan(), tiffOf(page.rows, { little: false, compression: 8, tile: 64 })];
    const change = fc.record({ at: fc.nat(10_000), byte: fc.nat(255) });
    const read = (bytes: Uint8Array) => {
      try {
        readTiff(bytes);
        for (const one of readDirectories(bytes).found)
          if (!(one instanceof ProfferError)) pageFile(bytes, one);
      } catch (error) {
        expect(error).toBeInstanceOf(ProfferError);
      }
    };
    fc.assert(
      fc.property(fc.constantFrom(...sources), fc.array(change, { maxLength: 12 }), (source, changes) => {
        const bytes = source.slice();
        for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
        read(bytes);
      }),
      { numRuns: 400 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (tail) => read(Uint8Array.of(73, 73, 42, 0, ...tail))),
    );
  });
});

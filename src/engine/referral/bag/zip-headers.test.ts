import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FindingList } from '../../verify/finding-list.ts';
import { entry, temporaryFolder } from '../../verify/testing/packages.ts';
import { verifyPackage } from '../../verify/verify-package.ts';
import { openZip } from '../../verify/zip-source.ts';
import { writeBag } from './write-bag.ts';
import { centralHeader, dosTime, endRecords, localHeader, type ZipEntryRecord } from './zip-headers.ts';

describe('ZIP64', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    folder = await temporaryFolder();
  });
  afterAll(() => folder.remove());

  it('holds entries and offsets beyond 4 GiB, in a file of holes', async () => {
    const path = join(folder.path, 'holes.zip');
    const modified = dosTime(new Date('2026-01-02T03:04:05Z'));
    const gib = 1024 ** 3;
    const sizes = [5 * gib, 0xffffffff, 0xfffffffe, 7];
    const file = await open(path, 'w');
    const records: ZipEntryRecord[] = [];
    let offset = 0;
    for (const [index, size] of sizes.entries()) {
      const record = { name: `bag/data/${index}.bin`, size, crc32: 0, offset };
      const header = localHeader(record, modified);
      await file.write(header, 0, header.length, offset);
      records.push(record);
      offset += header.length + size;
    }
    const directory = Buffer.concat(records.map((record) => centralHeader(record, modified)));
    const tail = Buffer.concat([directory, endRecords(records.length, offset, directory.length)]);
    await file.write(tail, 0, tail.length, offset);
    await file.close();

    const findings = new FindingList();
    const source = await openZip(path, findings);
    expect(findings.all()).toEqual([]);
    expect([...source!.files.values()].map((each) => each.size)).toEqual(sizes);
    expect((await stat(path)).size).toBe(offset + tail.length);
  });

  it('holds more than 65,535 entries', async () => {
    const outputPath = join(folder.path, 'many.zip');
    const entries = Array.from({ length: 66_000 }, (_, index) => entry(`data/${index % 100}/${index}`, 'x'));
    await writeBag({ outputPath, bagName: 'bag', entries, bagInfo: [], modified: new Date(0) });
    const found = await verifyPackage(outputPath);
    expect(found.verdict).toBe('valid');
    expect(found.bag.payloadFiles).toBe(66_000);
  });
});

describe('dosTime', () => {
  it('is UTC, in steps of two seconds, within the years the format has', () => {
    expect(dosTime(new Date('2026-11-22T13:14:15Z'))).toEqual({
      time: (13 << 11) | (14 << 5) | 7,
      date: (46 << 9) | (11 << 5) | 22,
    });
    expect(dosTime(new Date(0)).date >> 9).toBe(0);
    expect(dosTime(new Date('2200-01-01T00:00:00Z')).date >> 9).toBe(127);
  });
});

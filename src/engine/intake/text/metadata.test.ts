/** Properties of pictures and recordings: as another program reads them, and where a picture says it was taken. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { samplesFolder } from '../../../../tests/support/desk.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { imageMetadata } from './image-metadata.ts';
import { mediaMetadata } from './media-metadata.ts';
import { pictureSize } from './picture-size.ts';

/** A TIFF (little-endian) that holds a maker and a place: 51° 30' N, 0° 7' 39" W. */
function tiffWithPlace(): Uint8Array {
  const bytes = Buffer.alloc(256);
  bytes.write('II*\0', 0, 'latin1');
  bytes.writeUInt32LE(8, 4);
  const entry = (at: number, tag: number, type: number, count: number, value: number | string) => {
    bytes.writeUInt16LE(tag, at);
    bytes.writeUInt16LE(type, at + 2);
    bytes.writeUInt32LE(count, at + 4);
    if (typeof value === 'string') bytes.write(value, at + 8, 'latin1');
    else bytes.writeUInt32LE(value, at + 8);
  };
  bytes.writeUInt16LE(2, 8);
  entry(10, 0x010f, 2, 4, 'Ada\0');
  entry(22, 0x8825, 4, 1, 40);
  bytes.writeUInt16LE(4, 40);
  entry(42, 1, 2, 2, 'N\0');
  entry(54, 2, 5, 3, 100);
  entry(66, 3, 2, 2, 'W\0');
  entry(78, 4, 5, 3, 124);
  const degrees = (at: number, parts: number[]) =>
    parts.forEach((part, index) => {
      bytes.writeUInt32LE(part, at + index * 8);
      bytes.writeUInt32LE(1, at + index * 8 + 4);
    });
  degrees(100, [51, 30, 0]);
  degrees(124, [0, 7, 39]);
  return new Uint8Array(bytes);
}

function webpWith(exif: Uint8Array): Uint8Array {
  const head = Buffer.alloc(12);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(exif.length + 12, 4);
  head.write('WEBP', 8, 'latin1');
  const chunk = Buffer.alloc(8);
  chunk.write('EXIF', 0, 'latin1');
  chunk.writeUInt32LE(exif.length, 4);
  return new Uint8Array(Buffer.concat([head, chunk, exif]));
}

describe('a picture', () => {
  test('that states four thousand million values for a tag keeps its other properties', async () => {
    // Room was made for all of them, in one step that no watch over memory can end.
    const bytes = Buffer.from(tiffWithPlace());
    const huge = Buffer.alloc(12);
    huge.writeUInt16LE(0x0111, 0);
    huge.writeUInt16LE(4, 2);
    huge.writeUInt32LE(0xffff_ffff, 4);
    huge.writeUInt32LE(100, 8);
    const before = process.memoryUsage().arrayBuffers;
    const read = await imageMetadata(Buffer.concat([bytes.subarray(0, 22), huge, bytes.subarray(34)]));
    expect(read.damaged).toBe(true);
    expect(read.metadata.find(({ name }) => name === 'Image')?.entries).toContainEqual({
      name: 'Make',
      value: 'Ada',
    });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50e6);
  });

  test.each([
    ['TIFF', tiffWithPlace()],
    ['WebP', webpWith(tiffWithPlace())],
  ])('(%s) says who made it and where it was taken', async (_format, bytes) => {
    const { metadata, places } = await imageMetadata(bytes);
    expect(metadata.find(({ name }) => name === 'Image')?.entries).toContainEqual({
      name: 'Make',
      value: 'Ada',
    });
    expect(places).toHaveLength(1);
    expect(places[0]!.latitude).toBeCloseTo(51.5, 6);
    expect(places[0]!.longitude).toBeCloseTo(-0.1275, 6);
  });

  test('whose colour profile unpacks without end is read without it', async () => {
    const chunk = (type: string, data: Buffer) => {
      const head = Buffer.alloc(8);
      head.writeUInt32BE(data.length);
      head.write(type, 4, 'latin1');
      return Buffer.concat([head, data, Buffer.alloc(4)]);
    };
    const size = Buffer.from([0, 0, 0, 9, 0, 0, 0, 9, 8, 0, 0, 0, 0]);
    const profile = (bytes: number) =>
      Buffer.concat([Buffer.from('x\0\0', 'latin1'), deflateSync(Buffer.alloc(bytes))]);
    const png = (bytes: number) =>
      Buffer.concat([
        Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
        chunk('IHDR', size),
        chunk('iCCP', profile(bytes)),
        chunk('IDAT', Buffer.alloc(20)),
        chunk('IEND', Buffer.alloc(0)),
      ]);
    const { metadata, damaged } = await imageMetadata(png(64 << 20));
    expect([damaged, metadata.map(({ name }) => name)]).toEqual([true, ['PNG']]);
    expect((await imageMetadata(png(4_000))).damaged).toBe(false);
  });

  test('of real cameras is read as exiftool reads it', async () => {
    const oracles = samplesFolder('oracles');
    if (oracles === null) return;
    const known = JSON.parse(readFileSync(join(oracles, 'exiftool.json'), 'utf8')) as Record<
      string,
      unknown
    >[];
    let compared = 0;
    const differ: string[] = [];
    for (const facts of known) {
      const path = join(oracles, '..', String(facts.SourceFile));
      if (!/^image\//.test(String(facts.MIMEType)) || !existsSync(path)) continue;
      const { metadata, places } = await imageMetadata(new Uint8Array(readFileSync(path)));
      const found = Object.fromEntries(
        metadata
          .filter(({ name }) => name === 'Image' || name === 'EXIF')
          .flatMap(({ entries }) => entries.map(({ name, value }) => [name, value])),
      );
      for (const name of ['Make', 'Model'].filter((one) => facts[one])) {
        compared += 1;
        if (found[name] !== String(facts[name]).trim()) differ.push(`${facts.SourceFile} ${name}`);
      }
      if (typeof facts.GPSLatitude === 'number') {
        compared += 1;
        if (Math.abs(Math.abs(places[0]?.latitude ?? 0) - Math.abs(facts.GPSLatitude)) > 0.001)
          differ.push(`${facts.SourceFile} GPS`);
      }
    }
    expect(compared).toBeGreaterThan(60);
    expect(differ).toEqual([]);
  });

  test('of any bytes never throws; its size is told or is not known', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (noise) => {
        const whole = tiffWithPlace();
        whole.set(noise.subarray(0, 100), 8 + (noise[0] ?? 0) / 2);
        await imageMetadata(whole);
        pictureSize(noise);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a recording', () => {
  test('says how long it is and in what it is written', async () => {
    const rate = 8_000;
    const wave = Buffer.alloc(44 + rate * 2);
    wave.write('RIFF', 0, 'latin1');
    wave.writeUInt32LE(wave.length - 8, 4);
    wave.write('WAVEfmt ', 8, 'latin1');
    wave.writeUInt32LE(16, 16);
    wave.writeUInt16LE(1, 20);
    wave.writeUInt16LE(1, 22);
    wave.writeUInt32LE(rate, 24);
    wave.writeUInt32LE(rate * 2, 28);
    wave.writeUInt16LE(2, 32);
    wave.writeUInt16LE(16, 34);
    wave.write('data', 36, 'latin1');
    wave.writeUInt32LE(rate * 2, 40);
    const [recording] = await mediaMetadata(new Uint8Array(wave), 'audio/wav');
    expect(recording?.entries).toContainEqual({ name: 'Duration in seconds', value: '1.000' });
    expect(recording?.entries).toContainEqual({ name: 'Sample rate in hertz', value: '8000' });
  });

  test('whose parts claim more than the file has is refused in words', async () => {
    const film = Buffer.from('000000186674797069736f6d0000020069736f6d69736f327fffffff6d6f6f76', 'hex');
    await expect(mediaMetadata(new Uint8Array(film), 'video/mp4')).rejects.toThrow(ProfferError);
  });
});

import { inflateSync } from 'node:zlib';
import exifr from 'exifr';
import type { MetadataGroup, PlaceCandidate } from './content-text.ts';
import { riffChunks } from './riff-chunks.ts';

const groupNames: Record<string, string> = {
  ifd0: 'Image',
  exif: 'EXIF',
  gps: 'GPS',
  interop: 'Interoperability',
  ifd1: 'Thumbnail',
  iptc: 'IPTC',
  xmp: 'XMP',
  jfif: 'JFIF',
  ihdr: 'PNG',
  icc: 'Colour profile',
};

const options = {
  tiff: true,
  ifd0: {},
  ifd1: true,
  exif: true,
  gps: true,
  interop: true,
  iptc: true,
  xmp: true,
  icc: true,
  jfif: true,
  ihdr: true,
  makerNote: false,
  userComment: true,
  mergeOutput: false,
  sanitize: true,
  // Times are kept as the device wrote them: it names no zone, and none is made up.
  reviveValues: false,
  translateKeys: true,
  translateValues: true,
} as const;

/** Values of one tag that are read: more have tables of strips, and no property of a picture. */
const mostValues = 100_000;

/** BYTE, ASCII and UNDEFINED: looked at where they lie. Profiles, packets and texts are of these. */
const byteTypes = [1, 2, 7];

interface TagParser {
  chunk: { getUint16(at: number): number; getUint32(at: number): number };
  parseTag(at: number, tag: number, block: string): unknown;
}

/**
 * exifr makes room for as many values as a tag states, which can be four thousand million. How many those are stands in the tag
 * (TIFF 6.0, section 2): it is asked before. Answers what tells afterwards whether a tag was left out.
 */
const hasLeftOutTags = ((): (() => boolean) => {
  const { prototype } = exifr.segmentParsers.get('tiff') as { prototype: TagParser };
  const parseTag = prototype.parseTag;
  let leftOut = false;
  prototype.parseTag = function (this: TagParser, at, tag, block) {
    if (this.chunk.getUint32(at + 4) <= mostValues || byteTypes.includes(this.chunk.getUint16(at + 2)))
      return parseTag.call(this, at, tag, block);
    leftOut = true;
    return undefined;
  };
  return () => {
    const told = leftOut;
    leftOut = false;
    return told;
  };
})();

/** EXIF, IPTC, XMP and the like of a picture (JPEG, TIFF, PNG, HEIC, AVIF, WebP), and where it says it was taken. */
export async function imageMetadata(
  bytes: Uint8Array,
): Promise<{ metadata: MetadataGroup[]; places: PlaceCandidate[]; damaged: boolean }> {
  try {
    const bomb = hasProfileBomb(bytes);
    const wanted = bomb ? { ...options, icc: false } : options;
    const parsed = (await exifr.parse(exifPartOf(bytes), wanted)) as Record<string, unknown> | undefined;
    const blocks = parsed ?? {};
    const leftOut = hasLeftOutTags();
    return { metadata: groupsOf(blocks), places: placesOf(blocks), damaged: bomb || leftOut };
  } catch (error) {
    // Files without any such block are the usual case, and are told from broken ones by these words alone.
    return { metadata: [], places: [], damaged: !/unknown file format/i.test(String(error)) };
  }
}

/** A colour profile has some hundred kilobytes, rarely a few megabytes. */
const largestProfile = 16 << 20;

/** Whether the colour profile of a PNG (`iCCP`, PNG 11.3.2.3) unpacks beyond measure: whoever reads it does so as a whole. */
function hasProfileBomb(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (buffer.length < 8 || buffer.readUInt32BE(0) !== 0x89504e47) return false;
  for (let at = 8; at + 8 <= buffer.length; ) {
    const end = at + 8 + buffer.readUInt32BE(at);
    const type = buffer.toString('latin1', at + 4, at + 8);
    if (type === 'IDAT') return false;
    if (type === 'iCCP') {
      const packed = buffer.indexOf(0, at + 8) + 2;
      try {
        inflateSync(buffer.subarray(packed, end), { maxOutputLength: largestProfile });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return true;
      }
    }
    at = end + 4;
  }
  return false;
}

/** WebP keeps EXIF as a TIFF of its own in a chunk of its container. */
function exifPartOf(bytes: Uint8Array): Uint8Array {
  for (const { name, start, end } of riffChunks(bytes, 'WEBP')) {
    if (name !== 'EXIF') continue;
    const chunk = bytes.subarray(start, end);
    const marked = Buffer.from(chunk.subarray(0, 6)).toString('latin1') === 'Exif\0\0';
    return chunk.slice(marked ? 6 : 0);
  }
  return bytes;
}

function groupsOf(blocks: Record<string, unknown>): MetadataGroup[] {
  const groups: MetadataGroup[] = [];
  for (const [block, values] of Object.entries(blocks)) {
    if (values === undefined || values === null) continue;
    const entries =
      typeof values === 'object' && !ArrayBuffer.isView(values) && !Array.isArray(values)
        ? Object.entries(values)
            .filter(([, value]) => value !== undefined && value !== '')
            .map(([name, value]) => ({ name, value: shown(value) }))
        : [{ name: block, value: shown(values) }];
    if (entries.length > 0) groups.push({ name: groupNames[block] ?? block, entries });
  }
  return groups;
}

/** A value as text: lists with commas, bytes as their number and, where they are text, that text. */
function shown(value: unknown): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  if (ArrayBuffer.isView(value)) {
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    const text = bytes.toString('latin1').replace(/\0+$/, '');
    return /^[\x20-\x7e]{2,}$/.test(text) ? text : `${bytes.length} bytes: ${bytes.toString('hex', 0, 32)}`;
  }
  if (Array.isArray(value)) return value.slice(0, 100).map(shown).join(', ');
  if (typeof value === 'object' && value !== null) return JSON.stringify(value).slice(0, 4_000);
  return String(value).replace(/\0/g, '').trim();
}

function placesOf(blocks: Record<string, unknown>): PlaceCandidate[] {
  const gps = blocks.gps as Record<string, unknown> | undefined;
  const { latitude, longitude } = gps ?? {};
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return [];
  // Devices without a fix write noughts.
  const valid = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && (latitude !== 0 || longitude !== 0);
  if (!valid) return [];
  const taken = (blocks.exif as Record<string, unknown> | undefined)?.DateTimeOriginal;
  const altitude = Number(gps?.GPSAltitude);
  return [
    {
      latitude,
      longitude,
      altitude: gps?.GPSAltitude !== undefined && Number.isFinite(altitude) ? altitude : null,
      takenAt: typeof taken === 'string' && taken !== '' ? taken : null,
      from: 'EXIF GPSLatitude, GPSLongitude',
    },
  ];
}

import { type Directory, damaged, first, tag } from './directories.ts';

interface Segment {
  marker: number;
  /** Of its content, behind the length. */
  start: number;
  end: number;
}

/** Adobe's marker with transform 0: the three components are red, green and blue (ITU-T T.872, 6.5.3). */
const redGreenBlue = Buffer.from('ffee000e41646f626500640000000000', 'hex');
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/**
 * The JPEG a TIFF picture is made of (Technical Note 2): its tables and its strips as one file. Each strip begins anew as a
 * restart interval does (ITU-T T.81, E.1.4), so that many become one without being unpacked.
 */
export function joinedJpeg(strips: readonly Buffer[], directory: Directory): Uint8Array<ArrayBuffer> {
  const { fields, little, height } = directory;
  if (strips.length > 1 && (directory.tiled || (first(fields, tag.planes, little) ?? 1) === 2))
    throw damaged('it is a JPEG in tiles, which are not put together here');
  const photometric = first(fields, tag.photometric, little);
  const tables = fields.get(tag.jpegTables)?.bytes ?? Buffer.alloc(0);
  const head: Buffer[] = [Buffer.of(0xff, 0xd8), ...(photometric === 2 ? [redGreenBlue] : [])];
  for (const { marker, start, end } of segmentsOf(tables).segments)
    if (marker === 0xdb || marker === 0xc4) head.push(tables.subarray(start - 4, end));
  const firstStrip = strips[0]!;
  const { segments, scan } = segmentsOf(firstStrip);
  if (scan < 0) throw damaged('its JPEG has no picture in it');
  if (strips.length === 1) return Uint8Array.from(Buffer.concat([...head, firstStrip.subarray(2)]));
  const frame = segments.find(({ marker }) => isFrame(marker));
  if (!frame || frame.marker > 0xc1 || segments.some(({ marker }) => marker === 0xdd))
    throw damaged('its JPEG strips cannot be put together');
  const rows = first(fields, tag.rowsPerStrip, little) ?? height;
  const interval = unitsOf(firstStrip.subarray(frame.start, frame.end), rows);
  const frameBytes = Buffer.from(firstStrip.subarray(frame.start - 4, frame.end));
  frameBytes.writeUInt16BE(height, 5);
  for (const segment of segments)
    if (segment === frame) head.push(frameBytes);
    else if (segment.marker !== 0xda) head.push(firstStrip.subarray(segment.start - 4, segment.end));
  head.push(Buffer.of(0xff, 0xdd, 0, 4, interval >> 8, interval & 0xff));
  const ofScan = segments.find(({ marker }) => marker === 0xda)!;
  head.push(firstStrip.subarray(ofScan.start - 4, ofScan.end));
  for (const [index, strip] of strips.entries()) {
    const own = segmentsOf(strip);
    const changes = own.segments.some(({ marker }) => [0xdb, 0xc4, 0xdd].includes(marker));
    if (own.scan < 0 || (index > 0 && changes)) throw damaged('its JPEG strips cannot be put together');
    if (index > 0) head.push(Buffer.of(0xff, 0xd0 + ((index - 1) & 7)));
    head.push(strip.subarray(own.scan, endOfScan(strip, own.scan)));
  }
  head.push(Buffer.of(0xff, 0xd9));
  return Uint8Array.from(Buffer.concat(head));
}

/** Coded units of a strip: what a restart interval counts in (T.81, B.2.4.4). */
function unitsOf(frame: Buffer, rows: number): number {
  const width = frame.readUInt16BE(3);
  const components = frame[5]!;
  let across = 1;
  let down = 1;
  // A scan of one component counts in its blocks, however it is sampled (T.81, A.2.2).
  for (let index = 0; components > 1 && index < components; index++) {
    const sampling = frame[7 + index * 3] ?? 0x11;
    across = Math.max(across, sampling >> 4);
    down = Math.max(down, sampling & 15);
  }
  if (rows % (down * 8) !== 0) throw damaged('its JPEG strips cannot be put together');
  const units = Math.ceil(width / (across * 8)) * (rows / (down * 8));
  if (units < 1 || units > 0xffff) throw damaged('its JPEG strips are too large to be put together');
  return units;
}

function segmentsOf(jpeg: Buffer): { segments: Segment[]; scan: number } {
  const segments: Segment[] = [];
  let at = 2;
  while (at + 4 <= jpeg.length && jpeg[at] === 0xff) {
    const marker = jpeg[at + 1]!;
    if (marker === 0xd9) break;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const end = at + 2 + jpeg.readUInt16BE(at + 2);
    if (end > jpeg.length || end < at + 4) break;
    segments.push({ marker, start: at + 4, end });
    if (marker === 0xda) return { segments, scan: end };
    at = end;
  }
  return { segments, scan: -1 };
}

function endOfScan(jpeg: Buffer, from: number): number {
  for (let at = jpeg.indexOf(0xff, from); at >= 0 && at + 1 < jpeg.length; at = jpeg.indexOf(0xff, at + 1))
    if (jpeg[at + 1] !== 0) {
      if (jpeg[at + 1] === 0xd9) return at;
      throw damaged('its JPEG strips cannot be put together');
    }
  return jpeg.length;
}

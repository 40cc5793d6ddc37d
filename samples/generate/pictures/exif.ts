export interface Exif {
  make: string;
  model: string;
  /** `YYYY:MM:DD HH:MM:SS`, camera's clock. */
  taken: string;
  /** `±HH:MM` */
  offset: string;
  description: string;
}

const ascii = 2;
const long = 4;

type Entry = [tag: number, type: typeof ascii | typeof long, value: string | number];

/** One image file directory (TIFF 6.0, section 2) with its out-of-line values after it; `start` is its offset. */
function directory(entries: Entry[], start: number): Buffer {
  const head = Buffer.alloc(2 + entries.length * 12 + 4);
  head.writeUInt16BE(entries.length, 0);
  const values: Buffer[] = [];
  let end = start + head.length;
  entries.forEach(([tag, type, value], index) => {
    const at = 2 + index * 12;
    head.writeUInt16BE(tag, at);
    head.writeUInt16BE(type, at + 2);
    if (typeof value === 'number') {
      head.writeUInt32BE(1, at + 4);
      head.writeUInt32BE(value, at + 8);
      return;
    }
    const text = Buffer.from(`${value}\0`, 'ascii');
    head.writeUInt32BE(text.length, at + 4);
    if (text.length <= 4) {
      text.copy(head, at + 8);
      return;
    }
    const even = text.length % 2 ? Buffer.concat([text, Buffer.alloc(1)]) : text;
    head.writeUInt32BE(end, at + 8);
    values.push(even);
    end += even.length;
  });
  return Buffer.concat([head, ...values]);
}

/** The JPEG with an APP1 segment (Exif 2.32, big-endian) put in after its start marker. */
export function withExif(jpeg: Buffer, exif: Exif): Buffer {
  const camera = (pointer: number): Entry[] => [
    [0x010e, ascii, exif.description],
    [0x010f, ascii, exif.make],
    [0x0110, ascii, exif.model],
    [0x0132, ascii, exif.taken],
    [0x8769, long, pointer],
  ];
  const first = 8 + directory(camera(0), 8).length;
  const exposure: Entry[] = [
    [0x9003, ascii, exif.taken],
    [0x9004, ascii, exif.taken],
    [0x9011, ascii, exif.offset],
  ];
  const tiff = Buffer.concat([
    Buffer.from([0x4d, 0x4d, 0, 42, 0, 0, 0, 8]),
    directory(camera(first), 8),
    directory(exposure, first),
  ]);
  const payload = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const marker = Buffer.from([0xff, 0xe1, 0, 0]);
  marker.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), marker, payload, jpeg.subarray(2)]);
}

import { ProfferError } from '../../../../shared/domain/errors.ts';
import { limits } from '../limits.ts';

/** [MS-OXRTFCP] 2.1.2.1: what the dictionary holds before the first byte. */
const initial = Buffer.from(
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx',
  'latin1',
);
const compressed = 0x75465a4c;
const uncompressed = 0x414c454d;

const damaged = (): ProfferError =>
  new ProfferError('corrupt', 'The compressed text of this message is damaged.');

/**
 * Unpacks RTF as Outlook stores it: [MS-OXRTFCP] 2.2 and 3.1.3. The size it promises is not believed beyond a limit.
 * @throws ProfferError `corrupt`.
 */
export function decompressRtf(bytes: Buffer): Buffer {
  if (bytes.length < 16) throw damaged();
  const rawSize = bytes.readUInt32LE(4);
  const kind = bytes.readUInt32LE(8);
  if (kind === uncompressed) return bytes.subarray(16, 16 + Math.min(rawSize, limits.rtfBytes));
  if (kind !== compressed) throw damaged();
  const dictionary = Buffer.alloc(4096);
  initial.copy(dictionary);
  let write = initial.length;
  // A two-byte reference makes at most 17 bytes.
  const most = Math.min(rawSize, limits.rtfBytes, (bytes.length - 16) * 9);
  const out = Buffer.alloc(most);
  let length = 0;
  const put = (byte: number) => {
    if (length < most) out[length++] = byte;
    dictionary[write] = byte;
    write = (write + 1) & 0xfff;
  };
  for (let at = 16; at < bytes.length && length < most; ) {
    const control = bytes[at++]!;
    for (let bit = 0; bit < 8 && at < bytes.length; bit++) {
      if ((control >> bit) & 1) {
        if (at + 1 >= bytes.length) return out.subarray(0, length);
        const reference = bytes.readUInt16BE(at);
        at += 2;
        const offset = reference >> 4;
        if (offset === write) return out.subarray(0, length);
        for (let count = 0; count < (reference & 0xf) + 2; count++)
          put(dictionary[(offset + count) & 0xfff]!);
      } else put(bytes[at++]!);
    }
  }
  return out.subarray(0, length);
}

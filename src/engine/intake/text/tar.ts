import { ProfferError } from '../../../shared/domain/errors.ts';
import { EmbeddedFiles } from './embedded-files.ts';

const block = 512;
const mostMembers = 20_000;

interface Member {
  name: string;
  /** Of its content, in the archive. */
  start: number;
  size: number;
  kind: string;
}

const checksumOf = (header: Buffer): number => {
  let sum = 0;
  // The field of the sum counts as blanks (POSIX.1-2017, pax, ustar).
  for (let at = 0; at < block; at++) sum += at >= 148 && at < 156 ? 0x20 : header[at]!;
  return sum;
};

const isHeader = (header: Buffer): boolean =>
  header.length === block && numberIn(header, 148, 8) === checksumOf(header);

/** Whether bytes begin as a tar archive does: old ones have no mark, but the sum of their first header is right. */
export function isTar(bytes: Uint8Array): boolean {
  const header = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, block));
  return header.length === block && header[0] !== 0 && isHeader(header);
}

/**
 * What lies in a tar archive (ustar, pax, GNU). Names are words, not paths: nothing is written anywhere by them. Links are
 * named and have no content of their own. @returns the names of all members and the files among them.
 */
export function tarFiles(bytes: Uint8Array): { names: string[]; found: EmbeddedFiles } {
  const found = new EmbeddedFiles();
  const names: string[] = [];
  for (const { name, start, size, kind } of members(bytes, found)) {
    names.push(kind === 'file' || name.endsWith('/') ? name : `${name} (${kind})`);
    const locator = `member ${names.length}`;
    if (kind !== 'file' || size === 0 || name.endsWith('/')) continue;
    if (found.full) {
      found.leaveOut(
        locator,
        `Only the first ${found.files.length} files in it were taken out.`,
        'files-left-out',
      );
      break;
    }
    if (start + size > bytes.length)
      found.leaveOut(locator, 'The archive is cut off in this file; it was taken out as far as it goes.');
    found.add(name, bytes.slice(start, start + size), locator);
  }
  return { names, found };
}

const kinds: Record<string, string> = {
  '0': 'file',
  '\0': 'file',
  '7': 'file',
  '1': 'link',
  '2': 'link',
  '3': 'device',
  '4': 'device',
  '5': 'folder',
  '6': 'pipe',
};

function* members(bytes: Uint8Array, found: EmbeddedFiles): Generator<Member, void, void> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let long = '';
  let pax: Record<string, string> = {};
  let count = 0;
  for (let at = 0; at + block <= file.length; ) {
    const header = file.subarray(at, at + block);
    // Noughts end it; what lies behind them was left there by what wrote over it.
    if (header.every((byte) => byte === 0)) return;
    if (!isHeader(header)) {
      if (count === 0) throw new ProfferError('corrupt', 'The archive is damaged at its beginning.');
      found.leaveOut(
        `member ${count + 1}`,
        'The archive is damaged here; what follows was not read.',
        'damaged',
      );
      return;
    }
    const type = String.fromCharCode(header[156]!);
    const start = at + block;
    const size = Number(pax.size ?? '') || numberIn(header, 124, 12);
    at = start + Math.ceil(size / block) * block;
    if (type === 'L' || type === 'x' || type === 'g' || type === 'K') {
      // A name of its own length, as GNU and as pax tell it; it is a name, so it is short.
      const text = file.toString('utf8', start, Math.min(file.length, start + Math.min(size, 65_536)));
      if (type === 'L') long = text.replace(/\0[\s\S]*$/, '');
      if (type === 'x') pax = paxRecords(text);
      continue;
    }
    if (++count > mostMembers) {
      found.leaveOut(
        '',
        `It has more than ${mostMembers} members: the rest was not read.`,
        'members-left-out',
      );
      return;
    }
    const name = pax.path || long || nameIn(header);
    yield { name, start, size, kind: kinds[type] ?? `type ${/[ -~]/.test(type) ? type : '?'}` };
    long = '';
    pax = {};
  }
}

function nameIn(header: Buffer): string {
  const text = (from: number, to: number) => header.toString('utf8', from, to).replace(/\0[\s\S]*$/, '');
  const prefix = header.toString('latin1', 257, 262) === 'ustar' ? text(345, 500) : '';
  return prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`;
}

/** `LENGTH NAME=VALUE\n`, the length counting itself. */
function paxRecords(text: string): Record<string, string> {
  const records: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const record = /^\d+ (path|size)=([\s\S]*)$/.exec(line);
    if (record) records[record[1]!] = record[2]!;
  }
  return records;
}

/** Octal digits, or a binary number where the first bit says so (GNU). Zero where it is neither. */
function numberIn(header: Buffer, at: number, length: number): number {
  if (header[at]! & 0x80) return header[at] === 0x80 ? header.readUIntBE(at + length - 6, 6) : 0;
  const digits = /^[0-7]+/.exec(
    header
      .toString('latin1', at, at + length)
      .replace(/[\0 ]+/g, ' ')
      .trim(),
  );
  return digits ? Number.parseInt(digits[0], 8) : 0;
}

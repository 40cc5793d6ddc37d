/** Binary workbooks made for tests, record by record ([MS-XLS]). */
import type { Stream } from '../../mail/outlook/compound-file.ts';
import { writeCompoundFile } from '../../mail/outlook/write-compound-file.ts';

export const record = (type: number, ...data: (Buffer | number[])[]): Buffer => {
  const bytes = Buffer.concat(data.map((part) => Buffer.from(part)));
  return Buffer.concat([uint16(type, bytes.length), bytes]);
};

export const uint16 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [at, value] of values.entries()) bytes.writeUInt16LE(value, at * 2);
  return bytes;
};

export const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};

export const double = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
};

/** A string with its length before it; wide where it has to be. */
export const text = (value: string, lengthIn: 1 | 2 = 2): Buffer => {
  const wide = /[^\0-\xff]/.test(value);
  const length = lengthIn === 1 ? Buffer.from([value.length]) : uint16(value.length);
  return Buffer.concat([
    length,
    Buffer.from([wide ? 1 : 0]),
    Buffer.from(value, wide ? 'utf16le' : 'latin1'),
  ]);
};

export const cells = {
  labelSst: (row: number, column: number, index: number) =>
    record(0x00fd, uint16(row, column, 0), uint32(index)),
  label: (row: number, column: number, value: string) => record(0x0204, uint16(row, column, 0), text(value)),
  number: (row: number, column: number, value: number, style = 0) =>
    record(0x0203, uint16(row, column, style), double(value)),
  rk: (row: number, column: number, bits: number, style = 0) =>
    record(0x027e, uint16(row, column, style), uint32(bits)),
  mulRk: (row: number, column: number, bits: number[]) =>
    record(
      0x00bd,
      uint16(row, column),
      ...bits.map((one) => Buffer.concat([uint16(0), uint32(one)])),
      uint16(column + bits.length - 1),
    ),
  boolError: (row: number, column: number, value: number, isError: boolean) =>
    record(0x0205, uint16(row, column, 0), [value, isError ? 1 : 0]),
  formula: (row: number, column: number, result: Buffer | number[], style = 0) =>
    record(0x0006, uint16(row, column, style), result, uint16(0), uint32(0), uint16(0)),
  string: (value: string) => record(0x0207, text(value)),
};

export const beginOfFile = (kind: number, version = 0x0600): Buffer =>
  record(0x0809, uint16(version, kind, 0x0dbb, 0x07cc), uint32(0), uint32(6));
export const endOfFile = record(0x000a);
/** Style 0 is plain; 1 shows dates by a format every program has, 2 by one of its own. */
const styles = [
  record(0x041e, uint16(164), text('dd/mm/yyyy\\ hh:mm')),
  ...[0, 14, 164].map((format) => record(0x00e0, uint16(0, format), Buffer.alloc(16))),
];

interface Sheet {
  name: string;
  /** 0 shows, 1 hidden, 2 very hidden. */
  state?: number;
  /** 0 of rows, 1 of macros, 2 a chart. */
  kind?: number;
  records: Buffer[];
  /** Without: the sheet has no end. */
  endless?: boolean;
}

export const sharedStrings = (strings: readonly string[], stated = strings.length): Buffer =>
  record(0x00fc, uint32(stated), uint32(stated), ...strings.map((one) => text(one)));

/** The stream of records of a workbook; where each sheet begins is put in where its name stands. */
export function biffStream(sheets: readonly Sheet[], globals: readonly Buffer[] = []): Buffer {
  const bodies = sheets.map(({ records, endless }) =>
    Buffer.concat([beginOfFile(0x10), ...records, ...(endless ? [] : [endOfFile])]),
  );
  const named = (at: readonly number[]) =>
    sheets.map(({ name, state = 0, kind = 0 }, index) =>
      record(0x0085, uint32(at[index] ?? 0), [state, kind], text(name, 1)),
    );
  const front = (at: readonly number[]) =>
    Buffer.concat([beginOfFile(0x05), ...styles, ...globals, ...named(at), endOfFile]);
  let next = front([]).length;
  const places = bodies.map((body) => {
    const at = next;
    next += body.length;
    return at;
  });
  return Buffer.concat([front(places), ...bodies]);
}

export const inCompoundFile = (streams: Record<string, Buffer>): Buffer =>
  writeCompoundFile({
    storages: new Map(),
    streams: new Map(
      Object.entries(streams).map(([name, bytes]): [string, Stream] => [
        name,
        { size: bytes.length, read: () => bytes },
      ]),
    ),
  });

export const binaryWorkbook = (sheets: readonly Sheet[], globals: readonly Buffer[] = []): Buffer =>
  inCompoundFile({ Workbook: biffStream(sheets, globals) });

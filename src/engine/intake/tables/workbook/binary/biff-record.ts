/** Records of a binary workbook that are read ([MS-XLS] 2.3). */
export const recordTypes = {
  formula: 0x0006,
  endOfFile: 0x000a,
  date1904: 0x0022,
  filePass: 0x002f,
  continue: 0x003c,
  boundSheet: 0x0085,
  mulRk: 0x00bd,
  richString: 0x00d6,
  extendedFormat: 0x00e0,
  sharedStrings: 0x00fc,
  labelSst: 0x00fd,
  number: 0x0203,
  label: 0x0204,
  boolError: 0x0205,
  string: 0x0207,
  array: 0x0221,
  table: 0x0236,
  rk: 0x027e,
  format: 0x041e,
  sharedFormula: 0x04bc,
  beginOfFile: 0x0809,
} as const;

export interface BiffRecord {
  type: number;
  /** Where its data lie in the stream, up to `end`. */
  start: number;
  end: number;
}

/** The record that begins at this place; null where the stream ends, or ends within it. */
export function recordAt(stream: Buffer, at: number): BiffRecord | null {
  if (at + 4 > stream.length) return null;
  const start = at + 4;
  const end = start + stream.readUInt16LE(at + 2);
  return end > stream.length ? null : { type: stream.readUInt16LE(at), start, end };
}

/** A record with the CONTINUE records behind it: where the data of each lie. */
export function continued(stream: Buffer, record: BiffRecord): BiffRecord[] {
  const parts = [record];
  for (let last = record; ; ) {
    const next = recordAt(stream, last.end);
    if (next?.type !== recordTypes.continue) return parts;
    parts.push(next);
    last = next;
  }
}

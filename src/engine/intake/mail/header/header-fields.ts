import type { Findings } from '../findings.ts';
import { limits } from '../limits.ts';

/** One field as received. */
export interface RawField {
  name: string;
  /** What stands behind the colon, with its folding, without the last line end. */
  bytes: Buffer;
  /** Of the whole field, counted from the start of the given bytes. */
  offset: number;
  length: number;
}

export interface HeaderSection {
  /** In the order received, duplicates included. */
  fields: RawField[];
  /** A `From …` line before the first field, as mailboxes have it. */
  envelope: string | null;
  /** Where the body begins. */
  bodyStart: number;
}

const LF = 0x0a;
const CR = 0x0d;
const fieldName = /^[!-9;-~]+$/;

/** End of the line that begins at `start`, its line end not included, and the start of the next one. */
export function lineAt(bytes: Buffer, start: number, end: number): { end: number; next: number } {
  const found = bytes.indexOf(LF, start);
  if (found < 0 || found >= end) return { end, next: end };
  return { end: found > start && bytes[found - 1] === CR ? found - 1 : found, next: found + 1 };
}

function nameOf(bytes: Buffer, start: number, end: number): string | null {
  const colon = bytes.indexOf(0x3a, start);
  if (colon < 0 || colon >= end || colon === start || colon - start > 200) return null;
  // RFC 5322, 4.5: obsolete syntax has blanks before the colon.
  const name = bytes.toString('latin1', start, colon).replace(/[ \t]+$/, '');
  return fieldName.test(name) ? name : null;
}

export const looksLikeField = (bytes: Buffer, start: number, end: number): boolean =>
  nameOf(bytes, start, end) !== null;

/** Reads the header section that begins at `start`: RFC 5322, 2.2, and what is met in the wild. */
export function readHeader(
  bytes: Buffer,
  start: number,
  end: number,
  findings: Findings,
  place: string,
): HeaderSection {
  const fields: RawField[] = [];
  const stop = Math.min(end, start + limits.headerBytes);
  let envelope: string | null = null;
  let at = start;
  while (at < stop) {
    const line = lineAt(bytes, at, stop);
    if (line.end === at) return { fields, envelope, bodyStart: line.next };
    const blank = bytes[at] === 0x20 || bytes[at] === 0x09;
    const last = fields.at(-1);
    if (blank && last) {
      last.length = line.end - last.offset;
      at = line.next;
      continue;
    }
    const name = nameOf(bytes, at, line.end);
    if (name === null) {
      const text = bytes.toString('latin1', at, Math.min(line.end, at + 500));
      const next = lineAt(bytes, line.next, stop);
      const goesOn =
        line.next < stop && (next.end === line.next || looksLikeField(bytes, line.next, next.end));
      if (/^>?From /.test(text) && (fields.length === 0 || goesOn)) {
        if (fields.length === 0) envelope ??= text.replace(/^>/, '');
        else
          findings.add(
            'warning',
            place,
            'envelope-line-inside',
            'A “From ” line stands among the fields of the header.',
          );
      } else if (goesOn && fields.length > 0) {
        findings.add(
          'warning',
          place,
          'field-without-colon',
          'A line of the header is no field: it has no colon.',
        );
      } else {
        findings.add(
          fields.length > 0 ? 'warning' : 'error',
          place,
          'no-empty-line',
          'The header ends without an empty line; what follows is read as the body.',
        );
        return { fields, envelope, bodyStart: at };
      }
      at = line.next;
      continue;
    }
    if (fields.length >= limits.headerFields) {
      findings.add(
        'error',
        place,
        'too-many-fields',
        `More than ${limits.headerFields} fields: the rest is not read.`,
      );
      return { fields, envelope, bodyStart: bodyAfter(bytes, at, end) };
    }
    fields.push({ name, bytes: bytes.subarray(0, 0), offset: at, length: line.end - at });
    at = line.next;
  }
  if (stop < end) {
    findings.add(
      'error',
      place,
      'header-too-long',
      `The header is longer than ${limits.headerBytes} bytes: the rest of it is not read.`,
    );
    return { fields, envelope, bodyStart: bodyAfter(bytes, stop, end) };
  }
  return { fields, envelope, bodyStart: end };
}

function bodyAfter(bytes: Buffer, from: number, end: number): number {
  const found = [bytes.indexOf('\n\n', from), bytes.indexOf('\n\r\n', from)].filter(
    (at) => at >= 0 && at < end,
  );
  return found.length === 0 ? end : bytes.indexOf(LF, Math.min(...found) + 1) + 1;
}

/** Fills in what stands behind each colon; apart, so that no field is sliced while it still grows. */
export function withBodies(bytes: Buffer, section: HeaderSection): HeaderSection {
  for (const field of section.fields) {
    const colon = bytes.indexOf(0x3a, field.offset) + 1;
    field.bytes = bytes.subarray(colon, field.offset + field.length);
  }
  return section;
}

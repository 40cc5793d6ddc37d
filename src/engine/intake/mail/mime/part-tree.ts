import type { Findings } from '../findings.ts';
import { rawText, unfold } from '../header/decode-words.ts';
import { type HeaderSection, lineAt, readHeader, withBodies } from '../header/header-fields.ts';
import { type ParameterField, readParameters, withoutComments } from '../header/parameters.ts';
import { limits } from '../limits.ts';

/** One entity of RFC 2045: where it lies in the message, what it says it is, what lies in it. */
export interface Part {
  /** `1`, `1.2`; as IMAP counts them (RFC 3501, 6.4.5), the whole message being `''`. */
  path: string;
  header: HeaderSection;
  type: ParameterField;
  /** Null where the part has no such field. */
  disposition: ParameterField | null;
  encoding: string;
  /** Of the encoded body, in the bytes of the message. */
  start: number;
  end: number;
  children: Part[];
}

const firstField = (section: HeaderSection, name: string): string | null => {
  const field = section.fields.find((one) => one.name.toLowerCase() === name);
  return field ? unfold(rawText(field.bytes)) : null;
};

const placeOf = (path: string): string => (path === '' ? 'message' : `part ${path}`);

/** Takes a message apart without copying it; the depth and the number of parts are bounded. */
export function readPartTree(bytes: Buffer, findings: Findings, from = 0): Part {
  let count = 0;

  function read(start: number, end: number, path: string, depth: number, fallback: string): Part {
    count += 1;
    const place = placeOf(path);
    const header = withBodies(bytes, readHeader(bytes, start, end, findings, path === '' ? 'header' : place));
    const stated = firstField(header, 'content-type');
    let type = readParameters(stated ?? fallback);
    if (!/^[^\s/]+\/[^\s/]+$/.test(type.value)) {
      if (stated !== null)
        findings.add(
          'info',
          place,
          'type-unreadable',
          'The Content-Type names no media type; read as plain text.',
        );
      type = { ...type, value: type.value === 'text' ? 'text/plain' : fallback };
    }
    const disposition = firstField(header, 'content-disposition');
    const encoding = withoutComments(firstField(header, 'content-transfer-encoding') ?? '')
      .trim()
      .toLowerCase()
      .replace(/^["']|["';]+$/g, '');
    const part: Part = {
      path,
      header,
      type,
      disposition: disposition === null ? null : readParameters(disposition),
      encoding,
      start: header.bodyStart,
      end,
      children: [],
    };
    if (type.value.startsWith('multipart/')) divide(part, depth);
    return part;
  }

  function divide(part: Part, depth: number): void {
    const place = placeOf(part.path);
    const boundary = part.type.parameters.get('boundary');
    if (!boundary) {
      findings.add(
        'warning',
        place,
        'no-boundary',
        'A multipart without a boundary: its body is read as text.',
      );
      return;
    }
    if (depth >= limits.partDepth) {
      findings.add(
        'error',
        place,
        'too-deep',
        `Parts are nested deeper than ${limits.partDepth}; this one is kept whole and not taken apart.`,
      );
      return;
    }
    const spans = spansOf(part, boundary);
    if (spans.length === 0) {
      findings.add(
        'warning',
        place,
        'boundary-not-found',
        'The boundary this multipart names does not occur: its body is read as text.',
      );
      return;
    }
    if (!spans.closed)
      findings.add(
        'warning',
        place,
        'boundary-not-closed',
        'The last part is not closed by its boundary: the message may be cut off.',
      );
    const inner = part.type.value === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
    for (const [index, span] of spans.entries()) {
      if (count >= limits.parts) {
        findings.add(
          'error',
          place,
          'too-many-parts',
          `More than ${limits.parts} parts: the rest is not read.`,
        );
        return;
      }
      const path = part.path === '' ? String(index + 1) : `${part.path}.${index + 1}`;
      part.children.push(read(span.start, span.end, path, depth + 1, inner));
    }
  }

  /** The parts between boundary lines: RFC 2046, 5.1.1. The line end before a boundary belongs to it. */
  function spansOf(part: Part, boundary: string): { start: number; end: number }[] & { closed?: boolean } {
    const spans: { start: number; end: number }[] & { closed?: boolean } = [];
    const delimiter = Buffer.from(`--${boundary}`, 'utf8');
    let open = -1;
    for (let at = bytes.indexOf(delimiter, part.start); at >= 0 && at < part.end; ) {
      const line = lineAt(bytes, at, part.end);
      const rest = bytes.toString(
        'latin1',
        at + delimiter.length,
        Math.min(line.end, at + delimiter.length + 80),
      );
      const delimits = (at === part.start || bytes[at - 1] === 0x0a) && /^(--)?[ \t]*$/.test(rest);
      if (delimits) {
        if (open >= 0) spans.push({ start: open, end: Math.max(open, beforeLineEnd(at)) });
        if (rest.startsWith('--')) {
          spans.closed = true;
          return spans;
        }
        open = line.next;
        if (spans.length > limits.parts) return spans;
      }
      at = bytes.indexOf(delimiter, delimits ? line.next : at + 1);
    }
    if (open >= 0) spans.push({ start: open, end: part.end });
    return spans;
  }

  const beforeLineEnd = (at: number): number => {
    const newline = at > 0 && bytes[at - 1] === 0x0a ? at - 1 : at;
    return newline > 0 && newline < at && bytes[newline - 1] === 0x0d ? newline - 1 : newline;
  };

  return read(from, bytes.length, '', 0, 'text/plain');
}

/** Every part, in the order of the message. */
export function* allParts(part: Part): Generator<Part> {
  yield part;
  for (const child of part.children) yield* allParts(child);
}

import { createHash } from 'node:crypto';
import { decodeText } from './charset.ts';
import { openSealed, tellArmoured, tellSealed } from './cms/sealed-parts.ts';
import type { Findings } from './findings.ts';
import { rawText, unfold } from './header/decode-words.ts';
import { limits } from './limits.ts';
import { unquoteFrom } from './mbox/unquote-from.ts';
import { attachmentName } from './mime/attachment-name.ts';
import { allParts, type Part, readPartTree } from './mime/part-tree.ts';
import { type DecodedBody, decodeTransfer } from './mime/transfer-encoding.ts';
import type { Attachment, MailPart } from './parsed-mail.ts';

/** A leaf that is to be read as the message's own words. */
export interface BodyPart {
  path: string;
  html: boolean;
  text: string;
  charset: string;
  assumed: boolean;
  /** Of several forms of the same words. */
  alternative: boolean;
}

const nameOf = (part: Part): string =>
  part.disposition?.parameters.get('filename') ?? part.type.parameters.get('name') ?? '';

function isBody(part: Part): boolean {
  const { value } = part.type;
  // A multipart that could not be taken apart is text, as RFC 2045, 5.2 wants unreadable types to be.
  const readable = value === 'text/plain' || value === 'text/html' || value.startsWith('multipart/');
  return readable && nameOf(part) === '' && part.disposition?.value !== 'attachment';
}

/** A message within the signature of another, and so on: beyond, the rest is kept as an attachment. */
const deepestSeal = 4;

export interface SortedParts {
  parts: MailPart[];
  bodies: BodyPart[];
  attachments: Attachment[];
}

/** What each part of a message is to a reader: its words, an attachment, or what holds others. */
export function sortParts(message: Buffer, tree: Part, findings: Findings, quoted: boolean): SortedParts {
  const sorter = new PartSorter(findings, quoted);
  sorter.sort(message, tree, '');
  sorter.end();
  return sorter.sorted;
}

class PartSorter {
  readonly sorted: SortedParts = { parts: [], bodies: [], attachments: [] };
  private readonly findings: Findings;
  private readonly quoted: boolean;
  private unquoted = 0;
  private readonly alternatives = new Set<Part>();

  constructor(findings: Findings, quoted: boolean) {
    this.findings = findings;
    this.quoted = quoted;
  }

  /** `within`: the path of the sealed part that `message` lay in; empty for the message itself. */
  sort(message: Buffer, tree: Part, within: string, depth = 0): void {
    for (const part of allParts(tree)) {
      if (within !== '') part.path = part.path === '' ? within : `${within}.${part.path}`;
      const place = part.path === '' ? 'message' : `part ${part.path}`;
      if (part.type.value === 'multipart/alternative' || this.alternatives.has(part))
        for (const child of part.children) this.alternatives.add(child);
      if (part.children.length > 0) {
        this.put(part, 'container', null, within);
        tellSealed(part, place, this.findings);
      } else this.leaf(message, part, place, within, depth);
    }
  }

  private leaf(message: Buffer, part: Part, place: string, within: string, depth: number): void {
    const { findings, sorted } = this;
    const body = isBody(part);
    const encoding = part.type.value.startsWith('multipart/') ? '' : part.encoding;
    const decoded = decodeTransfer(this.bodyOf(message, part, within), encoding);
    if (decoded.problem) findings.add('warning', place, 'transfer-encoding', decoded.problem);
    const sealed =
      body || depth >= deepestSeal ? null : openSealed(part, nameOf(part), decoded.bytes, place, findings);
    const many = sorted.parts.length >= limits.parts;
    if (sealed && !many) {
      this.put(part, 'container', decoded, within);
      // A part of a whole message, as all others are, whose path says what it lies in.
      this.sort(sealed, readPartTree(sealed, findings), `${part.path || '0'}.signed`, depth + 1);
      return;
    }
    this.put(part, body ? 'body' : 'attachment', decoded, within);
    if (body) this.takeBody(part, decoded.bytes, place);
    else if (sorted.attachments.length >= limits.attachments)
      findings.add(
        'error',
        place,
        'too-many-attachments',
        `More than ${limits.attachments} attachments: the rest stay in the message.`,
      );
    else sorted.attachments.push(toAttachment(message, part, decoded, within));
    tellElsewhere(part, place, findings);
  }

  private takeBody(part: Part, bytes: Buffer, place: string): void {
    const { text, charset, assumed } = decodeText(bytes, part.type.parameters.get('charset') ?? null);
    tellArmoured(text, place, this.findings);
    this.sorted.bodies.push({
      path: part.path,
      html: part.type.value === 'text/html',
      text,
      charset,
      assumed,
      alternative: this.alternatives.has(part),
    });
  }

  private bodyOf(message: Buffer, part: Part, within: string): Buffer {
    const body = message.subarray(part.start, part.end);
    if (!this.quoted || within !== '') return body;
    const { bytes, lines } = unquoteFrom(body);
    this.unquoted += lines;
    return bytes;
  }

  private put(part: Part, role: MailPart['role'], decoded: DecodedBody | null, within: string): void {
    const facts = partFacts(part, role, decoded);
    // What lay within a signature lies at no place of the message's own bytes.
    this.sorted.parts.push(within === '' ? facts : { ...facts, offset: null, encodedBytes: null });
  }

  end(): void {
    const { unquoted } = this;
    if (unquoted > 0)
      this.findings.add(
        'info',
        'message',
        'from-unquoted',
        `${unquoted} line${unquoted === 1 ? '' : 's'} beginning with “>From ” ${unquoted === 1 ? 'is' : 'are'} read without one “>”, which mailboxes add. Whether the sender wrote it is not told by the mailbox.`,
      );
  }
}

function tellElsewhere(part: Part, place: string, findings: Findings): void {
  if (part.type.value === 'message/external-body')
    findings.add('info', place, 'external-body', 'The content lies elsewhere and was not fetched.');
  if (part.type.value === 'message/partial')
    findings.add(
      'info',
      place,
      'partial-message',
      'It is a piece of a message that was sent in several; the pieces are not joined.',
    );
}

function toAttachment(message: Buffer, part: Part, decoded: DecodedBody, within: string): Attachment {
  const { value } = part.type;
  const identical = decoded.bytes.equals(message.subarray(part.start, part.end));
  return {
    path: part.path,
    name: attachmentName(nameOf(part), value, part.path),
    mediaType: value,
    // A copy of its own: it moves to another thread.
    bytes: Uint8Array.from(decoded.bytes),
    how: identical && within === '' ? 'as-it-lies' : 'decoded',
    place: within === '' ? { offset: part.start, length: part.end - part.start } : null,
  };
}

function partFacts(part: Part, role: MailPart['role'], decoded: DecodedBody | null): MailPart {
  return {
    path: part.path,
    mediaType: part.type.value,
    name: nameOf(part),
    charset: part.type.parameters.get('charset') ?? '',
    encoding: part.encoding,
    disposition: part.disposition?.value ?? '',
    contentId: unfold(
      rawText(
        part.header.fields.find((field) => field.name.toLowerCase() === 'content-id')?.bytes ??
          new Uint8Array(0),
      ),
    ).replace(/^<|>$/g, ''),
    role,
    offset: part.start,
    encodedBytes: part.end - part.start,
    sizeBytes: decoded?.bytes.length ?? part.end - part.start,
    sha256:
      decoded && role === 'attachment' ? createHash('sha256').update(decoded.bytes).digest('hex') : null,
  };
}

import { Readable } from 'node:stream';
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl';
import { ProfferError } from '../../../../shared/domain/errors.ts';
import { zipTrouble } from '../../failure-words.ts';
import type { TableContent } from '../table-content.ts';

/** Parts of a workbook; ordinary ones have some dozens. */
const mostParts = 10_000;
/** Unpacked to packed: a sheet of alike rows reaches a hundred, endless repetition a thousand. */
const highestRatio = 300;
/** Below so many bytes a high ratio does no harm. */
const harmlessSize = 16 << 20;
/** Bytes of one part once unpacked; a full sheet of a million rows has about a tenth. */
export const largestPart = 4 * 2 ** 30;

export const damaged = (why: string) =>
  new ProfferError(
    'corrupt',
    `This workbook cannot be read: ${why}. Its bytes are kept untouched. Ask its source for it again, or save a copy as CSV from a spreadsheet program that opens it, and take that in beside it.`,
  );

/** The parts of an Office Open XML package (ECMA-376, part 2), unpacked one at a time and never further than the bounds. */
export class WorkbookArchive {
  readonly #zip: ZipFile;
  readonly #parts: ReadonlyMap<string, Entry>;

  private constructor(zip: ZipFile, parts: ReadonlyMap<string, Entry>) {
    this.#zip = zip;
    this.#parts = parts;
  }

  /** @throws ProfferError `corrupt` on what is no ZIP. */
  static async open(content: TableContent): Promise<WorkbookArchive> {
    const parts = new Map<string, Entry>();
    try {
      const zip = await fromRandomAccessReaderPromise(new ContentAccess(content), content.size, {
        validateEntrySizes: true,
        autoClose: false,
      });
      for await (const entry of zip.eachEntry() as AsyncIterable<Entry>) {
        if (parts.size >= mostParts) throw damaged(`it has more than ${mostParts} parts`);
        // Names are compared without regard to case (ECMA-376, part 2, 6.2.2.3).
        parts.set(entry.fileName.toLowerCase(), entry);
      }
      return new WorkbookArchive(zip, parts);
    } catch (error) {
      throw error instanceof ProfferError ? error : damaged(zipTrouble(error));
    }
  }

  has(path: string): boolean {
    return this.#parts.has(path.toLowerCase());
  }

  /** Packed bytes of a part, as a measure of the work. */
  sizeOf(path: string): number {
    return this.#parts.get(path.toLowerCase())?.uncompressedSize ?? 0;
  }

  /** The text of a part, piece by piece. @throws ProfferError `corrupt`, also for a part that unpacks beyond all measure. */
  async *text(path: string): AsyncGenerator<string> {
    const entry = this.#parts.get(path.toLowerCase());
    if (!entry) throw damaged(`its part ${path} is missing`);
    if (entry.isEncrypted()) throw damaged('it is encrypted');
    requireSane(entry);
    let decoder: InstanceType<typeof TextDecoder> | null = null;
    try {
      const stream = (await this.#zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>;
      for await (const bytes of stream) {
        decoder ??= new TextDecoder(encodingOf(bytes));
        yield decoder.decode(bytes, { stream: true });
      }
      if (decoder) yield decoder.decode();
    } catch (error) {
      throw error instanceof ProfferError ? error : damaged(zipTrouble(error));
    }
  }
}

/** What an entry states is what yauzl lets through: it fails where the bytes are more or fewer. */
function requireSane({ compressedSize, uncompressedSize }: Entry): void {
  const bomb = uncompressedSize > harmlessSize && uncompressedSize > compressedSize * highestRatio;
  if (bomb || uncompressedSize > largestPart)
    throw damaged(
      `one of its parts would unpack from ${compressedSize} to ${uncompressedSize} bytes, as archive bombs do`,
    );
}

/** XML is UTF-8 or UTF-16 with its mark (XML 1.0, 4.3.3). */
function encodingOf(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/** Lets yauzl read content that lies elsewhere. */
class ContentAccess extends RandomAccessReader {
  readonly #content: TableContent;

  constructor(content: TableContent) {
    super();
    this.#content = content;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const content = this.#content;
    const piece = 1 << 20;
    async function* ranges() {
      for (let at = start; at < end; at += piece) yield await content.read(at, Math.min(piece, end - at));
    }
    return Readable.from(ranges(), { objectMode: false, highWaterMark: piece });
  }
}

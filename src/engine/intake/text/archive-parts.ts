import { type Entry, fromBufferPromise, getFileNameLowLevel, type ZipFile } from 'yauzl';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { zipTrouble } from '../failure-words.ts';

const mostParts = 20_000;
/** Bytes unpacked of one archive, all parts together: a bomb ends here, whatever it states. */
const mostUnpacked = 512 << 20;
const largestPart = 128 << 20;

/** The parts of an office document (a ZIP), unpacked one at a time and together never further than the bounds. */
export class ArchiveParts {
  private readonly zip: ZipFile;
  private readonly entries: ReadonlyMap<string, Entry>;
  private unpacked = 0;

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.zip = zip;
    this.entries = entries;
  }

  /** @throws ProfferError `corrupt` on what is no readable ZIP. */
  static async open(bytes: Uint8Array): Promise<ArchiveParts> {
    const entries = new Map<string, Entry>();
    try {
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
      // Names are decoded here: one that leads out of its folder would otherwise refuse all the rest. Nothing is unpacked by name.
      const settings = { validateEntrySizes: true, autoClose: false, decodeStrings: false } as const;
      const zip = await fromBufferPromise(buffer, settings);
      for await (const entry of zip.eachEntry() as AsyncIterable<Entry>) {
        if (entries.size >= mostParts) throw damaged(`it has more than ${mostParts} parts`);
        const name = nameOf(entry);
        // The first of a name is what office programs read; another one is no less there.
        entries.set(entries.has(name) ? `member ${entries.size + 1}/${name}` : name, entry);
      }
      return new ArchiveParts(zip, entries);
    } catch (error) {
      throw asDamaged(error);
    }
  }

  names(): string[] {
    return [...this.entries.keys()];
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /** Bytes a part has once unpacked, as the archive states it. */
  sizeOf(name: string): number {
    return this.entries.get(name)?.uncompressedSize ?? 0;
  }

  /** A part whole. @throws ProfferError `corrupt` where it is damaged, encrypted or unpacks beyond the bounds. */
  async bytes(name: string): Promise<Buffer> {
    const entry = this.entries.get(name);
    if (!entry) throw damaged(`its part ${name} is missing`);
    if (entry.isEncrypted()) throw new ProfferError('corrupt', 'The document is protected by a password.');
    if (entry.uncompressedSize > largestPart || this.unpacked + entry.uncompressedSize > mostUnpacked)
      throw damaged(
        `it would unpack beyond ${mostUnpacked >> 20} MB, as archive bombs do (${name}: ${entry.uncompressedSize} bytes)`,
      );
    const pieces: Buffer[] = [];
    try {
      for await (const piece of (await this.zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
        this.unpacked += piece.length;
        if (this.unpacked > mostUnpacked) throw damaged('it unpacks beyond all measure');
        pieces.push(piece);
      }
    } catch (error) {
      throw asDamaged(error);
    }
    return Buffer.concat(pieces);
  }

  /** A part as text: XML is UTF-8, or UTF-16 with its mark (XML 1.0, 4.3.3). */
  async text(name: string): Promise<string> {
    const bytes = await this.bytes(name);
    const wide =
      bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : 'utf-8';
    return new TextDecoder(wide).decode(bytes);
  }

  async textOr(name: string, otherwise: string): Promise<string> {
    return this.has(name) ? this.text(name) : otherwise;
  }
}

const nameOf = ({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string =>
  getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);

const damaged = (why: string): ProfferError =>
  new ProfferError('corrupt', `The document cannot be read: ${why}. Its bytes are kept untouched.`);

const asDamaged = (error: unknown): ProfferError =>
  error instanceof ProfferError ? error : damaged(zipTrouble(error));

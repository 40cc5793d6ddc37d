import { fileTypeFromBuffer } from 'file-type';
import { markupSpreadsheet } from '../tables/workbook/markup-spreadsheet.ts';
import type { ChatDeclaration } from './chat/chat-declaration.ts';
import { type ContentText, emptyContent } from './content-text.ts';
import { type EmbeddedFile, filesOf } from './embedded-files.ts';
import type { Scan } from './pdf-scans.ts';

export interface TextTask {
  bytes: Uint8Array;
  /** As found at intake. */
  mediaType: string;
  name: string;
  declared: ChatDeclaration;
}

/** What reading brought, the pages of it that are pictures whose text is still to be recognised, and the files in it. */
export type TextAnswer = ContentText & { scans: Scan[]; embedded: EmbeddedFile[] };

const officeTypes =
  /^application\/(zip|epub\+zip|vnd\.(openxmlformats-officedocument|oasis\.opendocument|ms-(word|excel|powerpoint))\b)/;

/**
 * Text, messages and metadata of one content, whatever it is; runs in a reader thread. What it is, is told from its bytes;
 * each way of reading is loaded when it is needed.
 * @throws ProfferError `corrupt` with why it cannot be read.
 */
export async function readText(task: TextTask): Promise<TextAnswer> {
  const found = await fileTypeFromBuffer(task.bytes).catch(() => undefined);
  const mediaType = found?.mime ?? task.mediaType;
  if (mediaType === 'application/pdf') {
    const { readPdf } = await import('./pdf-text.ts');
    return readPdf(task.bytes);
  }
  return { scans: [], embedded: [], ...(await readOther(task, mediaType)) };
}

type Read = ContentText & { scans?: Scan[]; embedded?: EmbeddedFile[] };

async function readOther(task: TextTask, mediaType: string): Promise<Read> {
  const { bytes } = task;
  if (officeTypes.test(mediaType)) return readArchive(task);
  if (mediaType === 'application/x-cfb') return (await import('./old-office.ts')).readOldOffice(bytes);
  if (mediaType === 'application/rtf' || startsWith(bytes, '{\\rtf'))
    return (await import('./rtf-text.ts')).readRtfDocument(bytes);
  if (mediaType.startsWith('image/') && mediaType !== 'image/svg+xml') return readImage(bytes, mediaType);
  const archive = (await import('./archives.ts')).readArchiveFile(task);
  if (archive) return archive;
  const sealed = (await import('./sealed-file.ts')).readSealedFile(task);
  if (sealed) return sealed;
  if (/^(audio|video)\//.test(mediaType) || mediaType === 'application/ogg') {
    const { mediaMetadata } = await import('./media-metadata.ts');
    return {
      ...emptyContent(mediaType),
      metadata: await mediaMetadata(bytes, mediaType),
      outcome: 'A recording holds no text. What is said in it is not written down by the program.',
    };
  }
  if (markupSpreadsheet(bytes) !== null) return (await import('./sheet-pages.ts')).readSpreadsheet(bytes);
  const { readTextual } = await import('./textual.ts');
  const textual = readTextual(task, mediaType);
  return (
    textual ?? {
      ...emptyContent(mediaType),
      outcome: `Files of this kind (${mediaType}) are not read as text.`,
    }
  );
}

async function readImage(bytes: Uint8Array, mediaType: string): Promise<Read> {
  const { imageMetadata } = await import('./image-metadata.ts');
  const { metadata, places, damaged } = await imageMetadata(bytes);
  const pages =
    mediaType === 'image/tiff'
      ? (await import('./tiff/read-tiff.ts')).readTiff(bytes)
      : emptyContent(mediaType);
  const content = { ...pages, metadata, places };
  if (damaged)
    content.findings.push({
      severity: 'warning',
      code: 'metadata-damaged',
      message: 'The metadata of this picture is damaged and was read as far as it goes.',
      place: '',
    });
  return content;
}

/** What office documents embed: pictures pasted into them, other documents. Icons and bullets are smaller. */
const embeddedParts = /^(?:(?:word|ppt|xl)\/(?:media|embeddings)|Pictures)\/[^/]+$/;
const smallestPicture = 4_096;

async function readArchive({ bytes }: TextTask): Promise<Read> {
  const { ArchiveParts } = await import('./archive-parts.ts');
  const parts = await ArchiveParts.open(bytes);
  const { readOfficeOpenXml } = await import('./office-open-xml.ts');
  const { readEpub, readOpenDocument } = await import('./open-document.ts');
  const read =
    (await readOfficeOpenXml(parts, bytes)) ?? (await readEpub(parts)) ?? (await readOpenDocument(parts));
  const found = await filesOf(parts, (name) =>
    read ? embeddedParts.test(name) && parts.sizeOf(name) >= smallestPicture : true,
  );
  if (read) return { ...read, findings: [...read.findings, ...found.findings], embedded: found.files };
  const { archiveText } = await import('./archives.ts');
  return archiveText('ZIP archive', parts.names(), found);
}

const startsWith = (bytes: Uint8Array, text: string): boolean =>
  Buffer.from(bytes.subarray(0, text.length)).toString('latin1') === text;

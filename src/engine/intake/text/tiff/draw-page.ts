import { ProfferError } from '../../../../shared/domain/errors.ts';
import { asPng } from '../ocr.ts';
import { isSmallCopy, readDirectories } from './directories.ts';
import { pageFile } from './page-file.ts';

export interface DrawTask {
  /** Of the whole TIFF. */
  bytes: Uint8Array;
  /** From 1. */
  page: number;
}

/** One page of a TIFF as a PNG to be shown: the window draws none itself. @throws ProfferError `corrupt`, `not-found`. */
export async function drawPage({ bytes, page }: DrawTask): Promise<{ png: Uint8Array; pages: number }> {
  const pages = readDirectories(bytes).found.filter(
    (one) => one instanceof ProfferError || !isSmallCopy(one),
  );
  const wanted = pages[page - 1];
  if (!wanted) throw new ProfferError('not-found', `The picture has ${pages.length} pages.`);
  if (wanted instanceof ProfferError) throw wanted;
  return { png: await asPng(pageFile(bytes, wanted)), pages: pages.length };
}

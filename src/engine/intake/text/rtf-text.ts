import { readRtf } from '../mail/outlook/rtf.ts';
import { type ContentText, emptyContent } from './content-text.ts';
import { fromHtml } from './html-text.ts';
import { pagesOf } from './plain-text.ts';

/** An RTF document as text. Objects embedded in it stay where they are. */
export function readRtfDocument(bytes: Uint8Array): ContentText {
  const { kind, text } = readRtf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  if (kind === 'html') return fromHtml(text, 'RTF document that wraps HTML');
  return { ...emptyContent('RTF document'), ...pagesOf(text) };
}

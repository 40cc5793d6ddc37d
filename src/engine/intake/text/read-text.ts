import { type ContentText, emptyContent } from './content-text.ts';
import { readPlainText } from './plain-text.ts';

export interface TextTask {
  bytes: Uint8Array;
  /** As found at intake. */
  mediaType: string;
  name: string;
}

/** Text, messages and metadata of one content, whatever it is; runs in a reader thread. */
export function readText({ bytes, mediaType }: TextTask): ContentText {
  if (mediaType.startsWith('text/')) return readPlainText(bytes, 'Plain text');
  return { ...emptyContent(mediaType), outcome: 'This kind of file holds no text.' };
}

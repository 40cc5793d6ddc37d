import { type OcrLanguage, ocrLanguages } from '../../../shared/domain/reading-words.ts';
import type { StepContext } from '../reading/reading-step.ts';
import { storable } from './content-text.ts';
import type { TextAnswer } from './read-text.ts';

/** Of one picture; a dense page takes about ten. */
const seconds = 180;
const megabytes = 768;
/** Below, what was recognised is patterns taken for letters. */
const leastConfidence = 35;

/** Formats tesseract unpacks. */
const recognised = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/bmp']);

/**
 * Recognises the text of a picture, or of the pages of a document that are pictures, one after the other, and puts it into
 * what was read. Cancelling ends it in the middle of a page. @returns whether none of them failed; findings say why.
 */
export async function recognisePages(
  read: TextAnswer,
  languages: OcrLanguage[],
  picture: () => Promise<Uint8Array>,
  context: StepContext,
): Promise<boolean> {
  let whole = true;
  if (read.format.startsWith('image/')) {
    if (!recognised.has(read.format)) {
      read.outcome = `Text in pictures of this kind (${read.format}) is not recognised. Save a copy as PNG and take it in beside it.`;
      return true;
    }
    const text = await recognise(picture, languages, context, '');
    whole = text !== 'failed';
    if (text === 'failed') read.outcome = 'The text of this picture could not be recognised.';
    else if (text) read.pages.push({ label: '', source: 'ocr', ...text });
    else read.outcome = `No text was recognised in this picture (looked for ${names(languages)}).`;
  } else if (read.scans.length > 0) {
    for (const { page, bytes } of read.scans) {
      const text = await recognise(() => bytes, languages, context, `page ${page}`);
      whole &&= text !== 'failed';
      if (text && text !== 'failed') read.pages[page - 1] = { label: 'Recognised', source: 'ocr', ...text };
    }
    if (read.pages.some(({ source }) => source === 'ocr')) read.outcome = '';
  }
  if (read.pages.some(({ source }) => source === 'ocr'))
    read.assumed.push(`Text in pictures was recognised as ${names(languages)}; it may hold mistakes.`);
  return whole;
}

async function recognise(
  bytes: () => Uint8Array | Promise<Uint8Array>,
  languages: OcrLanguage[],
  context: StepContext,
  place: string,
): Promise<{ text: string; confidence: number } | 'failed' | null> {
  const answer = await context.read('ocr', async () => ({ bytes: await bytes(), languages }), {
    seconds,
    megabytes,
  });
  if (!answer) return 'failed';
  const text = storable(answer.text).trim();
  if (!/[\p{L}\p{N}]{2}/u.test(text)) return null;
  if (answer.confidence >= leastConfidence) return { text, confidence: answer.confidence };
  context.finding({
    severity: 'info',
    code: 'not-legible',
    message: `Something like text was recognised, but too uncertainly to keep (${answer.confidence} of 100).`,
    place,
  });
  return null;
}

const names = (languages: readonly OcrLanguage[]): string =>
  languages.map((language) => ocrLanguages[language]).join(' and ');

export type PreviewKind = 'text' | 'image' | 'drawn' | 'pdf' | 'none';

const images = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp']);
const textual = new Set([
  'application/json',
  'application/xml',
  'application/javascript',
  'application/mbox',
  'application/x-ndjson',
  'application/rtf',
  'message/rfc822',
  'image/svg+xml',
]);

/** How content of a type is shown: as plain text, as a picture, as one the engine draws, as drawn pages, or not at all. HTML and SVG are text. */
export function previewKind(mediaType: string): PreviewKind {
  const essence = mediaType.split(';')[0]!.trim().toLowerCase();
  if (images.has(essence)) return 'image';
  if (essence === 'image/tiff') return 'drawn';
  if (essence === 'application/pdf') return 'pdf';
  if (essence.startsWith('text/') || textual.has(essence) || /\+(json|xml)$/.test(essence)) return 'text';
  return 'none';
}

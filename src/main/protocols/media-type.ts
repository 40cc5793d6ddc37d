/** What a view may show of evidence. All else is bytes: no HTML, no SVG, no script, whatever it calls itself. */
const shown = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/bmp',
  'application/pdf',
  'text/plain',
]);

/** The Content-Type that evidence of this media type is served under. */
export function servedMediaType(mediaType: string): string {
  const essence = mediaType.split(';')[0]!.trim().toLowerCase();
  if (!shown.has(essence)) return 'application/octet-stream';
  return essence === 'text/plain' ? 'text/plain; charset=utf-8' : essence;
}

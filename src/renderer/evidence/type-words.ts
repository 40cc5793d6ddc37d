const words: Record<string, string> = {
  'message/rfc822': 'E-mail',
  'application/mbox': 'Mailbox',
  'application/vnd.ms-outlook': 'Outlook mail',
  'application/pdf': 'PDF',
  'application/json': 'JSON',
  'application/xml': 'XML',
  'application/zip': 'ZIP archive',
  'application/gzip': 'Compressed file',
  'application/x-tar': 'TAR archive',
  'application/octet-stream': 'Unknown',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel workbook',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word document',
  'application/vnd.ms-excel': 'Excel workbook',
  'application/msword': 'Word document',
  'text/plain': 'Text',
  'text/csv': 'CSV table',
  'text/html': 'Web page',
};

/** A media type as people call it, short enough for a column; the type itself where it has no common name. */
export function typeWords(mediaType: string): string {
  const essence = mediaType.split(';')[0]!.trim().toLowerCase();
  if (words[essence]) return words[essence];
  const [family, kind = ''] = essence.split('/');
  const short = kind.replace(/^(x-|vnd\.)/, '').toUpperCase();
  if (family === 'image') return `${short} picture`;
  if (family === 'audio') return `${short} sound`;
  if (family === 'video') return `${short} video`;
  return essence;
}

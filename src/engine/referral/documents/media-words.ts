/** Kinds of files that readers know by another name than their media type. */
const words = new Map<string, string>([
  ['message/rfc822', 'E-mail'],
  ['application/mbox', 'Mailbox of e-mails'],
  ['application/vnd.ms-outlook', 'Outlook message'],
  ['application/pdf', 'PDF document'],
  ['application/json', 'JSON data'],
  ['application/xml', 'XML data'],
  ['application/zip', 'ZIP archive'],
  ['application/octet-stream', 'File of unknown type'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'Excel workbook'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'Word document'],
  ['application/vnd.openxmlformats-officedocument.presentationml.presentation', 'PowerPoint slides'],
  ['application/vnd.oasis.opendocument.spreadsheet', 'OpenDocument sheet'],
  ['application/vnd.oasis.opendocument.text', 'OpenDocument text'],
  ['application/vnd.ms-excel', 'Excel workbook'],
  ['application/msword', 'Word document'],
  ['text/csv', 'Table (CSV)'],
  ['text/html', 'Web page'],
  ['text/plain', 'Plain text'],
  ['image/jpeg', 'JPEG image'],
  ['image/png', 'PNG image'],
  ['image/svg+xml', 'SVG drawing'],
  ['audio/wav', 'WAV recording'],
  ['audio/mpeg', 'MP3 recording'],
  ['video/mp4', 'MP4 video'],
]);

/** A media type in words; the type itself where it has none. It stands as it is in records/exhibits.csv. */
export function mediaWords(mediaType: string): string {
  return words.get(mediaType) ?? mediaType;
}

/** Endings for parts that have no name, so that a person sees what they are. */
const endings: Record<string, string> = {
  'text/plain': '.txt',
  'text/html': '.html',
  'text/calendar': '.ics',
  'text/csv': '.csv',
  'text/rtf': '.rtf',
  'application/rtf': '.rtf',
  'application/pdf': '.pdf',
  'application/zip': '.zip',
  'application/ms-tnef': '.tnef',
  'application/vnd.ms-tnef': '.tnef',
  'application/pkcs7-mime': '.p7m',
  'application/x-pkcs7-mime': '.p7m',
  'application/pkcs7-signature': '.p7s',
  'application/x-pkcs7-signature': '.p7s',
  'application/pgp-signature': '.asc',
  'application/vnd.ms-outlook': '.msg',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/gif': '.gif',
  'message/rfc822': '.eml',
  'message/global': '.eml',
  'message/delivery-status': '.txt',
  'message/disposition-notification': '.txt',
  'text/rfc822-headers': '.txt',
};

/** A name a list can show: the last step of what the message calls it, or one made from its place and type. */
export function attachmentName(stated: string, mediaType: string, path: string): string {
  // What looks like a way through folders is only the sender's wish.
  const last = stated.split(/[\\/]/).at(-1)?.replaceAll('\0', '').trim() ?? '';
  if (last !== '' && last !== '.' && last !== '..') return last.slice(-240);
  const what = /\b(pkcs7|pgp)-signature$/.test(mediaType) ? 'signature' : 'part';
  return `${what}-${path === '' ? '0' : path}${endings[mediaType] ?? '.bin'}`;
}

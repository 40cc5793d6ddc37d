import { ProfferError } from '../../../../shared/domain/errors.ts';
import type { Findings } from '../findings.ts';
import type { Part } from '../mime/part-tree.ts';
import { cmsWords, isCms, openCms } from './open-cms.ts';

const sealedTypes = new Set(['application/pkcs7-mime', 'application/x-pkcs7-mime']);

/**
 * What a sealed part holds in clear: the message within an S/MIME signature (RFC 8551, 3.5.2). Null where it holds none; then
 * a finding says what the part is and what can be done.
 */
export function openSealed(
  part: Part,
  name: string,
  bytes: Buffer,
  place: string,
  findings: Findings,
): Buffer | null {
  const sealed = sealedTypes.has(part.type.value);
  if (!sealed && !(/\.p7m$/i.test(name) && isCms(bytes))) return null;
  try {
    const { kind, content } = openCms(bytes);
    if (kind === 'signed' && content)
      findings.add('info', place, 'signed', `${cmsWords.signed} The message within it was read.`);
    else if (kind === 'signed') findings.add('info', place, 'signed', cmsWords.signed);
    else findings.add('warning', place, kind, cmsWords[kind]);
    return content;
  } catch (error) {
    if (!(error instanceof ProfferError)) throw error;
    findings.add('error', place, 'sealed-damaged', `${error.message} It is kept as an attachment.`);
    return null;
  }
}

/** Says of a signed or encrypted multipart (RFC 1847, RFC 3156) what it is, and which part the signature is. */
export function tellSealed(part: Part, place: string, findings: Findings): void {
  const protocol = part.type.parameters.get('protocol')?.toLowerCase() ?? '';
  const by = /pgp/.test(protocol) ? 'OpenPGP' : /pkcs7/.test(protocol) ? 'S/MIME' : 'an unnamed scheme';
  if (part.type.value === 'multipart/signed') {
    const signature = part.children[1];
    findings.add(
      'info',
      place,
      'signed',
      `It is signed (${by}); the signature${signature ? ` is part ${signature.path} and` : ''} was not checked.`,
    );
  } else if (part.type.value === 'multipart/encrypted')
    findings.add('warning', place, 'encrypted', by === 'OpenPGP' ? openPgpEncrypted : cmsWords.encrypted);
}

const openPgpEncrypted =
  'It is encrypted with OpenPGP. Only its recipient’s key opens it: ask whoever received it to save the message decrypted and take that in beside it.';

/** OpenPGP within the text itself (RFC 4880, 6.2 and 7). */
export function tellArmoured(text: string, place: string, findings: Findings): void {
  if (/^-----BEGIN PGP MESSAGE-----/m.test(text))
    findings.add('warning', place, 'encrypted', openPgpEncrypted);
  else if (/^-----BEGIN PGP SIGNED MESSAGE-----/m.test(text))
    findings.add('info', place, 'signed', 'Its text is signed (OpenPGP); the signature was not checked.');
}

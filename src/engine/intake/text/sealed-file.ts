import { cmsWords, isCms, openCms } from '../mail/cms/open-cms.ts';
import { type ContentText, emptyContent } from './content-text.ts';
import { type EmbeddedFile, EmbeddedFiles } from './embedded-files.ts';

/** Fields of MIME with which the content of a signed mail begins. */
const mailHead = /^(?:content-type|mime-version|content-transfer-encoding|received|from|subject|date):/i;
const largestText = 64 << 20;

/** A file signed or encrypted as S/MIME does it (`.p7m`, `.p7s`): what is signed is taken out. Null on any other. */
export function readSealedFile({
  bytes,
  name,
}: {
  bytes: Uint8Array;
  name: string;
}): (ContentText & { embedded: EmbeddedFile[] }) | null {
  const sealed = isCms(bytes) ? bytes : /\.p7[ms]$/i.test(name) ? armoured(bytes) : null;
  if (!sealed) return null;
  const { kind, content } = openCms(sealed);
  const read = { ...emptyContent(kind === 'signed' ? 'Signed file (CMS)' : 'Sealed file (CMS)') };
  const found = new EmbeddedFiles();
  if (content) {
    const bare = name.replace(/\.p7[ms]$/i, '') || 'signed';
    const isMail = mailHead.test(content.toString('latin1', 0, 100)) && !/\.eml$/i.test(bare);
    found.add(isMail ? `${bare}.eml` : bare, Uint8Array.from(content), 'signed content');
  }
  if (kind !== 'signed')
    read.findings.push({ severity: 'warning', code: kind, message: cmsWords[kind], place: '' });
  read.outcome =
    kind !== 'signed'
      ? cmsWords[kind]
      : content
        ? `${cmsWords.signed} What is signed was taken out of it.`
        : 'A signature of something that lies beside it. It was not checked.';
  return { ...read, findings: [...read.findings, ...found.findings], embedded: found.files };
}

/** The same in base64, with or without the lines of PEM (RFC 7468). */
function armoured(bytes: Uint8Array): Buffer | null {
  if (bytes.length > largestText) return null;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    .toString('latin1')
    .replace(/-----(?:BEGIN|END) (?:PKCS7|CMS)-----/g, '');
  if (!/^[A-Za-z0-9+/=\s]+$/.test(text)) return null;
  const decoded = Buffer.from(text, 'base64');
  return isCms(decoded) ? decoded : null;
}

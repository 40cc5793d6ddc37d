import { decodeText } from '../mail/charset.ts';
import { Findings } from '../mail/findings.ts';
import { allParts, type Part, readPartTree } from '../mail/mime/part-tree.ts';
import { decodeTransfer } from '../mail/mime/transfer-encoding.ts';
import { type ContentText, emptyContent, PageList } from './content-text.ts';
import { htmlToText } from './html-text.ts';
import { LinkList } from './link-list.ts';

const locationOf = (part: Part): string =>
  part.header.fields
    .find(({ name }) => /^(snapshot-)?content-location$/i.test(name))
    ?.bytes.toString('latin1')
    .trim() ?? '';

/** A page saved whole by a browser (MHTML, RFC 2557): the text of its HTML and plain parts, one page each. */
export function readMht(bytes: Uint8Array): ContentText {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const findings = new Findings();
  const root = readPartTree(buffer, findings);
  const list = new PageList();
  const links = new LinkList();
  const addresses: { name: string; value: string }[] = [];
  for (const part of allParts(root)) {
    const where = locationOf(part);
    if (where !== '') addresses.push({ name: part.type.value || 'page', value: where });
    if (part.type.value !== 'text/html' && part.type.value !== 'text/plain') continue;
    const body = decodeTransfer(buffer.subarray(part.start, part.end), part.encoding);
    const { text } = decodeText(body.bytes, part.type.parameters.get('charset') ?? null);
    if (part.type.value === 'text/plain') list.add(where, text);
    else {
      const read = htmlToText(text);
      list.add(where || read.title, read.text);
      for (const address of read.links.all()) links.add(address.where, address.target);
    }
  }
  const hasText = list.hasText;
  links.addTo(list);
  return {
    ...emptyContent('Saved web page (MHTML)'),
    pages: list.pages,
    findings: [...findings.all(), ...list.findings],
    metadata: addresses.length > 0 ? [{ name: 'Saved from', entries: addresses }] : [],
    outcome: hasText ? '' : 'The saved page holds no text.',
  };
}

import { Parser } from 'htmlparser2';
import { blocks, deepest, FlowingText, unread } from '../html-flow.ts';
import { countListTables } from '../tables/html/recognise-tables.ts';
import { type ContentText, emptyContent, PageList } from './content-text.ts';
import { decodeBytes } from './decode-text.ts';
import { LinkList } from './link-list.ts';

const kept = new Set(['pre', 'textarea', 'listing', 'xmp']);
/** Where an element leads or what it loads: found, never followed. */
const addresses: Record<string, string[]> = {
  a: ['href'],
  area: ['href'],
  base: ['href'],
  link: ['href'],
  form: ['action'],
  button: ['formaction'],
  input: ['formaction', 'src'],
  iframe: ['src'],
  frame: ['src'],
  script: ['src'],
  img: ['src'],
  object: ['data'],
  embed: ['src'],
  video: ['src', 'poster'],
  audio: ['src'],
  source: ['src'],
};

/** Text of HTML as a reader would see it, without running, loading or laying out any of it. */
export function htmlToText(html: string): { text: string; links: LinkList; title: string } {
  const out = new FlowingText();
  const links = new LinkList();
  let skipping = 0;
  let preserved = 0;
  let title: string | null = null;
  let inTitle = false;
  let depth = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth += 1;
        if (depth > deepest) throw new TooDeep();
        for (const attribute of addresses[name] ?? []) links.add(`<${name}>`, attributes[attribute]);
        if (name === 'meta' && /^refresh$/i.test(attributes['http-equiv'] ?? ''))
          links.add('<meta refresh>', /url\s*=\s*["']?([^"']+)/i.exec(attributes.content ?? '')?.[1]);
        if (unread.has(name)) skipping += 1;
        if (kept.has(name)) preserved += 1;
        if (name === 'title' && title === null) {
          inTitle = true;
          title = '';
        }
        if (name === 'br') out.line();
        else if (blocks.has(name)) out.block();
        else if (name === 'td' || name === 'th') out.cell();
        else if (name === 'img' && attributes.alt) out.write(attributes.alt, false);
        else if (name === 'input' && attributes.value && !/^(hidden|password)$/i.test(attributes.type ?? ''))
          out.write(` ${attributes.value} `, false);
      },
      ontext(text) {
        if (inTitle) title += text;
        if (skipping === 0) out.write(text, preserved > 0);
      },
      onclosetag(name) {
        depth -= 1;
        if (unread.has(name)) skipping = Math.max(0, skipping - 1);
        if (kept.has(name)) preserved = Math.max(0, preserved - 1);
        if (name === 'title') inTitle = false;
        if (blocks.has(name)) out.block();
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  try {
    parser.write(html);
    parser.end();
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    return { text: withoutTags(html), links, title: '' };
  }
  return { text: out.text(), links, title: (title ?? '').replace(/\s+/g, ' ').trim() };
}

class TooDeep extends Error {}

/** What is left of a page that nests without measure: everything between tags, whatever they mean. */
function withoutTags(html: string): string {
  const out = new FlowingText();
  let at = 0;
  for (let open = html.indexOf('<'); open >= 0; open = html.indexOf('<', at)) {
    out.write(`${html.slice(at, open)} `, false);
    const close = html.indexOf('>', open);
    if (close < 0) return out.text();
    at = close + 1;
  }
  out.write(html.slice(at), false);
  return out.text();
}

/** A page saved from the web, as text, with the addresses it leads to or loads on a page of their own. */
export function readHtml(bytes: Uint8Array, name: string): ContentText {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
  const declared = /<meta[^>]{0,200}?charset\s*=\s*["']?([\w:.-]{2,40})/i.exec(head)?.[1] ?? null;
  const { text, encoding, assumed } = decodeBytes(bytes, declared);
  const tables = countListTables(text, name);
  const format =
    tables === 0 ? 'HTML page' : `HTML page with ${tables === 1 ? 'a table' : `${tables} tables`}`;
  return {
    ...fromHtml(text, format),
    encoding,
    assumed: assumed ? [assumed] : [],
    importable: tables > 0 ? 'table' : '',
  };
}

export function fromHtml(html: string, format: string): ContentText {
  const read = htmlToText(html);
  const list = new PageList();
  list.add('', read.text);
  const hasText = list.hasText;
  read.links.addTo(list);
  return {
    ...emptyContent(format),
    pages: list.pages,
    findings: list.findings,
    metadata: read.title ? [{ name: 'HTML', entries: [{ name: 'Title', value: read.title }] }] : [],
    language: /<html[^>]{0,500}?\blang\s*=\s*["']?([\w-]{2,20})/i.exec(html.slice(0, 10_000))?.[1] ?? '',
    outcome: hasText || list.hasText ? '' : 'The page holds no text.',
  };
}

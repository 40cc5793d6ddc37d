import { Parser } from 'htmlparser2';
import type { Findings } from '../findings.ts';
import { limits } from '../limits.ts';
import { defangTarget, type MailLink, readLink } from './links.ts';

/** A stretch of text of one look. */
export interface Run {
  text: string;
  bold?: true;
  italic?: true;
  struck?: true;
  /** The sender's style kept it from the reader's eye. */
  hidden?: true;
  /** Index into the links of the body. */
  link?: number;
  image?: BodyImage;
}

export interface BodyImage {
  /** `attached`: a part of this message, by its Content-ID; `remote`: not fetched; `inline`: in the HTML itself. */
  source: 'attached' | 'remote' | 'inline';
  /** Content-ID, defanged address, or media type. */
  where: string;
}

export interface Block {
  kind: 'paragraph' | 'heading' | 'item' | 'quote' | 'code' | 'row' | 'rule';
  /** Lists and quotes around it. */
  depth: number;
  runs: Run[];
}

export interface SafeBody {
  /** What is left of HTML when nothing in it can run, load or be clicked: text in blocks. */
  blocks: Block[];
  links: MailLink[];
  text: string;
  truncated: boolean;
}

const blockKinds: Record<string, Block['kind']> = {
  ...{ h1: 'heading', h2: 'heading', h3: 'heading', h4: 'heading', h5: 'heading', h6: 'heading' },
  ...{ li: 'item', dt: 'item', dd: 'item', pre: 'code', tr: 'row', blockquote: 'quote' },
};
const blockElements = new Set(
  'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol optgroup option p pre section summary table tbody tfoot thead tr ul'.split(
    ' ',
  ),
);
const unread = new Set(['script', 'style', 'head', 'title', 'noframes', 'template', 'xml']);
const active = new Set([
  'script',
  'iframe',
  'frame',
  'object',
  'embed',
  'applet',
  'svg',
  'math',
  'audio',
  'video',
]);
const voids = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
const hiddenStyle =
  /display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|max-height|opacity)\s*:\s*0(?:px|pt|em|%)?\s*(?:;|!|$)|mso-hide\s*:\s*all/i;

/** Characters given to the parser at once. */
const pieceCharacters = 16_384;

interface Frame {
  name: string;
  bold: boolean;
  italic: boolean;
  struck: boolean;
  hidden: boolean;
  unread: boolean;
  kind: Block['kind'];
  depth: number;
  link: number | undefined;
}

const base: Frame = {
  name: '',
  bold: false,
  italic: false,
  struck: false,
  hidden: false,
  unread: false,
  kind: 'paragraph',
  depth: 0,
  link: undefined,
};

/** HTML as safe blocks: nothing of its markup survives but what is listed here. Bounded in depth, blocks and links. */
export function readHtmlBody(html: string, findings: Findings, place: string): SafeBody {
  const blocks: Block[] = [];
  const links: MailLink[] = [];
  const linkText: string[] = [];
  const stack: Frame[] = [base];
  const actives = new Set<string>();
  let current: Block | null = null;
  let characters = 0;
  let truncated = false;
  let remote = 0;
  let handlers = 0;
  let hiddenText = false;
  let skippedDepth = 0;
  let endless = false;
  const top = () => stack.at(-1)!;

  const endBlock = () => {
    if (
      current &&
      (current.kind === 'rule' || current.runs.some((run) => run.image || run.text.trim() !== ''))
    ) {
      trimBlock(current);
      if (blocks.length < limits.htmlBlocks) blocks.push(current);
      else truncated = true;
    }
    current = null;
  };
  const block = (): Block => {
    current ??= { kind: top().kind, depth: top().depth, runs: [] };
    return current;
  };
  const add = (text: string, image?: BodyImage) => {
    const frame = top();
    if (frame.unread || truncated) return;
    characters += text.length;
    if (characters > limits.textCharacters || blocks.length >= limits.htmlBlocks) {
      truncated = true;
      return;
    }
    const { runs, kind } = block();
    const shown = kind === 'code' ? text : text.replace(/[ \t\r\n\f]+/g, ' ');
    if (shown === '' && !image) return;
    if (frame.hidden && shown.trim() !== '') hiddenText = true;
    if (frame.link !== undefined)
      linkText[frame.link] = `${linkText[frame.link] ?? ''}${shown}`.slice(0, 1000);
    const last = runs.at(-1);
    const look = lookOf(frame);
    if (last && !image && !last.image && sameLook(last, look)) last.text += shown;
    else runs.push({ text: shown, ...look, ...(image && { image }) });
  };
  const addLink = (kind: MailLink['kind'], target: string): number | undefined => {
    if (target.trim() === '' || target.startsWith('#')) return undefined;
    if (links.length >= limits.links) {
      truncated = true;
      return undefined;
    }
    links.push(readLink(kind, '', target));
    return links.length - 1;
  };
  const addImage = (source: string, alternative: string) => {
    if (source === '') return;
    if (/^cid:/i.test(source)) add(alternative, { source: 'attached', where: decodeSafely(source.slice(4)) });
    else if (/^data:/i.test(source))
      add(alternative, { source: 'inline', where: source.slice(5, 60).split(/[;,]/)[0] ?? '' });
    else {
      remote += 1;
      add(alternative, { source: 'remote', where: defangTarget(source.slice(0, 2000)) });
    }
  };

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (stack.length > limits.htmlDepth) {
          if (!voids.has(name)) skippedDepth += 1;
          // The parser's own work grows with the depth: what is nested without end is read without its markup.
          if (skippedDepth > limits.htmlDepth) endless = true;
          return;
        }
        if (active.has(name)) actives.add(name);
        if (Object.keys(attributes).some((key) => key.startsWith('on'))) handlers += 1;
        const style = attributes.style ?? '';
        if (/url\s*\(\s*['"]?\s*(?:https?:)?\/\//i.test(style) || attributes.background) remote += 1;
        if (blockElements.has(name)) endBlock();
        const outer = top();
        const frame: Frame = {
          ...outer,
          name,
          bold:
            outer.bold ||
            ['b', 'strong', 'th'].includes(name) ||
            /font-weight\s*:\s*(?:bold|[6-9]00)/i.test(style),
          italic: outer.italic || ['i', 'em', 'cite'].includes(name),
          struck: outer.struck || ['s', 'strike', 'del'].includes(name),
          hidden: outer.hidden || hiddenStyle.test(style) || 'hidden' in attributes,
          unread: outer.unread || unread.has(name),
          kind:
            blockKinds[name] ??
            (blockElements.has(name) && outer.kind !== 'quote' && outer.kind !== 'item'
              ? 'paragraph'
              : outer.kind),
          depth: outer.depth + (['ul', 'ol', 'blockquote'].includes(name) ? 1 : 0),
        };
        if (name === 'br') {
          if (top().kind === 'code') add('\n');
          else {
            const kind = block();
            endBlock();
            current = {
              kind: kind.kind === 'heading' ? 'paragraph' : kind.kind,
              depth: kind.depth,
              runs: [],
            };
          }
        } else if (name === 'hr') {
          current = { kind: 'rule', depth: outer.depth, runs: [] };
          endBlock();
        } else if (name === 'img') addImage(attributes.src?.trim() ?? '', attributes.alt ?? '');
        else if (name === 'a' || name === 'area') {
          const link = addLink('link', attributes.href ?? '');
          if (link !== undefined) frame.link = link;
        } else if (name === 'form') addLink('form', attributes.action ?? '');
        else if (name === 'input' || name === 'button') {
          if (attributes.type !== 'hidden')
            add(
              ` [${attributes.type ?? name}: ${attributes.placeholder ?? attributes.value ?? attributes.name ?? ''}] `,
            );
          if (attributes.formaction) addLink('form', attributes.formaction);
        } else if (name === 'iframe' || name === 'frame') addLink('frame', attributes.src ?? '');
        else if (name === 'meta' && attributes['http-equiv']?.toLowerCase() === 'refresh') {
          addLink('refresh', /url\s*=\s*['"]?([^'"]*)/i.exec(attributes.content ?? '')?.[1] ?? '');
        } else if (name === 'link' && attributes.href) remote += 1;
        else if (name === 'td' || name === 'th') {
          if (current && current.runs.length > 0) add(' \u2003');
        }
        if (!voids.has(name)) stack.push(frame);
      },
      ontext: add,
      onclosetag(name) {
        if (voids.has(name)) return;
        if (skippedDepth > 0) {
          skippedDepth -= 1;
          return;
        }
        if (blockElements.has(name)) endBlock();
        if (stack.length > 1 && top().name === name) stack.pop();
      },
    },
    { lowerCaseTags: true, lowerCaseAttributeNames: true, decodeEntities: true },
  );
  // In small pieces, so that it can be left soon: a parser asked to take all at once takes all.
  let at = 0;
  for (; at < html.length && !truncated && !endless; at += pieceCharacters)
    parser.write(html.slice(at, at + pieceCharacters));
  if (endless) {
    endBlock();
    stack.length = 1;
    // The piece before may have ended within a tag.
    const open = html.lastIndexOf('<', at - 1);
    const from = open >= 0 && !html.slice(open, at).includes('>') ? open : at;
    add(html.slice(from, from + limits.textCharacters).replace(/<[^<>]*>/g, ' '));
    findings.add(
      'warning',
      place,
      'too-deep',
      `The HTML is nested deeper than ${limits.htmlDepth}: from there on its text is shown without its shape.`,
    );
  } else parser.end();
  endBlock();

  const read = links.map((link, index) => readLink(link.kind, linkText[index] ?? '', link.target));
  if (actives.size > 0)
    findings.add(
      'warning',
      place,
      'active-content',
      `The HTML holds what could run or load something (${[...actives].sort().join(', ')}); none of it did.`,
    );
  if (handlers > 0)
    findings.add(
      'warning',
      place,
      'script-handlers',
      `The HTML holds ${handlers} element${handlers === 1 ? '' : 's'} with scripts in attributes; none ran.`,
    );
  if (remote > 0)
    findings.add(
      'info',
      place,
      'remote-content',
      `The HTML asks for ${remote} thing${remote === 1 ? '' : 's'} from other hosts; nothing was fetched.`,
    );
  if (hiddenText)
    findings.add(
      'warning',
      place,
      'hidden-text',
      'The HTML holds text that its style hides from the reader.',
    );
  if (truncated)
    findings.add(
      'warning',
      place,
      'body-cut',
      'The body is longer than is shown; the whole is in the original.',
    );
  return { blocks, links: read, text: blocksText(blocks), truncated };
}

const lookOf = (frame: Frame): Omit<Run, 'text' | 'image'> => ({
  ...(frame.bold && { bold: true as const }),
  ...(frame.italic && { italic: true as const }),
  ...(frame.struck && { struck: true as const }),
  ...(frame.hidden && { hidden: true as const }),
  ...(frame.link !== undefined && { link: frame.link }),
});

const sameLook = (one: Omit<Run, 'text'>, other: Omit<Run, 'text'>): boolean =>
  one.bold === other.bold &&
  one.italic === other.italic &&
  one.struck === other.struck &&
  one.hidden === other.hidden &&
  one.link === other.link;

function trimBlock(block: Block): void {
  if (block.kind === 'code') return;
  const first = block.runs[0];
  const last = block.runs.at(-1);
  if (first) first.text = first.text.trimStart();
  if (last) last.text = last.text.trimEnd();
  block.runs = block.runs.filter((run) => run.text !== '' || run.image);
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The blocks as plain text: what search reads. Where a link leads stands in brackets behind it, as written. */
export function blocksText(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      const mark = block.kind === 'item' ? '- ' : block.kind === 'quote' ? '> ' : '';
      return (
        mark +
        block.runs
          .map((run) => run.text)
          .join('')
          .trimEnd()
      );
    })
    .join('\n');
}

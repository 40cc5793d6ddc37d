import type { Findings } from '../findings.ts';
import { limits } from '../limits.ts';
import type { ParsedMail } from '../parsed-mail.ts';
import type { BodyPart } from '../sort-parts.ts';
import { blocksText, readHtmlBody, type SafeBody } from './html-body.ts';
import { linksInText, type MailLink } from './links.ts';

/** The words of a message: plain text as sent, HTML in safe form, where both lead. */
export function readBody(
  parts: readonly BodyPart[],
  findings: Findings,
): { body: ParsedMail['body']; links: MailLink[] } {
  for (const part of parts) {
    const where = part.path === '' ? 'message' : `part ${part.path}`;
    if (part.assumed)
      findings.add(
        'info',
        where,
        'charset-assumed',
        `Its charset is not stated or not true; read as ${part.charset}, assumed.`,
      );
  }
  const plain = parts.filter((part) => !part.html);
  const html = parts.filter((part) => part.html);
  const safe = html.map((part) =>
    readHtmlBody(part.text, findings, part.path === '' ? 'message' : `part ${part.path}`),
  );
  const joined = joinHtml(safe);
  const whole = plain.map((part) => part.text).join('\n\n');
  const cut = whole.length > limits.textCharacters;
  if (cut)
    findings.add(
      'warning',
      'message',
      'body-cut',
      'The body is longer than is read; the whole is in the original.',
    );
  const ownText = cut ? whole.slice(0, limits.textCharacters) : whole;
  const text = plain.length > 0 && ownText.trim() !== '' ? ownText : joined.text;
  const otherText = text === joined.text || sameWords(text, joined.text) ? '' : joined.text;
  const known = new Set(joined.links.map((link) => link.target));
  const fromText = linksInText(ownText, limits.links).filter((link) => !known.has(link.target));
  const main = plain[0] ?? html[0];
  return {
    body: {
      text,
      charset: main?.charset ?? '',
      charsetAssumed: main?.assumed ?? false,
      blocks: html.length > 0 ? joined.blocks : null,
      truncated: cut || joined.truncated,
      otherText,
    },
    links: [...joined.links, ...fromText].slice(0, limits.links),
  };
}

/** Several HTML bodies one after the other; a link's index moves by those before it. */
function joinHtml(bodies: readonly SafeBody[]): SafeBody {
  const all: SafeBody = { blocks: [], links: [], text: '', truncated: false };
  for (const body of bodies) {
    const before = all.links.length;
    for (const block of body.blocks) {
      for (const run of block.runs) if (run.link !== undefined) run.link += before;
      all.blocks.push(block);
    }
    all.links.push(...body.links);
    all.truncated ||= body.truncated;
  }
  all.text = blocksText(all.blocks);
  return all;
}

/** Whether the HTML says nothing the plain text does not: compared by their words. */
function sameWords(plain: string, html: string): boolean {
  const wordsOf = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []);
  const known = wordsOf(plain);
  for (const word of wordsOf(html)) if (!known.has(word)) return false;
  return true;
}

import {
  alsoFiles,
  commonWords,
  fileEndings,
  fileStems,
  products,
  programEndings,
  wordEndings,
} from './host-words.ts';

const titleCase = /^\p{Lu}\p{Ll}+$/u;
const programAfter = /^(?:\(|\)?[;{]\s*$|\)\s*[{;]|\s*(?:[!=<>]==?|&&|\|\||=>|[-+*/]?=\s|\?\s)|\[)/;
const programBefore =
  /(?:\b(?:return|typeof|new|var|let|const|await|throw|delete|void)\s|[!&|]\s?|[=<>]=\s?|\s=\s|->|\$|::|#|\\)$/;
const quotedAround = (before: string, after: string): boolean =>
  /["'`>]$/.test(before) && /^["'`<]/.test(after);
const statement = /[;{}]\s*$|^\s*(?:\/\/|\*|#include|import\s|from\s\S+\simport|def\s|<\?php)/;

/** Whether a text is a program or a style sheet: many of its lines end as statements do. */
export function looksLikeProgram(text: string): boolean {
  const lines = text
    .slice(0, 40_000)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.length >= 8 && lines.filter((line) => statement.test(line)).length > lines.length * 0.4;
}

export interface Surroundings {
  before: string;
  after: string;
  /** Whether the text is a program, where a dot mostly parts a thing from its member. */
  inProgram: boolean;
  /** Whether it was written so that nobody clicks it: then somebody took it for an address. */
  defanged: boolean;
}

/** The parts of a host as the rules below look at them. */
interface Parts {
  labels: string[];
  last: string;
  ending: string;
  /** The label before the ending. */
  name: string;
  /** The ending is a word of a sentence or of a program too. */
  wordy: boolean;
}

/** Whether a run with a known ending, found in running text, is likely meant as the name of a site. */
export function isLikelyHost(host: string, surroundings: Surroundings): boolean {
  if (surroundings.defanged || /^www\d?\./i.test(host)) return true;
  if (/^(?:x|t|g|a|q|z|fb|wa)\.(?:com|co|me)$/.test(host)) return true;
  const labels = host.split('.');
  const last = labels.at(-1) ?? '';
  const ending = last.toLowerCase();
  const wordy = wordEndings.has(ending) || programEndings.has(ending);
  const parts: Parts = { labels, last, ending, name: labels.at(-2) ?? '', wordy };
  return (
    !isInitials(host, parts) &&
    !isMember(parts, surroundings) &&
    !isFile(parts, surroundings) &&
    !isSentence(parts)
  );
}

/** `B.Com`, `P.O.BOX`. */
const isInitials = (host: string, { labels }: Parts): boolean =>
  labels.slice(0, -1).every((label) => [...label].length === 1) &&
  !/^\p{L}\.(?:example|test|invalid)$/iu.test(host);

/** A piece of a program: `response.data`, `com.example.app`, `ASP.NET`. */
function isMember({ labels, ending, wordy }: Parts, { before, after, inProgram }: Surroundings): boolean {
  if (after.startsWith('(') || products.test(labels.join('.'))) return true;
  const packaged = /^(?:com|org|net|io|android|java|javax)$/i.test(labels[0] ?? '') && labels.length > 2;
  if (packaged && !/^(?:com|net|org)$/.test(ending)) return true;
  if (wordy && (programAfter.test(after) || programBefore.test(before))) return true;
  if (wordy && labels.slice(0, -1).some((label) => /^[a-z]+[A-Z]/.test(label))) return true;
  if (!inProgram || quotedAround(before, after)) return false;
  return (
    wordy ||
    fileEndings.has(ending) ||
    alsoFiles.has(ending) ||
    !/^(?:com|net|org|info|biz|[a-z]{2})$/.test(ending)
  );
}

function isFile({ labels, ending, name, wordy }: Parts, { before }: Surroundings): boolean {
  // A folder before it: `/tmp/x.info`, `docs/page.html`.
  if (/\/[\w.-]+\/$/.test(before) || (wordy && /\w\/$/.test(before))) return true;
  if (fileEndings.has(ending) && labels.length <= 3) return true;
  // No registry of a country takes an underscore; names of files have many.
  if (ending.length === 2 && name.includes('_')) return true;
  if (labels.length === 2 && (wordy || alsoFiles.has(ending)) && fileStems.test(name)) return true;
  return /^\d{1,2}$/.test(name) && labels.length <= 3;
}

/** Two sentences that lost their blank: `again.In`, `ok.call`, `Co.UK`. */
function isSentence({ labels, last, ending, name, wordy }: Parts): boolean {
  if (titleCase.test(last)) {
    const named = /^(?:com|net|org|example|test|invalid)$/i.test(last) && [...name].length > 2;
    if (!named || !titleCase.test(labels[0] ?? '')) return true;
  }
  if (labels.length > 2) return false;
  const shouted = /^\p{Lu}{2,}$/u.test(last) && !/^[\p{Lu}\p{N}_-]+$/u.test(name);
  if (shouted && (wordy || titleCase.test(name))) return true;
  return wordEndings.has(ending) && commonWords.has(name.toLowerCase());
}

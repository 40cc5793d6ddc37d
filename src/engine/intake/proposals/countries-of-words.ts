import { countryAtStart, countryNamed } from './country-places.ts';

export interface ToldPlace {
  country: string;
  /** The words that tell it, and where they begin; UTF-16, into the text. */
  quote: string;
  at: number;
}

/** Where somebody says of themselves that they live; present tense only: whoever lived there lives elsewhere. */
const lives =
  /(?<!\b(?:if|whether|did|do|used to|not|never|n't|once) )(?<![\p{L}\p{M}'’])(?:(?:I|we)(?: (?:currently|now|still|both|all|also))? (?:live|reside)(?: (?:here|alone|now))? in|(?:I am|I['’]m|we are|we['’]re)(?: (?:currently|now|still))? (?:living|residing|located|based) in|(?:I am|I['’]m|we are|we['’]re) (?:(?:an? )?(?:[\p{L}-]+ ){0,3}?residents? of|from)|(?:my|our) (?:home|house|flat|apartment|residence|home address) (?:is )?in|ich (?:wohne|lebe)(?: (?:hier|derzeit|zurzeit|allein))? in|wohnhaft in|ich komme aus|(?:vivo|vivimos|resido|residimos) en|soy residente (?:en|de)|j['’](?:habite|vis) (?:en|au|aux|à|dans)|je (?:vis|réside) (?:en|au|aux|à|dans)|nous (?:habitons|vivons|résidons) (?:en|au|aux|à|dans))(?![\p{L}\p{M}])/giu;
/** मैं भारत में रहता हूँ: the place stands before its word. */
const livesHindi = /(?:मैं|हम) (?<place>[\p{L}\p{M} ]{2,40}?) में (?:रहत[ाीे])/gu;

/** How much of a sentence behind it may name the place. */
const reach = 120;
/** `a small town in`, `northern`, `the suburbs of`: before a name. */
const around =
  /^\s*(?:(?:an?|the) (?:[\p{L}-]+ ){1,4}?(?:in|of|near|outside) |(?:northern|southern|eastern|western|central|rural|upstate|north|south|north-?east(?:ern)?|south-?east(?:ern)?|north-?west(?:ern)?|south-?west(?:ern)?) (?=\p{L})|(?:the )?state of ){1,2}/iu;
const mostParts = 4;
/** Nobody says it more often. */
const mostRead = 100;
/** How far back quotation marks may open. */
const longestSpeech = 1000;

/**
 * Countries somebody says they live in. A currency or the end of a mailbox's domain is none of its signs: dollars are paid to
 * callers all over the world, many countries share a currency, and mailboxes in .com, .net or a provider's country are everybody's.
 */
export function countriesOfWords(text: string): ToldPlace[] {
  const told: ToldPlace[] = [];
  for (const match of [...text.matchAll(lives)].slice(0, mostRead)) {
    if (isSpoken(text, match.index)) continue;
    const from = match.index + match[0].length;
    const place = placeBehind(text.slice(from, from + reach));
    if (place)
      told.push({
        country: place.country,
        quote: text
          .slice(match.index, from + place.length)
          .replace(/\s+/g, ' ')
          .trim(),
        at: match.index,
      });
  }
  for (const match of text.matchAll(livesHindi)) {
    const country = countryNamed(match.groups?.place ?? '');
    if (country !== null) told.push({ country, quote: match[0], at: match.index });
  }
  return told;
}

/** `Dayton, Ohio, and my son …`: the last of the names that follow each other, as the widest. `length`: up to its end. */
function placeBehind(behind: string): { country: string; length: number } | null {
  const sentence = behind.split(/[.!?;\n](?=\s|$)|\n/, 1)[0] ?? '';
  let found: { country: string; length: number } | null = null;
  let at = 0;
  for (const [number, part] of sentence.split(',').slice(0, mostParts).entries()) {
    // `Northern Ireland` is a name of its own, `northern Ohio` is not.
    const lead = number > 0 || countryAtStart(part) ? '' : (around.exec(part)?.[0] ?? '');
    const rest = part.slice(lead.length);
    const place = countryAtStart(rest);
    if (place) {
      const blanks = rest.length - rest.trimStart().length;
      found = { country: place.country, length: at + lead.length + blanks + place.name.length };
      if (rest.trim() !== place.name) break;
    } else if (!/^\s*\p{Lu}[\p{L}\p{M}'’. -]*$/u.test(rest)) break;
    at += part.length + 1;
  }
  return found;
}

/** Whether it is somebody else's speech: between quotation marks that open before it on its line. */
function isSpoken(text: string, at: number): boolean {
  const before = text.slice(Math.max(at - longestSpeech, text.lastIndexOf('\n', at - 1) + 1), at);
  const straight = before.split('"').length - 1;
  return straight % 2 === 1 || /[“„«][^”«»]*$/.test(before);
}

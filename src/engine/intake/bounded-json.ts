import { ProfferError } from '../../shared/domain/errors.ts';
import { jsonTrouble } from './failure-words.ts';

/** Lists and objects within each other; real documents have some dozens. */
const deepest = 1_000;
/** Bytes of heap a document becomes at most; threads that read them are allowed about twice of it. */
const mostBytes = 384 << 20;

/** What V8 keeps for each, rounded up, on a 64-bit machine. */
const bytesOf = { container: 64, string: 32, other: 16, knownKey: 8, newKey: 300 };

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const isOpening = (code: number): boolean => code === 0x5b || code === 0x7b;
const isClosing = (code: number): boolean => code === 0x5d || code === 0x7d;

/**
 * `JSON.parse` of a text that is hostile until parsed. Parsing cannot be interrupted, and two bytes of text can become sixty of
 * memory: so what it would take is reckoned first, in one pass that keeps nothing.
 * @throws ProfferError `invalid-input` for more values than are read, `corrupt` for what is no JSON: text that only begins like
 * it may open brackets and never close them.
 */
export function parseJson(text: string): unknown {
  requireModest(text);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ProfferError(
      'corrupt',
      `This is no JSON document: ${jsonTrouble(error, text)}. Ask its source for it again.`,
    );
  }
}

function requireModest(text: string): void {
  // Names of members by their hash: V8 keeps each distinct one, and the shapes of objects that it makes.
  const known = new Int32Array(1 << 16);
  let bytes = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      const from = at + 1;
      let hash = 17;
      for (at = from; at < text.length; at++) {
        const inner = text.charCodeAt(at);
        if (inner === quote) break;
        hash = (Math.imul(hash, 31) + inner) | 0;
        if (inner === backslash) at += 1;
      }
      let next = at + 1;
      while (text.charCodeAt(next) === 0x20) next += 1;
      if (text.charCodeAt(next) !== colon) bytes += bytesOf.string + 2 * (at - from);
      else if (known[hash & 0xffff] === hash) bytes += bytesOf.knownKey;
      else {
        known[hash & 0xffff] = hash;
        bytes += bytesOf.newKey + 2 * (at - from);
      }
    } else if (isOpening(code)) {
      depth += 1;
      bytes += bytesOf.container;
      if (depth > deepest)
        throw new ProfferError(
          'corrupt',
          `This is no JSON document: it nests deeper than ${deepest.toLocaleString('en')} levels.`,
        );
    } else if (isClosing(code)) depth -= 1;
    else if (code === comma) bytes += bytesOf.other;
    if (bytes > mostBytes)
      throw new ProfferError(
        'invalid-input',
        `This JSON document holds so many values that reading it would take more than ${mostBytes >> 20} MB of memory.`,
      );
  }
}

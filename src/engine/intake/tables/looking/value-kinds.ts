import { normaliseIdentifier } from '../../../../shared/domain/identifiers/index.ts';
import type { ColumnUse } from '../../../../shared/domain/import-words.ts';
import { leadingItem } from '../drafting/listed-items.ts';
/** What the cells of a column look like. */
export type Look =
  | 'url'
  | 'domain'
  | 'ip'
  | 'email'
  | 'phone'
  | 'wallet'
  | 'bank-account'
  | 'hash'
  | 'date'
  | 'number'
  | 'text';

/** Share of cells that have to agree. */
const most = 0.7;

const valid = (kind: 'url' | 'domain' | 'ip' | 'email' | 'wallet' | 'bank-account', text: string) =>
  normaliseIdentifier(kind, text).checked === 'valid';

/** Of one case, so that no checksum of EIP-55 confirms it; the form itself is one of its own. */
const isHexAddress = (text: string) => /^0x[0-9a-f]{40}$/i.test(text);

const looks: readonly [Look, (text: string) => boolean][] = [
  ['url', (text) => /^h(?:tt|xx)ps?:\/\//i.test(text)],
  ['email', (text) => text.includes('@') && !/\s/.test(text) && valid('email', text)],
  ['hash', (text) => /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i.test(text)],
  [
    'date',
    (text) =>
      /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|^\d{1,2}[ -][A-Za-z]{3,9}[ -,]+\d{4}/.test(
        text,
      ),
  ],
  ['ip', (text) => /[.:]/.test(text) && /^[\d.:a-f[\]()]+$/i.test(text) && valid('ip', text)],
  [
    'wallet',
    (text) =>
      isHexAddress(text) ||
      (text.length >= 26 && !/\s/.test(text) && /^(?:0x|bc1|[13T])/.test(text) && valid('wallet', text)),
  ],
  ['bank-account', (text) => /^[A-Z]{2}\d{2}/.test(text) && valid('bank-account', text)],
  [
    'number',
    (text) =>
      /^[-+(]?\s*[^\d\s]{0,3}\s*\d{1,3}(?:[.,' ]?\d{3})*(?:[.,]\d{1,2})?\)?$/.test(text) && text.length < 10,
  ],
  ['phone', (text) => /^\+?[\d\s()./-]{7,20}$/.test(text) && /^\d{7,15}$/.test(text.replace(/\D/g, ''))],
  ['domain', (text) => /^[^\s/@]+\.[^\s/@]{2,}$/.test(text) && valid('domain', text)],
];

/** What most of the filled cells look like, be it with a remark behind it. */
export function lookOf(samples: readonly string[]): Look {
  const filled = filledOf(samples);
  const look = wholeLook(filled);
  return look === 'text' ? lookWithRemarks(filled) : look;
}

/** What most of the filled cells are, and nothing beside it. */
export const wholeLookOf = (samples: readonly string[]): Look => wholeLook(filledOf(samples));

const filledOf = (samples: readonly string[]): string[] =>
  samples.map((sample) => sample.trim()).filter((sample) => sample !== '');

function wholeLook(filled: readonly string[]): Look {
  if (filled.length === 0) return 'text';
  for (const [look, fits] of looks) if (filled.filter(fits).length >= filled.length * most) return look;
  return 'text';
}

/** Lists with a remark behind many of their items: what the lines begin with tells what they list. */
function lookWithRemarks(filled: readonly string[]): Look {
  if (filled.length === 0) return 'text';
  for (const kind of remarked)
    if (filled.filter((text) => beginsWith(kind, text)).length >= filled.length * most) return kind;
  return 'text';
}

const remarked = ['url', 'email', 'ip', 'wallet', 'phone', 'domain'] as const;

function beginsWith(kind: (typeof remarked)[number], text: string): boolean {
  if (kind === 'url' && !/^["'<(]*h(?:tt|xx)ps?:\/\//i.test(text)) return false;
  const found = leadingItem(kind, text, {});
  return found !== null && found.identified.checked !== 'invalid';
}

/** Uses a column may have by its look alone. */
export const usesByLook: Partial<Record<Look, ColumnUse>> = {
  url: 'url',
  domain: 'domain',
  ip: 'ip',
  email: 'email',
  phone: 'phone',
  wallet: 'wallet',
  'bank-account': 'bank-account',
  hash: 'hash',
};

import type { EntityKind } from '../kinds.ts';

/** What a text found in evidence is, in the one form it is compared and stored by. Plain data. */
export interface Identifier {
  kind: EntityKind;
  /** Byte for byte what was found; of payment and gift cards no more than may be kept. */
  asFound: string;
  /**
   * Normal form: two finds with the same kind and normal form are the same thing. Only where `checked` is not
   * `invalid`; of an invalid find it is the trimmed text, good for showing and nothing else.
   */
  normal: string;
  /** For people. May be clickable where it is pasted: show `defanged` in documents and exports. */
  display: string;
  /** Cannot be clicked, dialled by accident or resolved; `refang` takes it back. Equal to `display` where nothing can. */
  defanged: string;
  /** As much as may be shown of a protected person's. */
  masked: string;
  /**
   * `valid`: passed every check its kind has. `unchecked`: has the right form, but no check digit, plan or list
   * could confirm it. `invalid`: cannot be one.
   */
  checked: 'valid' | 'invalid' | 'unchecked';
  /** Why it is not valid, and what is odd about it; each a sentence. */
  problems: string[];
  /** What the identifier itself tells: registrable domain, country, line type, chain, bank code … */
  facts: Record<string, string>;
}

/** What the finder knows and the text does not say. Nothing of this is ever guessed. */
export interface IdentifierContext {
  /** ISO 3166-1 alpha-2: the country whose national phone numbers these are, or the bank's. */
  country?: string | undefined;
  /** Of a wallet, as in `chains`. */
  chain?: string | undefined;
  /** Of a bank account, as in `bankSchemes`. */
  scheme?: string | undefined;
  /** Of a social or messaging account, as in `socialPlatforms`. */
  platform?: string | undefined;
  /** Program of a remote-access ID, as in `remoteTools`. */
  tool?: string | undefined;
  /** Of a device, as in `deviceNumberings`. */
  numbering?: string | undefined;
}

export type Normaliser = (asFound: string, context: IdentifierContext) => Identifier;

/** Longest text a normaliser looks at; the rest of the world's identifiers are far shorter. */
export const maxIdentifierLength = 8192;

const shown = (text: string) => (text.length > 200 ? `${text.slice(0, 199)}…` : text);

/** An answer for a text that is none of its kind. */
export function invalid(kind: EntityKind, asFound: string, problem: string): Identifier {
  const normal = asFound.slice(0, maxIdentifierLength).trim();
  const display = shown(normal);
  return {
    kind,
    asFound,
    normal,
    display,
    defanged: display,
    masked: display,
    checked: 'invalid',
    problems: [problem],
    facts: {},
  };
}

/** Leaves out facts that are not known. */
export function facts(entries: Record<string, string | null | undefined>): Record<string, string> {
  const known = Object.entries(entries).filter((entry): entry is [string, string] => !!entry[1]);
  return Object.fromEntries(known);
}

/** The labelled texts in `samples/observables` and how finds are counted against them. Marks: `⟦kind=normal form|as it stands in the text⟧`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { normaliseIdentifier } from '../src/shared/domain/identifiers/index.ts';
import { findObservables, type ObservableKind } from '../src/shared/domain/observables/index.ts';

export const halves = ['tuning', 'held-out'] as const;
export type Half = (typeof halves)[number];

const folder = join(import.meta.dirname, '../samples/observables');
const kindOfMark: Record<string, ObservableKind> = {
  domain: 'domain',
  url: 'url',
  ip: 'ip',
  email: 'email',
  phone: 'phone',
  wallet: 'wallet',
  iban: 'bank-account',
  bank: 'bank-account',
  card: 'payment-card',
  hash: 'hash',
  account: 'social-account',
  upi: 'bank-account',
  remote: 'remote-access',
};

export interface Label {
  kind: ObservableKind;
  start: number;
  end: number;
  /** Null where the label says only that something stands there. */
  normal: string | null;
}

export interface LabelledText {
  name: string;
  countries: string[];
  text: string;
  labels: Label[];
}

/** The normal form of a plainly written label; phones, cards and disguised forms carry theirs. */
function plainNormal(kind: ObservableKind, asFound: string): string | null {
  if (kind === 'payment-card' || kind === 'hash' || kind === 'social-account' || kind === 'remote-access')
    return null;
  const { normal, checked, problems } = normaliseIdentifier(kind, asFound, {});
  if (checked === 'invalid') throw new Error(`a label that is no ${kind}: ${asFound}: ${problems.join(' ')}`);
  return normal;
}

function parseLabelled(name: string, marked: string): LabelledText {
  const [head = '', ...lines] = marked.split('\n');
  const countries = /^countries:((?: [A-Z]{2})+)$/.exec(head)?.[1]?.trim().split(' ');
  if (!countries) throw new Error(`${name} does not begin with its countries`);
  const labels: Label[] = [];
  let text = '';
  let at = 0;
  const body = lines.join('\n');
  for (const match of body.matchAll(/⟦([a-z]+)(?:=([^|⟧]*))?\|([^⟧]*)⟧/g)) {
    const [whole, mark = '', normal, asFound = ''] = match;
    const kind = kindOfMark[mark];
    if (!kind) throw new Error(`${name} has a label of unknown kind: ${whole}`);
    text += body.slice(at, match.index);
    const start = text.length;
    text += asFound;
    at = match.index + whole.length;
    labels.push({ kind, start, end: text.length, normal: normal ?? plainNormal(kind, asFound) });
  }
  return { name, countries, text: text + body.slice(at), labels };
}

function readLabelled(half: Half): LabelledText[] {
  return readdirSync(join(folder, half))
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => parseLabelled(`${half}/${name}`, readFileSync(join(folder, half, name), 'utf8')));
}

/** What a find counts under: of bank accounts, IBANs by themselves. */
const countedAs = (kind: ObservableKind, normal: string | null): string =>
  kind === 'bank-account' && /^[A-Z]{2}\d{2}/.test(normal ?? '') ? 'iban' : kind;

export interface Tally {
  /** Finds with a label's kind, place and normal form. */
  right: number;
  found: number;
  labelled: number;
}

export const precision = ({ right, found }: Tally): number => (found === 0 ? 0 : right / found);
export const recall = ({ right, labelled }: Tally): number => (labelled === 0 ? 0 : right / labelled);

/** Counts finds against labels, by kind. A find is right where kind, first and last character and normal form agree. */
export function score(
  chosen: readonly Half[],
  { onMiss }: { onMiss?: ((line: string) => void) | undefined } = {},
): Map<string, Tally> {
  const tally = new Map<string, Tally>();
  const of = (kind: ObservableKind, normal: string | null): Tally => {
    const name = countedAs(kind, normal);
    const one = tally.get(name) ?? { right: 0, found: 0, labelled: 0 };
    tally.set(name, one);
    return one;
  };
  for (const { name, countries, text, labels } of chosen.flatMap(readLabelled)) {
    const open = new Map(labels.map((label) => [`${label.kind} ${label.start} ${label.end}`, label]));
    for (const label of labels) of(label.kind, label.normal).labelled++;
    for (const { kind, start, end, normal, asFound } of findObservables(text, { countries })) {
      of(kind, normal).found++;
      const key = `${kind} ${start} ${end}`;
      const label = open.get(key);
      if (label && (label.normal === null || label.normal === normal)) {
        of(kind, normal).right++;
        open.delete(key);
      } else
        onMiss?.(
          `${name}: ${kind} found wrongly: ${JSON.stringify(asFound)} → ${normal} in ${JSON.stringify(text.slice(Math.max(0, start - 30), end + 15))}`,
        );
    }
    for (const { kind, start, end, normal } of open.values())
      onMiss?.(`${name}: ${kind} missed: ${JSON.stringify(text.slice(start, end))} → ${normal}`);
  }
  return tally;
}

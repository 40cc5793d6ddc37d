import { type LinkKind, linkKinds } from '../../../shared/domain/kinds.ts';

export interface Relation {
  kind: LinkKind;
  /** The relation of the source points the other way. */
  reversed?: boolean;
  /** Our word says less than the source's. */
  general?: boolean;
}

const slug = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** Words of STIX, of MISP's relationship list and of our own export that mean one of our kinds of link. */
const known: Record<string, Relation> = {
  ...Object.fromEntries(
    Object.entries(linkKinds).flatMap(([kind, label]) => [
      [kind, { kind: kind as LinkKind }],
      [slug(label), { kind: kind as LinkKind }],
    ]),
  ),
  'related-to': { kind: 'related-to' },
  relates: { kind: 'related-to' },
  'linked-to': { kind: 'related-to' },
  'associated-with': { kind: 'related-to' },
  'resolved-to': { kind: 'resolves-to' },
  resolves: { kind: 'resolves-to' },
  hosts: { kind: 'hosted-on', reversed: true },
  'hosted-by': { kind: 'hosted-on' },
  serves: { kind: 'hosted-on', reversed: true },
  'owner-of': { kind: 'owns' },
  'owned-by': { kind: 'owns', reversed: true },
  'belongs-to': { kind: 'owns', reversed: true },
  'holder-of': { kind: 'owns' },
  'used-by': { kind: 'uses', reversed: true },
  'user-of': { kind: 'uses' },
  'administrator-of': { kind: 'controls' },
  'operator-of': { kind: 'controls' },
  'controlled-by': { kind: 'controls', reversed: true },
  'employed-by': { kind: 'works-for' },
  'registered-to': { kind: 'registered-by' },
  registered: { kind: 'registered-by', reversed: true },
  calls: { kind: 'contacted' },
  called: { kind: 'contacted' },
  'sends-to': { kind: 'contacted' },
  paid: { kind: 'paid-to' },
  'transferred-to': { kind: 'paid-to' },
  'spoofer-of': { kind: 'impersonates' },
  'impersonated-by': { kind: 'impersonates', reversed: true },
  'duplicate-of': { kind: 'same-as' },
  'known-as': { kind: 'same-as' },
};

/** What a relation of the source is in our words; any other is `related-to`, with its own word in the note. */
export function relationOf(word: string): Relation {
  const name = word.toLowerCase().trim();
  return Object.hasOwn(known, name) ? (known[name] as Relation) : { kind: 'related-to', general: true };
}

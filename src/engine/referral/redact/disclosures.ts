import type { ModelDisclosure, ReferralModel } from '../model.ts';
import type { RedactionAction } from '../profiles/profile.ts';
import type { ReferralDraft } from './draft.ts';
import { type People, type Person, standing } from './people.ts';
import type { Tally } from './redact.ts';

type Action = ModelDisclosure['action'];

/** How each rule reads in the record of the disclosure. */
const outcomes: Record<RedactionAction, { action: Action; reason: string }> = {
  keep: { action: 'kept', reason: 'Disclosed in full.' },
  'mask-last-4': { action: 'masked', reason: 'Last four characters only.' },
  'first-6-last-4': { action: 'masked', reason: 'First six and last four digits only.' },
  year: { action: 'year-only', reason: 'Age band; no date of birth.' },
  band: { action: 'masked', reason: 'Age band; no date of birth.' },
  'city-state': { action: 'masked', reason: 'City and State only.' },
  country: { action: 'withheld', reason: 'Country only.' },
  pseudonym: { action: 'pseudonym', reason: 'Replaced by a pseudonym; the key is not enclosed.' },
  'role-only': { action: 'withheld', reason: 'Replaced by the role in the case.' },
  sealed: { action: 'withheld', reason: 'Kept for a sealed annex, which is not enclosed.' },
  drop: { action: 'withheld', reason: 'Not disclosed.' },
};

/** The list of what the recipient sees and what is kept back: shown before export, printed in the summary. */
export function disclosuresOf(
  draft: ReferralDraft,
  people: People,
  model: ReferralModel,
  tally: Tally,
): ModelDisclosure[] {
  const counts = new Map<string, ModelDisclosure>();
  const add = (category: string, rule: RedactionAction, amount = 1) => {
    const { action, reason } = outcomes[rule];
    const key = `${category}|${action}|${reason}`;
    const known = counts.get(key);
    if (known) known.count += amount;
    else counts.set(key, { category, action, count: amount, reason });
  };
  for (const { rules, victim } of people.persons.values()) {
    if (!victim) continue;
    const whose = `Victims${victim.country === '' ? ' (country not known)' : ''}`;
    if (victim.name !== '') add(`${whose}: name`, rules.name.pdf);
    if (victim.address !== '' || victim.city !== '') add(`${whose}: address`, rules.address.pdf);
    if (victim.phone !== '') add(`${whose}: telephone`, rules.contact.pdf);
    if (victim.email !== '') add(`${whose}: e-mail`, rules.contact.pdf);
    if (victim.ageBand !== '') add(`${whose}: age`, rules.birth.pdf);
  }
  for (const entity of draft.entities) {
    const person: Person | undefined = people.persons.get(entity.entityId);
    const owner = people.ownerOf(entity.entityId);
    const account = standing(entity) === 'account';
    if (person && !person.victim) add('Witnesses and third parties: name', person.rules.name.pdf);
    else if (owner) {
      const rule = account ? owner.rules.account.pdf : owner.rules.contact.pdf;
      add(account ? "Victims' and third parties' accounts" : "Victims' and third parties' identifiers", rule);
    }
  }
  const kept = (category: string, count: number, reason: string): ModelDisclosure[] =>
    count > 0 ? [{ category, action: 'kept', count, reason }] : [];
  const masked = (category: string, action: Action, count: number, reason: string): ModelDisclosure[] =>
    count > 0 ? [{ category, action, count, reason }] : [];
  return [
    ...[...counts.values()].sort((a, b) => (a.category < b.category ? -1 : a.category > b.category ? 1 : 0)),
    ...masked(
      'Personal data in free text and file names',
      'pseudonym',
      tally.freeText,
      'Names, addresses, telephone, mail and account numbers found in text were replaced. A single name that is also a common word is replaced only in the full name.',
    ),
    ...masked('Card numbers in free text', 'masked', tally.cards, 'First six and last four digits only.'),
    ...masked(
      'Custody entries with replaced text',
      'masked',
      tally.custodyEntries,
      'Their purpose or details differ from the original log; the hashes are those of the original entries.',
    ),
    ...kept('Subjects', model.subjects.length, 'Disclosed in full.'),
    ...kept(
      'Infrastructure',
      model.infrastructure.length,
      'Disclosed in full; written so that it cannot be clicked.',
    ),
    ...kept('Receiving accounts and wallets', model.accounts.length, 'Disclosed in full.'),
    ...kept(
      'Exhibits: unredacted originals',
      model.exhibits.length,
      'Every exhibit is enclosed as the original file, so that it can be verified. It may show any of the personal data that is withheld elsewhere.',
    ),
  ];
}

import type { EntityRole } from '../../../shared/domain/kinds.ts';
import type { Profile, RedactionAction, RedactionRules } from '../profiles/profile.ts';
import type { DraftEntity, DraftVictim, ReferralDraft } from './draft.ts';
import { fold, tokens } from './fold.ts';
import type { Secret } from './scrubber.ts';

const actorRoles: readonly EntityRole[] = ['suspect', 'money-mule', 'call-centre'];
const roleWords: Partial<Record<EntityRole, string>> = { witness: 'witness', reporter: 'reporter' };

/** A person whose data a rule set protects, with the name that stands for them. */
export interface Person {
  ref: string;
  rules: RedactionRules;
  /** What is printed where the person is named. */
  shown: string;
  victim: DraftVictim | null;
}

export type Standing = 'victim' | 'actor' | 'third-party' | 'infrastructure' | 'account' | 'organisation';

/**
 * Who is who in a draft: victims and third parties with their pseudonyms, whose an identifier is, and what each
 * entity is shown as. Pseudonyms follow country, then entity id, so that they hold while the case grows elsewhere.
 */
export class People {
  readonly persons = new Map<string, Person>();
  readonly #owners = new Map<string, string>();
  readonly #entities = new Map<string, DraftEntity>();
  readonly victims: DraftVictim[];

  constructor(draft: ReferralDraft, profile: Profile) {
    this.victims = [...draft.victims].sort(
      (a, b) => compare(a.country, b.country) || compare(a.entityId, b.entityId),
    );
    const width = Math.max(3, String(this.victims.length).length);
    for (const [index, victim] of this.victims.entries()) {
      const local = victim.country === profile.country;
      const rules = profile.redaction[local ? 'victim.local' : 'victim.foreign'];
      const ref = `V-${String(index + 1).padStart(width, '0')}`;
      const named = rules.name.pdf === 'keep' && victim.name !== '';
      this.persons.set(victim.entityId, {
        ref,
        rules,
        shown: named ? `${victim.name} (${ref})` : ref,
        victim,
      });
    }
    for (const entity of draft.entities) this.#entities.set(entity.entityId, entity);
    const others = draft.entities
      .filter((entity) => !this.persons.has(entity.entityId) && standing(entity) === 'third-party')
      .sort((a, b) => compare(a.entityId, b.entityId));
    for (const [index, entity] of others.entries()) {
      const ref = `T-${String(index + 1).padStart(3, '0')}`;
      const word = entity.roles.map((role) => roleWords[role]).find((one) => one !== undefined);
      const rules = profile.redaction.third_party;
      const shown = rules.name.pdf === 'keep' ? entity.display : word ? `${ref} (${word})` : ref;
      this.persons.set(entity.entityId, { ref, rules, shown, victim: null });
    }
    this.#findOwners(draft);
  }

  #findOwners(draft: ReferralDraft): void {
    const contacts = new Map<string, string>();
    const add = (entityId: string, ...values: string[]) => {
      for (const value of values) if (value !== '') contacts.set(contactKey(value), entityId);
    };
    for (const { entityId, contact } of draft.entities) {
      if (this.persons.has(entityId)) add(entityId, contact.phone, contact.email);
    }
    for (const { entityId, phone, email } of this.victims) add(entityId, phone, email);
    for (const entity of draft.entities) {
      if (this.persons.has(entity.entityId)) continue;
      const owner = entity.ownerId ?? contacts.get(contactKey(entity.normal)) ?? null;
      if (owner !== null && this.persons.has(owner)) this.#owners.set(entity.entityId, owner);
    }
  }

  /** The protected person an identifier belongs to. */
  ownerOf(entityId: string): Person | undefined {
    const owner = this.#owners.get(entityId);
    return owner === undefined ? undefined : this.persons.get(owner);
  }

  /** The draft's entity, unless it is a victim or unknown. */
  entity(entityId: string): DraftEntity | undefined {
    return this.#entities.get(entityId);
  }

  /** Every withheld value with what stands in its place, and the values of all others, which are kept. */
  secrets(draft: ReferralDraft): { secrets: Secret[]; kept: string[] } {
    const secrets: Secret[] = [];
    const kept: string[] = [];
    const others = knownTowns(draft);
    for (const { ref, rules, victim } of this.persons.values()) {
      if (!victim) continue;
      if (rules.name.pdf !== 'keep') {
        for (const value of [victim.name, ...victim.aliases])
          secrets.push({ kind: 'name', value, replacement: ref });
      }
      secrets.push(...contactSecrets(victim, ref, rules));
      // Where a rule lets the town through it stands in the list of victims; elsewhere it would tell who is meant.
      if (!showsTown(rules) && victim.city !== '' && !others.has(plain(victim.city)))
        secrets.push({ kind: 'place', value: victim.city, replacement: '[town of a victim]' });
    }
    for (const entity of draft.entities) {
      const person = this.persons.get(entity.entityId);
      const owner = this.ownerOf(entity.entityId);
      if (person?.victim) continue;
      if (person) {
        secrets.push(...contactSecrets(entity.contact, person.ref, person.rules));
        if (person.rules.name.pdf === 'keep') continue;
        for (const value of [entity.asFound, entity.normal, ...entity.aliases])
          secrets.push({ kind: 'name', value, replacement: person.ref });
      } else if (owner || isUnownedVictims(entity)) {
        secrets.push(...ownedSecrets(entity, this.showOwned(entity, owner), owner));
      } else {
        kept.push(entity.asFound, entity.normal, entity.display, ...entity.aliases);
      }
    }
    for (const { kind, value } of draft.concealed ?? []) {
      if (kind === 'place' && others.has(plain(value))) continue;
      secrets.push({ kind: kind === 'phrase' ? 'address' : kind, value, replacement: '[withheld]' });
    }
    for (const organisation of draft.organisations) kept.push(organisation.name);
    kept.push(draft.referrer.person, draft.referrer.organisation, draft.signatory.name);
    return { secrets, kept };
  }

  /** How an identifier of a protected person is printed. */
  showOwned(entity: DraftEntity, owner: Person | undefined): string {
    const who = owner?.ref ?? 'victim';
    if (isAccount(entity)) {
      const action = owner?.rules.account.pdf ?? 'mask-last-4';
      if (action === 'keep') return entity.display;
      if (action === 'mask-last-4') return `${who} account ${maskLast4(entity.normal)}`;
      return `[${who} account]`;
    }
    if (owner && owner.rules.contact.pdf === 'keep') return entity.display;
    return `[${who} ${entity.kind === 'phone' ? 'telephone' : entity.kind === 'email' ? 'e-mail' : 'identifier'}]`;
  }
}

/** What an entity is in a referral, by its roles and kind. A person without a role is nobody's to expose. */
export function standing(entity: DraftEntity): Standing {
  if (entity.kind === 'person') {
    if (entity.roles.includes('victim')) return 'victim';
    if (entity.roles.some((role) => actorRoles.includes(role))) return 'actor';
    return 'third-party';
  }
  if (entity.kind === 'organisation') {
    if (entity.roles.includes('victim')) return 'victim';
    return entity.roles.some((role) => actorRoles.includes(role)) ? 'actor' : 'organisation';
  }
  return isAccount(entity) ? 'account' : 'infrastructure';
}

/** An identifier with the role victim whose owner is not known: protected all the same. */
export function isUnownedVictims(entity: DraftEntity): boolean {
  return entity.roles.some((role) => role === 'victim' || role === 'witness' || role === 'third-party');
}

/** Whether a rule for addresses lets the town be printed. */
export const showsTown = (rules: RedactionRules): boolean =>
  rules.address.pdf === 'keep' || rules.address.pdf === 'city-state';

const plain = (town: string) =>
  tokens(fold(town).folded)
    .map((token) => token.text)
    .join(' ');

/** Towns that the referral has to name: of its actors, the organisations, its author. That a victim lives there too stays unsaid. */
function knownTowns(draft: ReferralDraft): Set<string> {
  const actors = draft.entities.filter((entity) => standing(entity) === 'actor' || entity.kind === 'place');
  const written = [
    ...actors.flatMap(({ asFound, kind, facts }) => [
      facts.city ?? '',
      facts.region ?? '',
      ...(facts.address ?? '').split(/[,\n;]/),
      kind === 'place' ? asFound : '',
    ]),
    ...draft.organisations.flatMap(({ address }) => address.split(/[,\n;]/)),
    ...draft.referrer.address.split(/[,\n;]/),
    ...draft.signatory.address.split(/[,\n;]/),
    draft.signatory.place,
  ];
  return new Set(written.map(plain).filter((town) => town !== ''));
}

/** Last four letters or digits of an account, the rest as dots; all dots where there are not more than four. */
function maskLast4(value: string): string {
  const plain = value.replace(/[^\p{L}\p{N}]/gu, '');
  return plain.length > 4 ? `••••${plain.slice(-4)}` : '••••';
}

/** Actions that keep a value out of the model altogether. */
export function isWithheld(action: RedactionAction): boolean {
  return action === 'sealed' || action === 'drop' || action === 'pseudonym' || action === 'role-only';
}

function contactSecrets(contact: DraftEntity['contact'], ref: string, rules: RedactionRules): Secret[] {
  const { phone, email, address } = contact;
  const secrets: Secret[] = [];
  if (rules.contact.pdf !== 'keep') {
    secrets.push({ kind: 'email', value: email, replacement: `[${ref} e-mail]` });
    secrets.push({ kind: 'code', value: phone, replacement: `[${ref} telephone]` });
  }
  if (rules.address.pdf !== 'keep')
    secrets.push({ kind: 'address', value: address, replacement: `[${ref} address]` });
  return secrets.filter(({ value }) => value !== '');
}

function ownedSecrets(entity: DraftEntity, replacement: string, owner: Person | undefined): Secret[] {
  const action = isAccount(entity) ? owner?.rules.account.pdf : owner?.rules.contact.pdf;
  if (action === 'keep') return [];
  const kind = entity.kind === 'email' ? 'email' : 'code';
  // A normal form may lead with the bank: `IN/HDFC0000123/5010…`. The account itself is its last part.
  const account = entity.normal.split(/[/:| ]/).at(-1) ?? '';
  const values = new Set([entity.asFound, entity.normal, kind === 'code' ? account : '']);
  return [...values].filter((value) => value !== '').map((value) => ({ kind, value, replacement }));
}

const accountKinds: ReadonlySet<DraftEntity['kind']> = new Set([
  'bank-account',
  'wallet',
  'payment-card',
  'gift-card',
]);

function isAccount(entity: DraftEntity): boolean {
  return accountKinds.has(entity.kind);
}

const contactKey = (value: string) =>
  value.includes('@') ? value.trim().toLowerCase() : value.replace(/[^\d]/g, '') || value;
const compare = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);

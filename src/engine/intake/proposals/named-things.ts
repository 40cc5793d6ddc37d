import { entityKindOf, type Observable } from '../../../shared/domain/observables/index.ts';
import { assumedOfFind } from './assumed-of-find.ts';
import type { Complainant } from './complainant.ts';
import type { ComplaintDraft } from './complaint-draft.ts';
import type { Because, Entity } from './proposal-draft.ts';
import { isDestination } from './proposed.ts';
import type { Sentence } from './sentences.ts';
import { bystander, ownAccount, toBeCalled } from './wording.ts';

const infrastructure: ReadonlySet<string> = new Set([
  'domain',
  'url',
  'ip',
  'email',
  'phone',
  'remote-access',
  'social-account',
]);
const contacts: ReadonlySet<string> = new Set(['phone', 'email', 'social-account']);

/** What the other side acts with. */
export const isInfrastructure = ({ kind }: Pick<Entity, 'kind'>): boolean => infrastructure.has(kind);
/** What somebody is spoken or written to from. */
export const isContact = ({ kind }: Pick<Entity, 'kind'>): boolean => contacts.has(kind);

/** How many characters in front of a thing say whose it is. */
const wordsBefore = 60;

/** The things an account names, each once. Those of the other side become entities; the writer's own go to the writer. */
export class NamedThings {
  readonly #draft: ComplaintDraft;
  readonly #complainant: Complainant;
  readonly #account: { text: string; countries: readonly string[] };
  readonly #known = new Map<string, Entity>();

  constructor(
    draft: ComplaintDraft,
    complainant: Complainant,
    account: { text: string; countries: readonly string[] },
  ) {
    this.#draft = draft;
    this.#complainant = complainant;
    this.#account = account;
  }

  /** @returns the thing where it is the other side's, else nothing. */
  add(sentence: Sentence, find: Observable, because: Because): Entity[] {
    const kind = entityKindOf(find.kind);
    if (kind === null || kind === 'payment-card') return [];
    const before = this.#account.text.slice(Math.max(sentence.start, find.start - wordsBefore), find.start);
    const name = `${kind} ${find.normal}`;
    const known = this.#known.get(name);
    if (this.#complainant.isOwn(find, before) || find.checked === 'invalid') return [];
    // Whoever wrote a quoted mail may be anybody: there only what one is to call or write to is the other side's.
    if (!known && this.#complainant.isOfQuoted(find) && isContact({ kind }) && !toBeCalled.test(before))
      return [];
    if (bystander.test(before) && !isDestination(kind)) return [];
    if (known) return known.roles.length > 0 ? [known] : [];
    const { victim } = this.#complainant;
    const isOwnAccount = victim !== null && kind === 'bank-account' && ownAccount.test(before);
    const entity = this.#draft.addEntity({
      kind,
      value: namedByNormal(find) ? find.normal : find.asFound,
      display: find.display,
      roles: isOwnAccount ? [] : [isDestination(kind) ? 'payment-destination' : 'scam-infrastructure'],
      country: /^[A-Z]{2}$/.test(find.facts.country ?? '') ? (find.facts.country ?? null) : null,
      phone: '',
      email: '',
      because,
      assumed: assumedOfFind(find, this.#account.countries),
    });
    this.#known.set(name, entity);
    if (!isOwnAccount) return [entity];
    this.#draft.addLink('owns', victim.key, entity.key, because);
    return [];
  }
}

/** What stands there says by itself what it is, unless it needs the words around it or the country of the case. */
const namedByNormal = ({ kind, facts }: Observable): boolean =>
  kind === 'phone' || (kind === 'bank-account' && facts.scheme !== 'iban' && facts.scheme !== 'upi');

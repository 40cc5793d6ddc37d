import { normaliseIdentifier } from '../../../shared/domain/identifiers/index.ts';
import { formatMoney } from '../../../shared/domain/money.ts';
import { entityKindOf, findObservables, type Observable } from '../../../shared/domain/observables/index.ts';
import { withoutSecrets } from '../observables/text-around.ts';
import { amountsIn } from './amounts-in-text.ts';
import { type Because, type Entity, type Event, ProposalDraft, quoteOf } from './proposal-draft.ts';
import type { Proposed } from './proposed.ts';
import { methodIn, notPaid, paid, recovered } from './wording.ts';

export interface ChatLine {
  /** From 1, in the export. */
  number: number;
  /** Where it stands in the text that was read. */
  page: number;
  line: number;
  sender: string;
  text: string;
  /** ISO 8601 in UTC where the zone is known. */
  at: string | null;
  /** The day on the clock of the telephone, where the order of day and month is known. */
  day: string | null;
}

export interface Chat {
  /** File name, or what the export calls the chat. */
  title: string;
  /** Whom the export says the chat was with; empty where it does not. */
  with: string;
  lines: ChatLine[];
}

export interface ProposeChatsInput {
  chats: Chat[];
  countries: string[];
}

type When = { when: Event['when']; assumed: string[] };

const destinations: ReadonlySet<string> = new Set(['bank-account', 'wallet']);
/** Something of the reader's that the other side names. */
const yours = /\b(?:your|ihre?[mnrs]?|deine?[mnrs]?|su|tu|votre|ton|ta)\b[^.;]{0,24}$/iu;
const numberLike = /^[+(]?[\d][\d\s().-]{6,20}$/;

/** Reader of the kind `chat-proposals`: who contacted whom, what was named and what was paid, message by message. */
export function proposeFromChats({ chats, countries }: ProposeChatsInput): Proposed[] {
  return chats.flatMap((chat) => {
    const proposed = new ChatReading(chat, countries).read();
    return proposed ? [proposed] : [];
  });
}

class ChatReading {
  readonly #chat: Chat;
  readonly #countries: readonly string[];
  readonly #draft = new ProposalDraft();
  readonly #known = new Map<string, Entity>();
  /** Entity of each sender of the other side. */
  readonly #others = new Map<string, Entity>();
  #victim: Entity | null = null;
  #destination: { entity: Entity; line: ChatLine } | null = null;

  constructor(chat: Chat, countries: readonly string[]) {
    this.#chat = chat;
    this.#countries = countries;
  }

  read(): Proposed | null {
    const { lines, title } = this.#chat;
    const first = lines[0];
    const senders = [...new Set(lines.map(({ sender }) => sender))];
    const others = senders.filter((sender) => this.#isOtherSide(sender, senders));
    if (!first || others.length === 0) return null;
    const rest = senders.filter((sender) => !others.includes(sender));
    for (const sender of others) this.#addOther(sender);
    if (rest.length === 1) this.#addVictim(rest[0]!);
    for (const sender of others) this.#addContact(sender);
    for (const line of lines) {
      if (this.#others.has(line.sender)) this.#readOther(line);
      else if (this.#victim && line.sender === rest[0]) this.#readPayments(line);
    }
    const names = [...this.#others.values()].map(({ display }) => display);
    const named = this.#chat.with === '' ? ` (${title})` : '';
    const withWhom = `chat with ${names.slice(0, 3).join(', ')}${names.length > 3 ? ' and others' : ''}`;
    return {
      page: first.page,
      title: withoutSecrets(`${this.#victim ? `${this.#victim.display}: ` : ''}${withWhom}${named}`).slice(
        0,
        500,
      ),
      weight: this.#draft.events.length + this.#draft.links.length + 2 * this.#draft.losses.length,
      body: this.#draft.body(),
    };
  }

  /** Somebody the telephone had no name for, or whom the export itself names as the one the chat was with. */
  #isOtherSide(sender: string, senders: readonly string[]): boolean {
    return this.#numberOf(sender) !== null || (senders.length === 2 && sender === this.#chat.with);
  }

  #numberOf(sender: string): { value: string; display: string } | null {
    if (!numberLike.test(sender)) return null;
    const { checked, normal, defanged } = normaliseIdentifier('phone', sender, {
      country: this.#countries[0],
    });
    // A number no plan has is still the one that wrote, where it says of itself that it is whole.
    if (checked !== 'valid' && !sender.startsWith('+')) return null;
    return { value: normal, display: defanged };
  }

  #addOther(sender: string): void {
    const number = this.#numberOf(sender);
    const because = becauseOf(this.#linesOf(sender)[0]!);
    const entity = this.#add({
      kind: number ? 'phone' : 'person',
      value: number?.value ?? sender,
      display: number?.display ?? sender,
      roles: [number ? 'scam-infrastructure' : 'suspect'],
      because,
      assumed: [
        'The other side of the chat is taken to be that of the scam.',
        ...(number ? [] : ['Its name is what the chat shows; nobody has checked it.']),
      ],
    });
    if (!entity) return;
    this.#others.set(sender, entity);
    if (number) this.#known.set(`phone ${number.value}`, entity);
  }

  #addVictim(sender: string): void {
    const because = becauseOf(this.#linesOf(sender)[0]!);
    const assumed = ['The one who wrote with the other side is taken to be the victim.'];
    this.#victim = this.#add({
      kind: 'person',
      value: sender,
      display: sender,
      roles: ['victim'],
      because,
      assumed,
    });
  }

  /** One event for all that a sender wrote, from the first message to the last. */
  #addContact(sender: string): void {
    const entity = this.#others.get(sender);
    const lines = this.#linesOf(sender);
    const [first, last] = [lines[0], lines.at(-1)];
    if (!entity || !first || !last) return;
    const because = becauseOf(first);
    const count = lines.length === 1 ? 'Message' : `${lines.length.toLocaleString('en')} messages`;
    const part = entity.kind === 'person' ? 'actor' : 'instrument';
    this.#addEvent('message', `${count} from ${entity.display}`, between(first, last), because, [
      { entity: entity.key, part },
    ]);
    if (this.#victim) this.#draft.addLink('contacted', entity.key, this.#victim.key, because);
  }

  #readOther(line: ChatLine): void {
    const finds = findObservables(line.text, { countries: this.#countries });
    for (const find of finds) {
      const before = line.text.slice(Math.max(0, find.start - 60), find.start);
      const entity = yours.test(before) ? null : this.#thing(find, line);
      if (entity && destinations.has(entity.kind)) this.#destination = { entity, line };
    }
  }

  #thing(find: Observable, line: ChatLine): Entity | null {
    const kind = entityKindOf(find.kind);
    if (kind === null || kind === 'payment-card' || find.checked === 'invalid') return null;
    const name = `${kind} ${find.normal}`;
    const known = this.#known.get(name);
    if (known) return known;
    const { country = '' } = find.facts;
    const entity = this.#add({
      kind,
      value: kind === 'bank-account' || kind === 'phone' ? find.normal : find.asFound,
      display: find.display,
      roles: [destinations.has(kind) ? 'payment-destination' : 'scam-infrastructure'],
      country: /^[A-Z]{2}$/.test(country) ? country : null,
      because: becauseOf(line),
      assumed: [],
    });
    if (entity) this.#known.set(name, entity);
    return entity;
  }

  /** What the victim says to have paid. It is dated by the message. */
  #readPayments(line: ChatLine): void {
    const { text } = line;
    if (!paid.test(text) || recovered.test(text)) return;
    for (const { amount, start, assumed } of amountsIn(text, this.#countries)) {
      const clause =
        text
          .slice(0, start)
          .split(/[.;!?\n]|, (?:and|but|then) | but /i)
          .at(-1) ?? '';
      if (!paid.test(clause) || notPaid.test(clause) || !this.#draft.hasRoomFor('losses')) continue;
      const because = becauseOf(line);
      const dated = timeOf(line);
      const to = this.#destination;
      const notes = [
        ...assumed,
        ...(to
          ? [`It is taken to have gone where the other side said last (message ${to.line.number}).`]
          : []),
      ];
      const { method, assumed: methodAssumed } = methodIn(text);
      this.#draft.addLoss({
        victim: this.#victim!.key,
        amount,
        method,
        to: to?.entity.key ?? null,
        when: dated.when,
        because,
        assumed: [...notes, ...methodAssumed, ...dated.assumed].slice(0, 10),
      });
      const parts = to ? [{ entity: to.entity.key, part: 'target' as const }] : [];
      this.#addEvent(
        'payment',
        `Payment of ${formatMoney(amount, 'en')}`,
        { when: dated.when, assumed: [...notes, ...dated.assumed] },
        because,
        parts,
      );
      if (to) this.#draft.addLink('paid-to', this.#victim!.key, to.entity.key, because);
    }
  }

  #linesOf(sender: string): ChatLine[] {
    return this.#chat.lines.filter((line) => line.sender === sender);
  }

  #add(
    entity: Pick<Entity, 'kind' | 'value' | 'display' | 'roles' | 'because' | 'assumed'> &
      Partial<Pick<Entity, 'country'>>,
  ): Entity | null {
    if (!this.#draft.hasRoomFor('entities')) return null;
    return this.#draft.addEntity({ country: null, phone: '', email: '', ...entity });
  }

  #addEvent(
    kind: Event['kind'],
    title: string,
    { when, assumed }: When,
    because: Because,
    parts: Event['participants'],
  ): void {
    const victim = this.#victim ? [{ entity: this.#victim.key, part: 'victim' as const }] : [];
    this.#draft.addEvent({ kind, title, when, participants: [...victim, ...parts], because, assumed });
  }
}

const becauseOf = ({ number, page, line, text }: ChatLine): Because => ({
  page,
  line,
  message: number,
  quote: quoteOf(text),
});

const zoneMissing = 'The time of day is left out: the zone of the telephone is not declared.';
const orderMissing = 'The export does not tell which of its numbers is the day: declare it and read again.';

function timeOf({ at, day }: ChatLine): When {
  if (at !== null) return { when: { text: at }, assumed: [] };
  return day === null
    ? { when: null, assumed: [orderMissing] }
    : { when: { text: day }, assumed: [zoneMissing] };
}

function between(first: ChatLine, last: ChatLine): When {
  const from = timeOf(first);
  const to = timeOf(last);
  if (!from.when || !to.when || from.when.text === to.when.text) return from;
  return { when: { text: `${from.when.text}/${to.when.text}` }, assumed: from.assumed };
}

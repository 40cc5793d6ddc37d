import type { z } from 'zod';
import type {
  proposalBecause,
  proposedEntity,
  proposedEvent,
  proposedLink,
  proposedLoss,
} from '../../../shared/contract/proposal.ts';
import { withoutSecrets } from '../observables/text-around.ts';
import type { ProposalBody } from './proposed.ts';
import type { Sentence } from './sentences.ts';
import type { ToldTime } from './told-time.ts';

export type Because = z.output<typeof proposalBecause>;
export type Entity = z.output<typeof proposedEntity>;
export type Event = z.output<typeof proposedEvent>;
export type Loss = z.output<typeof proposedLoss>;
export type Link = z.output<typeof proposedLink>;

const longestQuote = 400;
const most = { entities: 300, events: 200, losses: 100, links: 300 };

/** What a complaint tells, part by part as it is read; each part names the others by their keys. */
export class ComplaintDraft implements ProposalBody {
  readonly entities: Entity[] = [];
  readonly events: Event[] = [];
  readonly losses: Loss[] = [];
  readonly links: Link[] = [];
  readonly #page: number;
  readonly #time: ToldTime;

  constructor(page: number, time: ToldTime) {
    this.#page = page;
    this.#time = time;
  }

  because({ line, text }: Pick<Sentence, 'line' | 'text'>): Because {
    return { page: this.#page, line, quote: withoutSecrets(text).slice(0, longestQuote) };
  }

  addEntity(entity: Omit<Entity, 'key' | 'include' | 'countrySigns'>): Entity {
    const added = { key: `e${this.entities.length + 1}`, include: true, countrySigns: [], ...entity };
    if (this.entities.length < most.entities) this.entities.push(added);
    return added;
  }

  addLoss(loss: Omit<Loss, 'key' | 'include'>): Loss {
    const added = { key: `l${this.losses.length + 1}`, include: true, ...loss };
    if (this.losses.length < most.losses) this.losses.push(added);
    return added;
  }

  addEvent(
    kind: Event['kind'],
    title: string,
    { victim, actors }: { victim: Entity | null; actors: readonly Entity[] },
    because: Because,
    known: readonly string[] = [],
  ): void {
    if (this.events.length >= most.events) return;
    const dated = this.#time.now();
    const participants: Event['participants'] = [
      ...(victim ? [{ entity: victim.key, part: 'victim' as const }] : []),
      ...actors.map(({ key }) => ({ entity: key, part: 'instrument' as const })),
    ];
    this.events.push({
      key: `v${this.events.length + 1}`,
      include: true,
      kind,
      title: title.slice(0, 500),
      when: dated?.when ?? null,
      participants: participants.slice(0, 50),
      because,
      assumed: [...new Set([...known, ...(dated?.assumed ?? [])])].slice(0, 10),
    });
  }

  addLink(kind: Link['kind'], from: string, to: string, because: Because): void {
    const known = this.links.some((one) => one.kind === kind && one.from === from && one.to === to);
    if (known || this.links.length >= most.links) return;
    const key = `k${this.links.length + 1}`;
    this.links.push({ key, include: true, kind, from, to, because, assumed: [] });
  }

  body(): ProposalBody {
    const { entities, events, losses, links } = this;
    return { entities, events, losses, links };
  }
}

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

export type Because = z.output<typeof proposalBecause>;
export type Entity = z.output<typeof proposedEntity>;
export type Event = z.output<typeof proposedEvent>;
export type Loss = z.output<typeof proposedLoss>;
export type Link = z.output<typeof proposedLink>;

const longestQuote = 400;
const most = { entities: 300, events: 200, losses: 100, links: 300 };

export const quoteOf = (text: string): string => withoutSecrets(text).slice(0, longestQuote);

/** What a source tells, part by part as it is read; each part names the others by their keys. So many of each are kept. */
export class ProposalDraft implements ProposalBody {
  readonly entities: Entity[] = [];
  readonly events: Event[] = [];
  readonly losses: Loss[] = [];
  readonly links: Link[] = [];

  hasRoomFor(what: keyof typeof most): boolean {
    return this[what].length < most[what];
  }

  /** Where there is no room it is answered, and not kept. */
  addEntity(entity: Omit<Entity, 'key' | 'include' | 'countrySigns'>): Entity {
    const added = { key: `e${this.entities.length + 1}`, include: true, countrySigns: [], ...entity };
    if (this.hasRoomFor('entities')) this.entities.push(added);
    return added;
  }

  addLoss(loss: Omit<Loss, 'key' | 'include'>): Loss {
    const added = { key: `l${this.losses.length + 1}`, include: true, ...loss };
    if (this.hasRoomFor('losses')) this.losses.push(added);
    return added;
  }

  addEvent(event: Omit<Event, 'key' | 'include'>): void {
    if (!this.hasRoomFor('events')) return;
    this.events.push({
      key: `v${this.events.length + 1}`,
      include: true,
      ...event,
      title: event.title.slice(0, 500),
      participants: event.participants.slice(0, 50),
      assumed: event.assumed.slice(0, 10),
    });
  }

  addLink(kind: Link['kind'], from: string, to: string, because: Because): void {
    const known = this.links.some((one) => one.kind === kind && one.from === from && one.to === to);
    if (known || !this.hasRoomFor('links')) return;
    const key = `k${this.links.length + 1}`;
    this.links.push({ key, include: true, kind, from, to, because, assumed: [] });
  }

  body(): ProposalBody {
    const { entities, events, losses, links } = this;
    return { entities, events, losses, links };
  }
}

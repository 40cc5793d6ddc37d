import type { JobResult } from '../../../shared/contract/index.ts';
import { placeInText } from '../../../shared/domain/because.ts';
import { countrySigns as countrySignWords, isCountryAssumed } from '../../../shared/domain/country-signs.ts';
import { normaliseIdentifier } from '../../../shared/domain/identifiers/index.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import { guardedName } from '../../entities/identify.ts';
import { type Because, RecordWriter } from '../../entities/record-writer.ts';
import { stableExhibit } from '../../evidence/custody.ts';
import type { Transaction } from '../../log/writer.ts';
import { readWhen, type When } from '../../when.ts';
import type { ImportBatch } from '../imports/import-batch.ts';
import { tellEnsured, tellMaskings } from '../imports/tell-written.ts';
import type { Proposal } from './proposal-rows.ts';

type Body = Proposal['body'];
type Entity = Body['entities'][number];
type Part = 'entities' | 'events' | 'losses' | 'links';

/** Makes records of what is included in one proposal, and tells the import what became of each part. */
export class ProposalWriter {
  readonly #writer: RecordWriter;
  readonly #proposal: Proposal;
  readonly #batch: ImportBatch;
  readonly #result: Pick<JobResult<'proposal.accept'>, Part | 'matched'>;
  readonly #ids = new Map<string, string>();

  constructor(
    database: SqliteDatabase,
    transaction: Transaction,
    proposal: Proposal,
    batch: ImportBatch,
    result: Pick<JobResult<'proposal.accept'>, Part | 'matched'>,
  ) {
    this.#writer = new RecordWriter(database, transaction);
    this.#proposal = proposal;
    this.#batch = batch;
    this.#result = result;
  }

  write(): void {
    const { entities, events, losses, links } = this.#proposal.body;
    for (const entity of entities) if (entity.include) this.#entity(entity);
    for (const event of events) if (event.include) this.#event(event);
    for (const loss of losses) if (loss.include) this.#loss(loss);
    for (const link of links) if (link.include) this.#link(link);
  }

  #entity(entity: Entity): void {
    const { kind, value, roles, country, phone, email } = entity;
    const assumed = this.#assumedCountry(entity);
    const ensured = this.#telling(entity, () =>
      this.#writer.ensure({
        ...this.#provenance(entity),
        kind,
        value,
        roles,
        country,
        keepInvalid: true,
        note: assumed ?? '',
        fields: { ...(phone ? { phone } : {}), ...(email ? { email } : {}) },
      }),
    );
    this.#ids.set(entity.key, ensured.id);
    tellEnsured(this.#batch, this.#placeOf(entity), shownAs(entity), ensured);
    if (assumed !== null && !ensured.conflicts.includes('country'))
      this.#batch.finding({
        place: this.#placeOf(entity),
        severity: 'info',
        code: 'assumed-country',
        message: `${shownAs(entity)}: ${assumed}`,
      });
    this.#count('entities', ensured.outcome, kind === 'person' ? 'people' : 'things');
  }

  #event(event: Body['events'][number]): void {
    const { when } = event;
    if (when === null) return;
    const participants = event.participants.flatMap(({ entity, part }) => {
      const entityId = this.#idOf(entity);
      return entityId === null ? [] : [{ entityId, part }];
    });
    const { outcome } = this.#telling(event, () =>
      this.#writer.addEvent({
        ...this.#provenance(event),
        kind: event.kind,
        title: event.title,
        when: whenOf(when, event.assumed),
        participants,
      }),
    );
    this.#count('events', outcome);
  }

  #loss(loss: Body['losses'][number]): void {
    const victimId = this.#idOf(loss.victim);
    if (victimId === null) return;
    const { outcome } = this.#telling(loss, () =>
      this.#writer.addLoss({
        ...this.#provenance(loss),
        victimId,
        amount: loss.amount,
        method: loss.method,
        toId: this.#idOf(loss.to),
        when: loss.when ? whenOf(loss.when, loss.assumed) : null,
        note: loss.assumed.join(' '),
      }),
    );
    this.#count('losses', outcome);
  }

  #link(link: Body['links'][number]): void {
    const [fromId, toId] = [this.#idOf(link.from), this.#idOf(link.to)];
    if (fromId === null || toId === null || fromId === toId) return;
    const { outcome } = this.#writer.addLink({ ...this.#provenance(link), kind: link.kind, fromId, toId });
    this.#count('links', outcome);
  }

  #idOf(key: string | null): string | null {
    return key === null ? null : (this.#ids.get(key) ?? null);
  }

  #provenance({ because }: Pick<Entity, 'because'>): {
    caseId: string;
    evidenceId: string;
    because: Because;
  } {
    return {
      caseId: this.#proposal.caseId,
      evidenceId: this.#proposal.evidence.id,
      because: { place: placeInText(because), ...because },
    };
  }

  /** What the record says of a country nobody has stated; without the number or address itself, which stand in their own fields. */
  #assumedCountry({ country, countrySigns: signs }: Entity): string | null {
    if (!isCountryAssumed(country, signs)) return null;
    const by = signs.map((sign) => `${countrySignWords[sign.by]} (${this.#placeOf(sign)})`);
    return `Country ${country} is assumed, from ${by.join(', ')}.`;
  }

  #placeOf({ because }: Pick<Entity, 'because'>): string {
    return `${stableExhibit(this.#proposal.evidence.number)}, ${placeInText(because)}`;
  }

  /** Tells what a part had masked on its way. */
  #telling<T>(part: Pick<Entity, 'because'>, write: () => T): T {
    const before = this.#writer.maskings.length;
    const written = write();
    tellMaskings(this.#batch, this.#placeOf(part), this.#writer.maskings.slice(before));
    return written;
  }

  /** @param shown what the import calls it, in the words an import of a table has for it too. */
  #count(what: Part, outcome: string, shown: string = what): void {
    if (outcome === 'matched') {
      this.#result.matched += 1;
      this.#batch.count('matched');
      return;
    }
    this.#result[what] += 1;
    this.#batch.count(shown);
  }
}

/** As a person left it, safe to show. */
const shownAs = ({ kind, value }: Entity): string =>
  guardedName(kind, normaliseIdentifier(kind, value, {}).defanged);

/** A time whose assumptions stand with it. */
function whenOf(given: NonNullable<Body['events'][number]['when']>, assumed: readonly string[]): When {
  const when = readWhen(given);
  return { ...when, assumed: [...when.assumed, ...assumed] };
}

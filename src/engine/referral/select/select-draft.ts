import { extname } from 'node:path';
import type { EntityFieldName } from '../../../shared/contract/entity-fields.ts';
import { fieldForms, fieldText } from '../../../shared/contract/entity-forms.ts';
import type { CheckedInput } from '../../../shared/contract/index.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { formatExhibitReference, payloadName } from '../../../shared/domain/exhibit.ts';
import {
  acquisitionMethods,
  confidences,
  type EntityKind,
  type EntityRole,
  eventKinds,
  eventParts,
  linkKinds,
  lossMethods,
  organisationParts,
  schemes,
} from '../../../shared/domain/kinds.ts';
import { nexusFor } from '../../../shared/domain/nexus.ts';
import type { UncertainDate } from '../../../shared/domain/uncertain-date.ts';
import { readCase } from '../../cases/case-rows.ts';
import { atOnce, mapped } from '../../database/in-turns.ts';
import type { Row } from '../../database/sqlite.ts';
import { type CustodyEntry, toCustodyEntry } from '../../evidence/custody.ts';
import { sharesOfCase } from '../../payments/money-of-case.ts';
import type { VaultSession } from '../../vault/session.ts';
import { parseWhen } from '../../when.ts';
import type { ModelExhibit } from '../model.ts';
import type { Profile } from '../profiles/profile.ts';
import type {
  DraftEntity,
  DraftEvent,
  DraftLink,
  DraftLoss,
  DraftVictim,
  ReferralDraft,
} from '../redact/draft.ts';
import { concealedValues } from './concealed.ts';
import { isReleased, released } from './released.ts';

type Request = CheckedInput<'referral.readiness'>;

export interface Selection {
  draft: ReferralDraft;
  /** Records kept back by their own marking, by kind. */
  keptBack: { evidence: number; entities: number; events: number };
  /** Stored content of each exhibit, by exhibit reference. */
  contents: Map<string, { sha256: string; size: number }>;
  /** Custody that only verifications and exports of this state added; it goes into the seal. */
  trailingCustody: CustodyEntry[];
}

/**
 * Everything of a case that this referral may draw on, in its final order, before redaction. Reads one state: it runs
 * without a pause inside one read transaction.
 */
export function selectDraft(session: VaultSession, request: Request, profile: Profile): Selection {
  return session.database.transaction(() => atOnce(selectSteps(session, request, profile)))();
}

/** The same with pauses: whoever takes them makes sure that nothing was written meanwhile. */
export const selectSteps = (
  session: VaultSession,
  request: Request,
  profile: Profile,
): Generator<void, Selection> => new Selector(session, request, profile).select();

class Selector {
  private readonly session: VaultSession;
  private readonly request: Request;
  private readonly profile: Profile;
  private readonly exhibitRefs = new Map<string, string>();
  private readonly support = new Map<string, string[]>();

  constructor(session: VaultSession, request: Request, profile: Profile) {
    this.session = session;
    this.request = request;
    this.profile = profile;
  }

  *select(): Generator<void, Selection> {
    const { caseId } = this.request;
    const { database } = this.session;
    const record = readCase(database, caseId);
    if (!isReleased(record.marking)) {
      throw new ProfferError(
        'denied-by-marking',
        `Case ${record.reference} is marked TLP:${record.marking.toUpperCase()}: it may not leave the organisation. Lower the marking of the case first, if those who set it agree.`,
        { marking: record.marking },
      );
    }
    const { exhibits, contents, trailingCustody } = yield* this.exhibits();
    yield* this.readSupport();
    const entities = yield* this.entities();
    const ids = new Set(entities.map((entity) => entity.entityId));
    const victims = this.victims(ids);
    const owner = this.session.owner();
    const state = this.stateOfLog();
    const draft: ReferralDraft = {
      kind: this.request.kind,
      version: 1,
      case: {
        id: record.id,
        reference: record.reference,
        title: record.title,
        scheme: schemes[record.scheme],
        narrative: record.narrative,
        nexus: nexusFor(record.nexus, { id: this.request.agencyId, country: this.profile.country }),
        marking: record.marking,
      },
      stateTime: state.at,
      referrer: {
        person: owner.person,
        role: owner.role,
        organisation: owner.organisation,
        address: owner.address,
        email: owner.email,
        phone: owner.phone,
        fingerprint: this.session.fingerprint,
      },
      organisations: record.organisations.map((one) => ({ ...one, part: organisationParts[one.part] })),
      requests: this.request.requests,
      signatory: this.request.signatory,
      victims,
      entities,
      losses: this.losses(ids),
      links: this.links(ids),
      events: yield* this.events(ids),
      exhibits,
      concealed: concealedValues(database, caseId, entities),
      log: { deviceId: state.deviceId, seq: state.seq, hash: state.hash },
    };
    const keptBack = (table: string) =>
      database
        .prepare(
          `SELECT count(*) FROM ${table} WHERE case_id = ? AND hidden_at IS NULL AND NOT (${released})`,
        )
        .pluck()
        .get(caseId) as number;
    return {
      draft,
      keptBack: { evidence: keptBack('evidence'), entities: keptBack('entity'), events: keptBack('event') },
      contents,
      trailingCustody,
    };
  }

  /** Where the log stood after the last change of what the case says; looking and exporting do not count. */
  private stateOfLog(): { at: string; deviceId: string; seq: number; hash: string } {
    return this.session.database
      .prepare(
        `SELECT at, device_id AS deviceId, seq, hash FROM change_log
         WHERE case_id = ? AND reason NOT IN ('custody', 'export') ORDER BY clock DESC LIMIT 1`,
      )
      .get(this.request.caseId) as { at: string; deviceId: string; seq: number; hash: string };
  }

  private *exhibits(): Generator<
    void,
    Pick<Selection, 'contents' | 'trailingCustody'> & { exhibits: ModelExhibit[] }
  > {
    const rows = this.session.database
      .prepare(
        `SELECT evidence.*, sha256, sha1, md5, size_bytes, media_type FROM evidence JOIN content ON content.id = content_id
         WHERE case_id = ? AND hidden_at IS NULL AND ${released} ORDER BY number`,
      )
      .all(this.request.caseId) as Row[];
    const custodyOf = this.session.database.prepare(
      'SELECT * FROM custody WHERE evidence_id = ? ORDER BY seq',
    );
    const contents: Selection['contents'] = new Map();
    const trailingCustody: CustodyEntry[] = [];
    const exhibits = yield* mapped(rows, (row): ModelExhibit => {
      const ref = formatExhibitReference(
        { pattern: this.profile.exhibit_scheme.pattern },
        row.number as number,
      );
      this.exhibitRefs.set(row.id as string, ref);
      contents.set(ref, { sha256: row.sha256 as string, size: row.size_bytes as number });
      const { settled, trailing } = splitCustody((custodyOf.all(row.id) as Row[]).map(toCustodyEntry));
      trailingCustody.push(...trailing);
      return {
        ref,
        number: row.number as number,
        evidenceId: row.id as string,
        originalName: row.name as string,
        payloadName: payloadName(
          ref,
          labelOf(row.media_type as string),
          extensionOf(row.name as string, row.media_type as string),
        ),
        description: row.description as string,
        mediaType: row.media_type as string,
        sizeBytes: row.size_bytes as number,
        sha256: row.sha256 as string,
        sha1: row.sha1 as string,
        md5: row.md5 as string,
        source: row.source as string,
        acquiredAt: row.acquired_at as string,
        acquiredBy: (row.acquired_by as string) || (settled[0]?.actor.person ?? ''),
        method: acquisitionMethods[row.method as keyof typeof acquisitionMethods],
        custody: settled.map(({ id: _id, ...entry }) => entry),
      };
    });
    return { exhibits, contents, trailingCustody };
  }

  /** A table can support a million records: they are read in portions, piece by piece of evidence in their order. */
  private *readSupport(): Generator<void, void> {
    const portion = this.session.database
      .prepare(
        `SELECT subject_id FROM support WHERE evidence_id = ? AND subject_id > ? ORDER BY subject_id LIMIT ${together}`,
      )
      .pluck();
    for (const [evidenceId, ref] of this.exhibitRefs) {
      for (let after = ''; ; ) {
        const subjects = portion.all(evidenceId, after) as string[];
        for (const subjectId of subjects) {
          const known = this.support.get(subjectId);
          if (known) known.push(ref);
          else this.support.set(subjectId, [ref]);
        }
        yield;
        if (subjects.length < together) break;
        after = subjects.at(-1)!;
      }
    }
  }

  private exhibitsOf(subjectId: string): string[] {
    return this.support.get(subjectId) ?? [];
  }

  private *entities(): Generator<void, DraftEntity[]> {
    const rows = this.session.database
      .prepare(
        `SELECT entity.*,
           (SELECT group_concat(role, ',') FROM (SELECT role FROM entity_role WHERE entity_id = entity.id ORDER BY role)) AS roles,
           (SELECT link.from_id FROM link JOIN entity_role role ON role.entity_id = link.from_id AND role.role IN ('victim', 'witness', 'reporter')
            WHERE link.to_id = entity.id AND link.kind IN ('owns', 'uses', 'controls') AND link.hidden_at IS NULL LIMIT 1) AS owner_id
         FROM entity WHERE case_id = ? AND hidden_at IS NULL AND ${released} ORDER BY kind, display, id`,
      )
      .all(this.request.caseId) as Row[];
    yield;
    const told = this.sights();
    return yield* mapped(rows, (row) => ({
      entityId: row.id as string,
      kind: row.kind as EntityKind,
      asFound: row.as_found as string,
      normal: row.normal as string,
      display: row.display as string,
      piiClass: 'identifier',
      roles: row.roles === null ? [] : ((row.roles as string).split(',') as EntityRole[]),
      country: (row.country as string | null) ?? '',
      aliases: JSON.parse(row.fields as string).aliases ?? [],
      facts: { ...JSON.parse(row.facts as string), ...fieldFacts(row) },
      note: row.note as string,
      confidence: confidences[row.confidence as keyof typeof confidences],
      firstSeen: outermost(Math.min, row.seen_from, told.get(row.id as string)?.first),
      lastSeen: outermost(Math.max, row.seen_to, told.get(row.id as string)?.last),
      exhibits: this.exhibitsOf(row.id as string),
      ownerId: row.owner_id as string | null,
      contact: contactOf(row),
    }));
  }

  /** When events name each entity first and last: counted from the events themselves, in one pass in their order. */
  private sights(): Map<string, { first: number | null; last: number | null }> {
    const rows = this.session.database
      .prepare(
        `SELECT entity_id AS id, min(earliest) AS first, max(coalesce(latest, earliest)) AS last
         FROM event CROSS JOIN event_participant ON event_id = event.id WHERE case_id = ? AND hidden_at IS NULL GROUP BY entity_id`,
      )
      .all(this.request.caseId) as { id: string; first: number | null; last: number | null }[];
    return new Map(rows.map((row) => [row.id, row]));
  }

  private victims(ids: ReadonlySet<string>): DraftVictim[] {
    const rows = this.session.database
      .prepare(
        `SELECT entity.* FROM entity JOIN entity_role role ON role.entity_id = entity.id AND role.role = 'victim'
         WHERE case_id = ? AND kind IN ('person', 'organisation') AND hidden_at IS NULL ORDER BY country, entity.id`,
      )
      .all(this.request.caseId) as Row[];
    return rows
      .filter((row) => ids.has(row.id as string))
      .map((row) => {
        const fields = JSON.parse(row.fields as string) as Record<string, string> & { aliases?: string[] };
        return {
          entityId: row.id as string,
          name: row.as_found as string,
          aliases: fields.aliases ?? [],
          country: (row.country as string | null) ?? '',
          region: fields.region ?? '',
          city: fields.city ?? '',
          address: fields.address ?? '',
          phone: fields.phone ?? '',
          email: fields.email ?? '',
          ageBand: fields.ageBand ?? '',
          exhibits: this.exhibitsOf(row.id as string),
        };
      });
  }

  /** Every piece of money once: payments where they are known, losses for what no payment says more of. */
  private losses(ids: ReadonlySet<string>): DraftLoss[] {
    const { database } = this.session;
    const read = (source: 'loss' | 'payment') =>
      database.prepare(
        `SELECT ${source === 'loss' ? 'method' : 'rail AS method'}, to_id, when_json, earliest, reference FROM ${source} WHERE id = ?`,
      );
    const rows = { loss: read('loss'), payment: read('payment') };
    return sharesOfCase(database, this.request.caseId)
      .filter((share) => ids.has(share.victimId))
      .map((share) => ({ share, row: rows[share.source.kind].get(share.source.id) as Row }))
      .sort(
        (left, right) =>
          ((left.row.earliest as number | null) ?? Infinity) -
            ((right.row.earliest as number | null) ?? Infinity) ||
          (left.share.source.id < right.share.source.id ? -1 : 1),
      )
      .map(({ share, row }) => {
        const { currency, minor, recovered } = share;
        const toId = row.to_id as string | null;
        return {
          victimId: share.victimId,
          amount: { minor, currency },
          method: lossMethods[row.method as keyof typeof lossMethods],
          toId: toId !== null && ids.has(toId) ? toId : null,
          when: parseWhen(row.when_json) as UncertainDate | null,
          recovered: recovered > 0 ? { minor: recovered, currency } : null,
          reference: row.reference as string,
          exhibits: this.exhibitsOf(share.source.id),
        };
      });
  }

  private links(ids: ReadonlySet<string>): DraftLink[] {
    const rows = this.session.database
      .prepare('SELECT * FROM link WHERE case_id = ? AND hidden_at IS NULL ORDER BY kind, id')
      .all(this.request.caseId) as Row[];
    return rows
      .filter((row) => ids.has(row.from_id as string) && ids.has(row.to_id as string))
      .map((row) => ({
        fromId: row.from_id as string,
        kind: linkKinds[row.kind as keyof typeof linkKinds],
        toId: row.to_id as string,
        confidence: confidences[row.confidence as keyof typeof confidences],
        exhibits: this.exhibitsOf(row.id as string),
      }));
  }

  private *events(ids: ReadonlySet<string>): Generator<void, DraftEvent[]> {
    const { database } = this.session;
    const participants = database.prepare(
      'SELECT entity_id, part FROM event_participant WHERE event_id = ? ORDER BY part, entity_id',
    );
    const rows = yield* this.eventRows();
    return yield* mapped(rows, (row) => ({
      eventId: row.id as string,
      kind: row.kind as string,
      kindLabel: eventKinds[row.kind as keyof typeof eventKinds],
      title: row.title as string,
      description: row.description as string,
      when: parseWhen(row.when_json) as UncertainDate,
      participants: (participants.all(row.id) as Row[])
        .filter((one) => ids.has(one.entity_id as string))
        .map((one) => ({
          entityId: one.entity_id as string,
          part: eventParts[one.part as keyof typeof eventParts],
        })),
      exhibits: this.exhibitsOf(row.id as string),
    }));
  }

  /** By time, those without any last: a million are read in portions along the index of times, those without a begin between them. */
  private *eventRows(): Generator<void, Row[]> {
    const { caseId } = this.request;
    const { database } = this.session;
    const shown = `case_id = @caseId AND hidden_at IS NULL AND ${released}`;
    const open = database
      .prepare(`SELECT * FROM event WHERE ${shown} AND earliest IS NULL ORDER BY latest NULLS LAST, id`)
      .all({ caseId }) as EventRow[];
    const portion = database.prepare(
      `SELECT * FROM event WHERE ${shown} AND (earliest, id) > (@at, @id) ORDER BY earliest, id LIMIT ${together}`,
    );
    const rows: EventRow[] = [];
    let next = 0;
    for (let [at, id] = [Number.MIN_SAFE_INTEGER, '']; ; ) {
      const begun = portion.all({ caseId, at, id }) as EventRow[];
      for (const row of begun) {
        for (; next < open.length && isBefore(open[next]!, row); next++) rows.push(open[next]!);
        rows.push(row);
      }
      const last = begun.at(-1);
      if (!last || begun.length < together) break;
      [at, id] = [last.earliest!, last.id];
      yield;
    }
    for (; next < open.length; next++) rows.push(open[next]!);
    return rows;
  }
}

/** Rows read between two pauses. */
const together = 5_000;

type EventRow = Row & { id: string; earliest: number | null; latest: number | null };

const isBefore = (open: EventRow, begun: EventRow): boolean =>
  open.latest !== null &&
  (open.latest < begun.earliest! || (open.latest === begun.earliest && open.id < begun.id));

function outermost(pick: typeof Math.min, ...instants: unknown[]): number | null {
  const known = instants.filter((one): one is number => typeof one === 'number');
  return known.length > 0 ? pick(...known) : null;
}

/**
 * What lies behind the last entry that says something new about a piece (taken in, viewed, hidden) are checks and exports of
 * that state. They are kept apart, so that exporting a state does not change the state.
 */
function splitCustody(entries: CustodyEntry[]): { settled: CustodyEntry[]; trailing: CustodyEntry[] } {
  let end = entries.length;
  while (end > 0 && ['verified', 'exported'].includes(entries[end - 1]!.action)) end -= 1;
  return { settled: entries.slice(0, end), trailing: entries.slice(end) };
}

function contactOf(row: Row): DraftEntity['contact'] {
  const { phone = '', email = '', address = '' } = JSON.parse(row.fields as string) as Record<string, string>;
  return { phone, email, address };
}

/** Fields that tell of a thing what its identifier does not. Of people nothing is told here: they have a place of their own. */
function fieldFacts(row: Row): Record<string, string> {
  if (row.kind === 'person' || row.kind === 'organisation') return {};
  const fields = JSON.parse(row.fields as string) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(fields)
      .map(([name, value]): [string, string] => [name, fieldText(fieldForms[name as EntityFieldName], value)])
      .filter(([, text]) => text !== ''),
  );
}

/** What a payload name says of a file without naming anybody. */
function labelOf(mediaType: string): string {
  if (mediaType === 'message/rfc822' || mediaType === 'application/mbox') return 'e-mail';
  if (mediaType.startsWith('image/')) return 'image';
  if (mediaType.startsWith('audio/')) return 'recording';
  if (mediaType.startsWith('video/')) return 'video';
  if (mediaType === 'application/pdf') return 'document';
  if (mediaType === 'text/csv' || mediaType.includes('spreadsheet')) return 'table';
  if (mediaType === 'text/html') return 'web-page';
  if (mediaType.startsWith('text/')) return 'text';
  return 'file';
}

/** The ending of the original name where it is a plain one; it tells a reader what to open the file with. */
function extensionOf(name: string, mediaType: string): string {
  const ending = extname(name).slice(1).toLowerCase();
  if (/^[a-z0-9]{1,8}$/.test(ending)) return ending;
  return mediaType === 'message/rfc822' ? 'eml' : mediaType.startsWith('text/') ? 'txt' : 'bin';
}

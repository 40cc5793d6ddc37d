import type { CheckedInput, JobResult } from '../../../shared/contract/index.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { hostLink, hostOfUrl } from '../../../shared/domain/identifiers/host-of-url.ts';
import { type Identifier, normaliseIdentifier } from '../../../shared/domain/identifiers/index.ts';
import type { EntityKind } from '../../../shared/domain/kinds.ts';
import { entityKindOf, observableKinds } from '../../../shared/domain/observables/index.ts';
import { requireOpenCase } from '../../cases/case-rows.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import { type Ensured, type FoundEntity, RecordWriter } from '../../entities/record-writer.ts';
import type { Transaction } from '../../log/writer.ts';
import type { JobContext } from '../../rpc/handler.ts';
import { ImportBatch } from '../imports/import-batch.ts';
import { tellEnsured, tellMaskings } from '../imports/tell-written.ts';
import { recordDecision } from './decide.ts';
import { rolesGiven, rolesOf } from './find-roles.ts';
import { chosenIds, type ObservableRow, readObservable } from './observable-rows.ts';
import { OwnContacts } from './own-contact.ts';
import { PageTexts, placesOf } from './text-around.ts';

type Input = CheckedInput<'observable.accept'>;
type Result = JobResult<'observable.accept'>;

/** Finds made into records in one log entry. */
const together = 2_000;
/** Pieces of evidence one record is made to rest on; more say nothing more. */
const mostEvidence = 200;
const longestQuote = 300;

/** Makes records of what was found: one import, so one undo. */
export async function acceptObservables(input: Input, context: JobContext): Promise<Result> {
  const session = context.session();
  const { database } = session;
  requireOpenCase(database, input.caseId);
  const ids = chosenIds(database, input);
  if (ids.length === 0)
    throw new ProfferError('invalid-input', 'No find matches. Change the filters, or look at another state.');
  const title =
    ids.length === 1
      ? `Accepted: ${readObservable(database, ids[0]!).display}`
      : `${ids.length.toLocaleString('en')} finds accepted`;
  const batch = ImportBatch.begin(session, {
    caseId: input.caseId,
    evidenceId: null,
    reader: 'observables',
    title,
    options: {
      roles: input.rolesByKind ? 'by kind' : input.roles,
      kind: input.kind ?? null,
      confidence: input.confidence ?? null,
    },
  });
  const result: Result = { importId: batch.id, added: 0, matched: 0, unsure: 0, hosts: 0, refused: [] };
  let state: 'complete' | 'cancelled' | 'failed' = 'failed';
  try {
    for (let at = 0; at < ids.length; at += together) {
      if (context.signal.aborted) {
        state = 'cancelled';
        throw new ProfferError('cancelled', 'Cancelled.');
      }
      const part = ids.slice(at, at + together);
      batch.write(title, (transaction) => acceptPart(database, transaction, part, input, batch, result));
      context.progress({
        stage: 'Making records',
        done: at + part.length,
        total: ids.length,
        unit: 'entries',
        current: null,
      });
      await new Promise((resolve) => setImmediate(resolve));
    }
    state = 'complete';
  } finally {
    batch.finish(state);
  }
  return result;
}

function acceptPart(
  database: SqliteDatabase,
  transaction: Transaction,
  ids: readonly string[],
  input: Input,
  batch: ImportBatch,
  result: Result,
): void {
  const writer = new RecordWriter(database, transaction);
  const texts = new PageTexts(database);
  const own = new OwnContacts(database, input.caseId);
  for (const id of ids) {
    const found = readObservable(database, id);
    const identified = identifierOf(found, input.kind);
    const roles = rolesOf(found, input);
    const problem = refusalOf(found, identified, input.keepInvalid) ?? own.whyNotAccused(found, roles);
    if (problem !== null || identified === null) {
      const message = problem ?? 'It cannot be a record.';
      result.refused.push({ id, display: found.display, message });
      batch.finding({ place: found.display, severity: 'warning', code: 'not-accepted', message });
      continue;
    }
    const masked = writer.maskings.length;
    const provenances = provenancesOf(database, found, texts);
    const gave = rolesGiven(database, found, identified, roles);
    const ensured = ensureAll(writer, provenances, {
      kind: identified.kind,
      value: identified.asFound,
      identified,
      roles,
      country: input.country ?? found.facts.country ?? null,
      confidence: input.confidence ?? 'unknown',
      marking: input.marking ?? 'amber',
      keepInvalid: input.keepInvalid,
    });
    result[ensured.outcome] += 1;
    batch.count(ensured.outcome);
    tellEnsured(batch, found.display, found.display, ensured);
    if (identified.kind === 'url' && joinHost(writer, provenances, ensured.id, identified, input, batch))
      result.hosts += 1;
    tellMaskings(batch, found.display, writer.maskings.slice(masked));
    recordDecision(database, transaction, found, { state: 'accepted', entityId: ensured.id, gave });
  }
}

/** The record's identifier: its normal form is that of the find, and what was found stays as it stood. */
function identifierOf(found: ObservableRow, kind: EntityKind | undefined): Identifier | null {
  const wanted = kind ?? entityKindOf(found.kind);
  if (wanted === null) return null;
  const { chain, platform, tool } = found.facts;
  const value = wanted === entityKindOf(found.kind) ? found.normal : found.first.asFound;
  const identifier = normaliseIdentifier(wanted, value, { chain, platform, tool });
  return found.kind === 'payment-card' ? identifier : { ...identifier, asFound: found.first.asFound };
}

function refusalOf(found: ObservableRow, identified: Identifier | null, keepInvalid: boolean): string | null {
  if (identified === null)
    return `There is no record for a ${observableKinds[found.kind].toLowerCase()}. It stays searchable in its evidence.`;
  if (identified.checked === 'invalid' && !keepInvalid) return identified.problems.join(' ');
  return null;
}

type Provenance = Pick<FoundEntity, 'caseId' | 'evidenceId' | 'because'>;

/** The first place of a find in each piece of evidence. @throws ProfferError `conflict` where none of them is visible. */
function provenancesOf(database: SqliteDatabase, found: ObservableRow, texts: PageTexts): Provenance[] {
  const byEvidence = new Map<string, Provenance>();
  // A record rests on every copy: it stands when one of them is put aside.
  for (const place of placesOf(database, found.id, mostEvidence, { repeated: true, texts }).places) {
    const { evidenceId, page, line } = place;
    if (byEvidence.has(evidenceId)) continue;
    const from = place.before.lastIndexOf('\n') + 1;
    const said = `${place.before}${place.asFound}${place.after}`.slice(from).split('\n', 1)[0] ?? '';
    const quote = said.slice(0, longestQuote);
    const because = { place: `page ${page}, line ${line}`, page, line, quote };
    byEvidence.set(evidenceId, { caseId: found.caseId, evidenceId, because });
  }
  if (byEvidence.size === 0)
    throw new ProfferError('conflict', `${found.display} stands in no visible evidence any more.`, {
      id: found.id,
    });
  return [...byEvidence.values()];
}

/** One record that rests on all of these places. */
function ensureAll(
  writer: RecordWriter,
  [first, ...others]: readonly Provenance[],
  what: Omit<FoundEntity, keyof Provenance>,
): Ensured {
  const ensured = writer.ensure({ ...first!, ...what });
  for (const provenance of others) writer.ensure({ ...provenance, ...what });
  return ensured;
}

/**
 * The domain or IP address a web address lies on, as a record of its own that rests on the same evidence. It has no role of
 * itself: the page is the scam's, its host may be anybody's. @returns whether it is new.
 */
function joinHost(
  writer: RecordWriter,
  provenances: readonly Provenance[],
  urlId: string,
  url: Identifier,
  { marking = 'amber' }: Input,
  batch: ImportBatch,
): boolean {
  const identified = hostOfUrl(url);
  if (identified === null) return false;
  const { kind, asFound } = identified;
  const host = ensureAll(writer, provenances, { kind, value: asFound, identified, marking });
  batch.count(host.outcome);
  tellEnsured(batch, url.defanged, identified.defanged, host);
  for (const provenance of provenances) {
    const link = { ...provenance, ...hostLink, fromId: urlId, toId: host.id };
    if (writer.addLink(link).outcome === 'added') batch.count('links');
  }
  return host.outcome !== 'matched';
}

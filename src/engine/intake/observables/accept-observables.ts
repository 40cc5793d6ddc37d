import type { CheckedInput, JobResult } from '../../../shared/contract/index.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { type Identifier, normaliseIdentifier } from '../../../shared/domain/identifiers/index.ts';
import type { EntityKind } from '../../../shared/domain/kinds.ts';
import { entityKindOf, observableKinds } from '../../../shared/domain/observables/index.ts';
import { requireOpenCase } from '../../cases/case-rows.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import { type Ensured, EntityWriter } from '../../entities/find-or-create.ts';
import type { Transaction } from '../../log/writer.ts';
import type { JobContext } from '../../rpc/handler.ts';
import { ImportBatch } from '../import-batch.ts';
import { tellEnsured, tellMaskings } from '../tell-written.ts';
import { recordDecision } from './decide.ts';
import { chosenIds, type ObservableRow, readObservable } from './observable-rows.ts';
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
    throw new ProfferError('invalid-input', 'There is nothing among what was found that fits.');
  const title =
    ids.length === 1
      ? `Accepted: ${readObservable(database, ids[0]!).display}`
      : `${ids.length.toLocaleString('en')} finds accepted`;
  const batch = ImportBatch.begin(session, {
    caseId: input.caseId,
    evidenceId: null,
    reader: 'observables',
    title,
    options: { roles: input.roles, kind: input.kind ?? null, confidence: input.confidence ?? null },
  });
  const result: Result = { importId: batch.id, added: 0, matched: 0, unsure: 0, refused: [] };
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
  const writer = new EntityWriter(database, transaction);
  const texts = new PageTexts(database);
  for (const id of ids) {
    const found = readObservable(database, id);
    const identified = identifierOf(found, input.kind);
    const problem = refusalOf(found, identified, input.keepInvalid);
    if (problem !== null || identified === null) {
      const message = problem ?? 'It cannot be a record.';
      result.refused.push({ id, display: found.display, message });
      batch.finding({ place: found.display, severity: 'warning', code: 'not-accepted', message });
      continue;
    }
    const masked = writer.maskings.length;
    const ensured = ensureRecord({ database, writer, texts }, found, identified, input);
    result[ensured.outcome] += 1;
    batch.count(ensured.outcome);
    tellEnsured(batch, found.display, found.display, ensured);
    tellMaskings(batch, found.display, writer.maskings.slice(masked));
    recordDecision(database, transaction, found, { state: 'accepted', entityId: ensured.id });
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

function ensureRecord(
  { database, writer, texts }: { database: SqliteDatabase; writer: EntityWriter; texts: PageTexts },
  found: ObservableRow,
  identified: Identifier,
  input: Input,
): Ensured {
  let first: Ensured | null = null;
  const rested = new Set<string>();
  for (const place of placesOf(database, found.id, mostEvidence, texts).places) {
    if (rested.has(place.evidenceId)) continue;
    rested.add(place.evidenceId);
    const quote = `${place.before}${place.asFound}${place.after}`;
    const from = place.before.lastIndexOf('\n') + 1;
    const line = quote.slice(from).split('\n', 1)[0] ?? '';
    const ensured = writer.ensure({
      caseId: input.caseId,
      kind: identified.kind,
      value: identified.asFound,
      identified,
      roles: input.roles,
      country: input.country ?? found.facts.country ?? null,
      confidence: input.confidence ?? 'unknown',
      marking: input.marking ?? 'amber',
      keepInvalid: input.keepInvalid,
      evidenceId: place.evidenceId,
      because: {
        place: `page ${place.page}, line ${place.line}`,
        page: place.page,
        line: place.line,
        quote: line.slice(0, longestQuote),
      },
    });
    first ??= ensured;
  }
  if (!first)
    throw new ProfferError('conflict', `${found.display} stands in no visible evidence any more.`, {
      id: found.id,
    });
  return first;
}

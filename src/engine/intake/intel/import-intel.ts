import type { CheckedInput, JobResult } from '../../../shared/contract/index.ts';
import { requireOpenCase } from '../../cases/case-rows.ts';
import { inTurns } from '../../database/in-turns.ts';
import type { Transaction } from '../../log/writer.ts';
import type { JobContext } from '../../rpc/handler.ts';
import type { VaultSession } from '../../vault/session.ts';
import { ImportBatch } from '../imports/import-batch.ts';
import { NewOwnContacts } from '../observables/new-own-contacts.ts';
import { countStates } from './count-states.ts';
import { hideRevoked, ObjectWriter } from './object-writer.ts';
import type { ParsedIntel } from './parsed-intel.ts';
import { PlanWriter } from './plan-writer.ts';
import { readIntelEvidence } from './read-intel-evidence.ts';

/** Each makes some four rows. */
const itemsPerWrite = 1000;

/** Reads a file and writes what it says: objects first, then entities, links and events, some thousand rows a write. */
export async function importIntel(
  input: CheckedInput<'intel.import'>,
  { session: open, signal, progress }: JobContext,
): Promise<JobResult<'intel.import'>> {
  const session = open();
  requireOpenCase(session.database, input.caseId);
  progress({ stage: 'Reading', done: 0, total: null, unit: 'entries', current: null });
  const reading = await readIntelEvidence(session, input, signal);
  const batch = ImportBatch.begin(session, {
    caseId: input.caseId,
    evidenceId: input.evidenceId,
    reader: reading.format,
    title: `${reading.formatName}: ${reading.title}`.slice(0, 300),
    options: { marking: input.marking, country: input.country ?? null },
  });
  const ownContacts = new NewOwnContacts(session.database, input);
  try {
    await write(session, batch, input, reading, { signal, progress });
    ownContacts.tell(batch);
    batch.finish('complete');
  } catch (error) {
    if (session.database.open) batch.finish(signal.aborted ? 'cancelled' : 'failed');
    throw error;
  }
  return {
    batchId: batch.id,
    formatName: reading.formatName,
    title: reading.title,
    counts: batch.counts,
    objects: countStates(reading.objects),
  };
}

async function write(
  session: VaultSession,
  batch: ImportBatch,
  { caseId, evidenceId }: CheckedInput<'intel.import'>,
  reading: ParsedIntel,
  { signal, progress }: Pick<JobContext, 'signal' | 'progress'>,
): Promise<void> {
  const { database } = session;
  const total =
    reading.objects.length + reading.entities.length + reading.links.length + reading.events.length;
  let done = 0;
  const inPieces = async <T>(
    stage: string,
    items: readonly T[],
    each: (transaction: Transaction, piece: T[]) => void,
  ) => {
    for (let at = 0; at < items.length; at += itemsPerWrite) {
      await inTurns(signal);
      const piece = items.slice(at, at + itemsPerWrite);
      batch.write(`${stage}: ${piece.length} of ${items.length}`, (transaction) => each(transaction, piece));
      done += piece.length;
      progress({ stage, done, total, unit: 'entries', current: null });
    }
  };
  const objects = new ObjectWriter(database, { caseId, evidenceId, batch, format: reading.format });
  const records = new PlanWriter(database, { caseId, evidenceId, batch, reading, objects });
  await inPieces('Objects of the source', reading.objects, (transaction, piece) =>
    objects.write(transaction, piece),
  );
  for (const { place, severity, code, message, raw } of reading.findings)
    batch.finding({ place, severity, code, message, ...(raw === undefined ? {} : { raw }) });
  for (const [code, count] of Object.entries(reading.furtherFindings)) {
    const message = `${count.toLocaleString('en')} more of the kind are not listed one by one; the objects show them.`;
    batch.finding({ place: '', severity: 'info', code, message });
  }
  await inPieces('Entities', reading.entities, (transaction, piece) =>
    records.writeEntities(transaction, piece),
  );
  await inPieces('Links', reading.links, (transaction, piece) => records.writeLinks(transaction, piece));
  await inPieces('Events', reading.events, (transaction, piece) => records.writeEvents(transaction, piece));
  await inPieces('What objects speak of', reading.objects, (transaction, piece) =>
    records.writeAbout(transaction, piece),
  );
  await inPieces('Revoked by the source', objects.revokedNow, (transaction, piece) => {
    for (const object of piece) hideRevoked(database, transaction, batch, object);
  });
}

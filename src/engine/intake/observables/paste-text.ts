import type { CheckedInput, JobResult } from '../../../shared/contract/index.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { newId } from '../../../shared/domain/ids.ts';
import { requireOpenCase } from '../../cases/case-rows.ts';
import { type BatchFacts, type IntakeNames, recordEvidence } from '../../evidence/record-evidence.ts';
import type { JobContext } from '../../rpc/handler.ts';
import type { BytesSource, StreamSource } from '../../store/types.ts';
import { readEvidence } from '../reading/read-evidence.ts';

/** Contents handed over whole; longer ones go as a stream. */
const mostAtOnce = 8 << 20;

type PastedSource = IntakeNames & (BytesSource | StreamSource);

/** A file name people can have: of a pasted text the person chose it. */
const fileName = (name: string): string => {
  const bare = name.replace(/[/\\\p{Cc}]/gu, '_').trim();
  return /\.[a-z0-9]{2,4}$/i.test(bare) ? bare : `${bare === '' ? 'Pasted text' : bare}.txt`;
};

/** Keeps a pasted text as a piece of evidence like any other, reads it, and answers how much was found in it. */
export async function pasteText(
  input: CheckedInput<'observable.paste'>,
  context: JobContext,
): Promise<JobResult<'observable.paste'>> {
  const session = context.session();
  requireOpenCase(session.database, input.caseId);
  const bytes = new TextEncoder().encode(input.text);
  const name = fileName(input.name);
  const names: IntakeNames = { name, relativePath: name, originalPath: `pasted text: ${name}` };
  const source: PastedSource =
    bytes.length <= mostAtOnce
      ? { ...names, bytes }
      : { ...names, stream: oneChunk(bytes), size: bytes.length };
  context.progress({
    stage: 'Keeping the text as evidence',
    done: 0,
    total: 2,
    unit: 'steps',
    current: name,
  });
  const evidenceId = await keep(source, input, context);
  await readEvidence({ caseId: input.caseId, evidenceIds: [evidenceId], again: false }, context);
  const { database } = session;
  return {
    evidenceId,
    number: database.prepare('SELECT number FROM evidence WHERE id = ?').pluck().get(evidenceId) as number,
    found: database
      .prepare('SELECT count(DISTINCT observable_id) FROM observable_place WHERE evidence_id = ?')
      .pluck()
      .get(evidenceId) as number,
  };
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function keep(
  source: PastedSource,
  input: CheckedInput<'observable.paste'>,
  context: JobContext,
): Promise<string> {
  const session = context.session();
  const facts: BatchFacts = {
    id: newId(),
    caseId: input.caseId,
    roots: [source.originalPath],
    acquisition: {
      method: 'received',
      source: input.source,
      place: '',
      acquiredBy: '',
      note: 'Pasted into the program',
    },
    marking: input.marking,
  };
  let evidenceId: string | null = null;
  for await (const batch of session.store.intake([source], { signal: context.signal })) {
    const refused = batch.items.find((item) => item.outcome === 'refused');
    if (refused?.outcome === 'refused') {
      await batch.abandon();
      throw new ProfferError('corrupt', refused.refusal.message);
    }
    await batch.commit((committed) => {
      const summary = `Evidence pasted: ${source.name}`;
      session.write({ reason: 'import', summary, caseId: facts.caseId, batchId: facts.id }, (transaction) => {
        transaction.insert('intake_batch', {
          id: facts.id,
          case_id: facts.caseId,
          roots: JSON.stringify(facts.roots),
          acquisition: JSON.stringify({ ...facts.acquisition, acquiredAt: transaction.at }),
          marking: facts.marking,
          state: 'complete',
          started_at: transaction.at,
          ended_at: transaction.at,
          refused: '[]',
        });
        const number = session.database
          .prepare('SELECT coalesce(max(number), 0) + 1 FROM evidence WHERE case_id = ?')
          .pluck()
          .get(facts.caseId) as number;
        for (const item of committed)
          evidenceId = recordEvidence(session, transaction, facts, item, number, {
            mediaType: 'text/plain',
            note: '',
          });
      });
    });
  }
  if (evidenceId === null) throw new ProfferError('cancelled', 'Cancelled.');
  return evidenceId;
}

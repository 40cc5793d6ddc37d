import { secretKinds } from '../../../shared/domain/identifiers/secrets/index.ts';
import type { Ensured, Masking } from '../../entities/record-writer.ts';
import type { ImportBatch } from './import-batch.ts';

/** Tells, for one place of a source, what the writer masked there: which number of secrets in which field, never what they were. */
export function tellMaskings(batch: ImportBatch, place: string, maskings: readonly Masking[]): void {
  for (const { field, kind, count } of maskings)
    batch.finding({
      place,
      severity: 'info',
      code: 'masked-secret',
      message: `${count} × ${secretKinds[kind]} in the field "${field}" was masked; the evidence keeps it.`,
    });
}

/** Tells where a record was met that may be the same, or that says something else. `display` is safe to show. */
export function tellEnsured(
  batch: ImportBatch,
  place: string,
  display: string,
  { outcome, candidates, conflicts }: Omit<Ensured, 'id'>,
): void {
  if (outcome === 'unsure')
    batch.finding({
      place,
      severity: 'warning',
      code: 'possible-duplicate',
      message: `${display} may be ${candidates.length === 1 ? 'a record' : `one of ${candidates.length} records`} the case has already.`,
    });
  if (conflicts.length > 0)
    batch.finding({
      place,
      severity: 'warning',
      code: 'contradiction',
      message: `The source says otherwise than the record of ${display} about: ${conflicts.join(', ')}. The record was left as it is.`,
    });
}

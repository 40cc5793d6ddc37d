import type { Input, Output } from '../../shared/contract/index.ts';
import { duplicateBases } from '../../shared/domain/duplicate-words.ts';
import { entityKinds } from '../../shared/domain/kinds.ts';

export type DuplicateGroup = Output<'duplicate.list'>['rows'][number];
export type DuplicateKey = Input<'duplicate.get'>;

export const keyOf = ({ caseId, kind, basis, match }: DuplicateKey): DuplicateKey => ({
  caseId,
  kind,
  basis,
  match,
});

/** A group as one word: for addresses and rows. */
export const groupId = ({ kind, basis, match }: Omit<DuplicateKey, 'caseId'>): string =>
  `${kind}:${basis}:${match}`;

/** The group such a word names, or null. */
export function groupOfId(caseId: string, id: unknown): DuplicateKey | null {
  const [, kind, basis, match] = (typeof id === 'string' && /^([^:]+):([^:]+):(.+)$/s.exec(id)) || [];
  if (!kind || !basis || !match || !Object.hasOwn(entityKinds, kind) || !Object.hasOwn(duplicateBases, basis))
    return null;
  return { caseId, kind: kind as DuplicateKey['kind'], basis: basis as DuplicateKey['basis'], match };
}

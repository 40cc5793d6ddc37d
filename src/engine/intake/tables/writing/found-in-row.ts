import type { TableMapping } from '../../../../shared/contract/import-table.ts';
import type { FoundEntity } from '../../../entities/found-entity.ts';
import type { EntityDraft } from '../drafting/draft.ts';
import { placeOf } from '../open-rows.ts';

export interface TableFacts {
  caseId: string;
  evidenceId: string;
  mapping: TableMapping;
}

/** What a record of a row rests on: its place in the table. */
export const provenanceOf = ({ caseId, evidenceId, mapping }: TableFacts, row: number) => ({
  caseId,
  evidenceId,
  because: { place: placeOf(mapping.format, row) },
});

/** An entity of a row as the duplicate rule is asked for it, by the import and by its preview. */
export function foundInRow(facts: TableFacts, row: number, draft: EntityDraft): FoundEntity {
  const { identified, isHost: _, ...entity } = draft;
  const { marking, keepInvalid } = facts.mapping;
  return {
    ...provenanceOf(facts, row),
    ...entity,
    identified,
    value: identified.asFound,
    marking,
    keepInvalid,
  };
}

/**
 * SQL that leaves out a `place` of a find where the same find stands on the same page of the same content in an earlier visible
 * piece of the case: what a copy repeats is not found more often. `evidence` is the piece of the place.
 */
export const notRepeated = `NOT EXISTS (SELECT 1 FROM evidence AS earlier CROSS JOIN observable_place AS same
  WHERE earlier.content_id = evidence.content_id AND earlier.case_id = evidence.case_id AND earlier.hidden_at IS NULL AND earlier.number < evidence.number
    AND same.observable_id = place.observable_id AND same.evidence_id = earlier.id AND same.page = place.page)`;

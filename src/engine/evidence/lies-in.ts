/**
 * SQL that tells whether a piece was taken out of a holder. What lies in a message of a mailbox is taken out of the mailbox
 * (`box.mbox#message 7 part 2`), whose child it stays when the message (`box.mbox#message 7`) becomes a piece, too: it lies in
 * both. @param piece, holder names of `evidence` in the query; each side is found by the index `evidence_parent`.
 */
export const liesIn = (piece: string, holder: string): string =>
  `(${piece}.parent_id = ${holder}.id OR ${piece}.parent_id = ${holder}.parent_id
    AND ${piece}.original_path > ${holder}.original_path || ' part ' AND ${piece}.original_path < ${holder}.original_path || ' part!')`;

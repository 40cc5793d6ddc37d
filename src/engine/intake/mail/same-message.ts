/**
 * SQL of lists in which the same message stands once, however many pieces of evidence of the case it lies in: a mailbox and an
 * older export of it, a message and its copy from another source. The same are messages with the same bytes; what
 * differs in a single header is another message. For queries over `mailTables`.
 */

/** Contents, by hash, that lie somewhere twice: found once for a query, so that all other messages cost nothing. */
const lyingTwice = 'SELECT sha256 FROM mail GROUP BY sha256 HAVING count(*) > 1';

const sameAs = `FROM mail AS same JOIN evidence AS holder ON holder.id = same.evidence_id
  WHERE same.sha256 = mail.sha256 AND same.size_bytes = mail.size_bytes AND same.case_id = mail.case_id AND holder.hidden_at IS NULL`;

/** Not a message that was taken out of a mailbox in sight: there it is shown. */
export const isNoMessageTakenOut =
  'NOT EXISTS (SELECT 1 FROM evidence AS mailbox WHERE mailbox.id = mail.taken_from AND mailbox.hidden_at IS NULL)';

/**
 * A message of which no other stands before it in visible evidence; a message taken out of its mailbox stands there. What is hidden is told
 * apart from nothing: whoever looks at it wants to see it.
 */
export const standsOnce = `(evidence.hidden_at IS NOT NULL OR (
  ${isNoMessageTakenOut}
  AND (mail.sha256 NOT IN (${lyingTwice})
    OR NOT EXISTS (SELECT 1 ${sameAs} AND (holder.number, same.number) < (evidence.number, mail.number)))))`;

/** In how many other places of visible evidence the message lies, up to a thousand; one taken out of its mailbox is the same place. */
export const copiesOf = `(SELECT count(*) FROM (SELECT 1 ${sameAs} AND same.id <> mail.id
  AND (same.taken_from IS NULL OR same.taken_from <> mail.evidence_id) AND (mail.taken_from IS NULL OR mail.taken_from <> same.evidence_id) LIMIT 1000))`;

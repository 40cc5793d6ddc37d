/**
 * The tables whose rows are written through the change log, and what taking back an insertion means for each.
 * `hide`: a record a person knows; it stays and is hidden. `remove`: a row that only belongs to another's
 * content. `keep`: never taken back.
 */
export const recordTables = {
  cases: 'hide',
  evidence: 'hide',
  entity: 'hide',
  link: 'hide',
  event: 'hide',
  loss: 'hide',
  payment: 'hide',
  disclosure: 'hide',
  possible_duplicate: 'remove',
  observable_decision: 'remove',
  proposal_decision: 'remove',
  ignore_rule: 'remove',
  intel_object: 'remove',
  intel_record: 'remove',
  referral: 'keep',
  entity_role: 'remove',
  event_participant: 'remove',
  support: 'remove',
  content: 'keep',
  custody: 'keep',
  intake_batch: 'keep',
  import_batch: 'keep',
  import_finding: 'keep',
  table_mapping: 'keep',
  setting: 'keep',
} as const;

export type RecordTable = keyof typeof recordTables;

/** Name of the column that identifies a row. */
export const keyColumn = (table: RecordTable): 'id' | 'key' => (table === 'setting' ? 'key' : 'id');

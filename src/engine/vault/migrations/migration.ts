/** One forward-only step of the schema. Numbers go by ten, so that a mend fits between two. */
export interface Migration {
  version: number;
  name: string;
  /** Its SHA-256 stands in the ledger: a released migration is never edited. */
  sql: string;
}

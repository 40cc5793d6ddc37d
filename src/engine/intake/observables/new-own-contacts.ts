import type { Because } from '../../../shared/domain/because.ts';
import { entityRoles } from '../../../shared/domain/kinds.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import type { ImportBatch } from '../imports/import-batch.ts';
import { listOwnContacts, type OwnContact } from './own-contact-rows.ts';

/** More are counted by the list, and not told one by one. */
const mostTold = 10_000;
const mostKnown = 1_000_000;

interface ImportPlace {
  caseId: string;
  /** What is imported, to say where in it the owner stands; null where it is not one piece. */
  evidenceId: string | null;
}

/**
 * Tells an import which accepted finds it has shown to be somebody's own contact. Made before the import writes, asked when it
 * has written.
 */
export class NewOwnContacts {
  readonly #database: SqliteDatabase;
  readonly #of: ImportPlace;
  readonly #before: ReadonlySet<string>;

  constructor(database: SqliteDatabase, of: ImportPlace) {
    this.#database = database;
    this.#of = of;
    this.#before = new Set(this.#read().map(({ id }) => id));
  }

  /** The place of each finding is the contact as it is shown: by it the list knows what an import told. */
  tell(batch: ImportBatch): void {
    const fresh = this.#read().filter(({ id }) => !this.#before.has(id));
    for (const { display, roles, owner } of fresh.slice(0, mostTold)) {
      const where = this.#placeOf(owner.id);
      const counts = roles.map((role) => entityRoles[role].toLowerCase()).join(', ');
      batch.finding({
        place: display,
        severity: 'warning',
        code: 'own-contact',
        message: `${display} belongs to ${owner.display} (${owner.as.toLowerCase()}${where === null ? '' : `, ${where}`}), and is ${counts} only since a find was accepted. Give it back, or say that it is both: where the import is shown, in the review of finds, or by "proffer observable give-back".`,
      });
    }
  }

  #read(): OwnContact[] {
    const { caseId } = this.#of;
    return listOwnContacts(this.#database, { caseId, offset: 0, limit: mostKnown }).rows;
  }

  #placeOf(ownerId: string | null): string | null {
    const { evidenceId } = this.#of;
    if (ownerId === null || evidenceId === null) return null;
    const row = this.#database
      .cached('SELECT because FROM support WHERE subject_id = ? AND evidence_id = ?')
      .get(ownerId, evidenceId) as { because: string | null } | undefined;
    return row?.because ? (JSON.parse(row.because) as Because).place : null;
  }
}

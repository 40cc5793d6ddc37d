import { entityRoles } from '../../../shared/domain/kinds.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import type { ImportBatch } from '../imports/import-batch.ts';
import { listOwnContacts, type OwnContact } from './own-contact-rows.ts';

/** More are counted by the list, and not told one by one. */
const mostTold = 10_000;

/**
 * Tells an import which accepted finds it has shown to be somebody's own contact. Made before the import writes, asked when it
 * has written.
 */
export class NewOwnContacts {
  readonly #read: () => OwnContact[];
  readonly #before: ReadonlySet<string>;

  constructor(database: SqliteDatabase, caseId: string) {
    this.#read = () => listOwnContacts(database, { caseId, offset: 0, limit: mostTold }).rows;
    this.#before = new Set(this.#read().map(({ id }) => id));
  }

  tell(batch: ImportBatch): void {
    for (const { id, display, roles, owner } of this.#read())
      if (!this.#before.has(id))
        batch.finding({
          place: display,
          severity: 'warning',
          code: 'own-contact',
          message: `It belongs to ${owner.display} (${owner.as.toLowerCase()}), and is ${roles.map((role) => entityRoles[role].toLowerCase()).join(', ')} since a find was accepted. The review of finds puts it right.`,
        });
  }
}

import type { SqliteDatabase } from '../database/sqlite.ts';
import { Guard } from './bulk/guard.ts';
import { NamesakeRows } from './bulk/namesake-rows.ts';
import { SupportReader } from './bulk/support-reader.ts';
import { findTwin } from './find-twin.ts';
import type { FoundEntity } from './found-entity.ts';
import { readFind } from './read-find.ts';
import type { Ensured } from './record-writer.ts';

/** What the bulk writer would answer of finds as the case stands now, for a person to see before. Writes nothing. */
export class Foresight {
  private readonly database: SqliteDatabase;
  private readonly sources: { supports: SupportReader; namesakes: NamesakeRows };

  constructor(database: SqliteDatabase) {
    this.database = database;
    this.sources = { supports: new SupportReader(database), namesakes: new NamesakeRows(database) };
  }

  /** @throws ProfferError `invalid-input` where it would be refused. */
  outcomeOf(found: FoundEntity): Ensured['outcome'] {
    const find = readFind(this.database, new Guard(), found);
    const { sameAs, maybe } = findTwin(this.database, this.sources, find);
    if (sameAs === null) return maybe.length > 0 ? 'unsure' : 'added';
    const hiddenAt = this.database.cached('SELECT hidden_at FROM entity WHERE id = ?').pluck().get(sameAs);
    return hiddenAt === null ? 'matched' : 'added';
  }
}

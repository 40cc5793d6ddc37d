import type { SqliteDatabase } from '../database/sqlite.ts';
import { unpackChanges } from './entry.ts';
import { hasEffect } from './row-changes.ts';

/** Gives a connection `has_effect(changes, packed)`: 1 where there is something in an entry that can be taken back. */
export function addEffectFunction(database: SqliteDatabase): void {
  database.function('has_effect', { deterministic: true, directOnly: true }, (changes, packed) => {
    try {
      return hasEffect(unpackChanges({ changes, packed, seq: 0 } as Stored).changes) ? 1 : 0;
    } catch {
      // The verification names a damaged entry. That it did nothing cannot be said of it.
      return 1;
    }
  });
}

type Stored = Parameters<typeof unpackChanges>[0];

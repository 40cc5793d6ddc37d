import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { faultPoint } from '../store/fault-point.ts';
import { applicationId, checkPages, connect } from './database.ts';
import type { Migration } from './migrations/migration.ts';

export const sourceHash = (migration: Migration): string =>
  createHash('sha256').update(migration.sql).digest('hex');

/**
 * Brings a database to the latest version: each step in one IMMEDIATE transaction together with its ledger row.
 * A database that holds data is copied first (`copyPath`, encrypted, checked); the copy stays until the
 * person removes it.
 * @throws ProfferError `corrupt` when the ledger names a migration this program does not know or knows otherwise.
 */
export function migrate(
  database: SqliteDatabase,
  migrations: readonly Migration[],
  options: { program: string; copyPath: (from: number) => string; key: Buffer },
): { from: number; to: number } {
  const from = database.pragma('user_version', { simple: true }) as number;
  if (from > 0) checkLedger(database, migrations, from);
  const pending = migrations.filter((migration) => migration.version > from);
  if (pending.length === 0) return { from, to: from };
  if (from > 0) copyBefore(database, options.copyPath(from), options.key);
  for (const migration of pending) {
    database
      .transaction(() => {
        database.exec(migration.sql);
        database
          .prepare('INSERT INTO migration (version, name, sha256, program, at) VALUES (?, ?, ?, ?, ?)')
          .run(
            migration.version,
            migration.name,
            sourceHash(migration),
            options.program,
            new Date().toISOString(),
          );
        faultPoint('migration-step');
        const broken = database.pragma('foreign_key_check') as unknown[];
        if (broken.length > 0) {
          throw new ProfferError(
            'internal',
            `Migration ${migration.version} would break ${broken.length} references. The vault stays as it was.`,
          );
        }
        database.pragma(`application_id = ${applicationId}`);
        database.pragma(`user_version = ${migration.version}`);
      })
      .immediate();
  }
  return { from, to: pending.at(-1)!.version };
}

function checkLedger(database: SqliteDatabase, migrations: readonly Migration[], from: number): void {
  const ledger = database.prepare('SELECT version, name, sha256 FROM migration ORDER BY version').all() as {
    version: number;
    name: string;
    sha256: string;
  }[];
  for (const row of ledger) {
    const known = migrations.find((migration) => migration.version === row.version);
    if (!known || sourceHash(known) !== row.sha256) {
      throw new ProfferError(
        'corrupt',
        `The vault's schema step ${row.version} (${row.name}) is not the one this program knows. It was made by an altered build; nothing was changed.`,
        {
          version: row.version,
        },
      );
    }
  }
  if (ledger.at(-1)?.version !== from) {
    throw new ProfferError(
      'corrupt',
      `The vault's schema version ${from} has no entry in its ledger. Nothing was changed.`,
      { version: from },
    );
  }
}

/** `VACUUM INTO` keeps the encryption; `db.backup()` cannot copy encrypted files. */
function copyBefore(database: SqliteDatabase, path: string, key: Buffer): void {
  rmSync(path, { force: true });
  database.prepare('VACUUM INTO ?').run(path);
  const copy = connect(path, key, { create: false });
  const findings = checkPages(copy, path, true);
  copy.close();
  if (findings.length > 0) {
    throw new ProfferError(
      'integrity-failed',
      'The copy made before the schema change is not sound; the change was not begun.',
      { findings },
    );
  }
}

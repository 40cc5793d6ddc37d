import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { revealHidden, safeForSpreadsheet } from '../../../shared/domain/text-safety.ts';
import type { Row, SqliteDatabase } from '../../database/sqlite.ts';
import { appendCustody } from '../../evidence/custody.ts';
import { createNewFile } from '../../new-file.ts';
import { faultPoint } from '../../store/fault-point.ts';
import { requireOutside } from '../../vault/outside.ts';
import type { VaultSession } from '../../vault/session.ts';
import { readImport, toFinding } from './import-list.ts';

const heads = ['place', 'severity', 'code', 'message', 'raw'] as const;
/** Findings written at a time. */
const group = 2_000;

/**
 * All findings of an import as a CSV file (RFC 4180, UTF-8 with its mark) outside of the vault. No spreadsheet program
 * runs a cell of it; hidden characters are written out. Never overwrites.
 */
export async function exportFindings(
  session: VaultSession,
  { id, folder }: { id: string; folder: string },
): Promise<{ path: string; findings: number }> {
  const row = readImport(session, id);
  await requireOutside(session.folder, folder);
  await mkdir(folder, { recursive: true });
  const path = join(
    folder,
    `import-findings-${row.startedAt.slice(0, 19).replace(/[T:]/g, '-')}-${id.slice(-6)}.csv`,
  );
  const file = await createNewFile(path);
  let findings = 0;
  try {
    await file.handle.writeFile(`\uFEFF${heads.join(',')}\r\n`);
    for (const lines of groupsOf(session.database, id)) {
      findings += lines.length;
      await file.handle.writeFile(lines.join(''));
    }
    await file.handle.sync();
    // The record comes first: what is not on it must not be in anybody's hands.
    recordCopy(session, row, findings);
    faultPoint('copy-recorded');
    await file.keep();
  } catch (error) {
    await file.discard();
    throw error;
  }
  return { path, findings };
}

function recordCopy(session: VaultSession, row: ReturnType<typeof readImport>, findings: number): void {
  const { evidenceId } = row;
  if (evidenceId === null) return;
  session.write(
    { reason: 'custody', summary: `Findings of an import written out: ${row.title}`, caseId: row.caseId },
    (transaction) => {
      appendCustody(session.database, transaction, evidenceId, {
        action: 'exported',
        purpose: 'Rows with findings written outside the vault',
        details: { findings },
      });
    },
  );
}

function* groupsOf(database: SqliteDatabase, id: string): Generator<string[]> {
  const after = database.prepare(
    'SELECT * FROM import_finding WHERE batch_id = ? AND id > ? ORDER BY id LIMIT ?',
  );
  let last = '';
  for (;;) {
    const rows = after.all(id, last, group) as Row[];
    if (rows.length === 0) return;
    last = rows.at(-1)!.id as string;
    yield rows.map((row) => {
      const finding = toFinding(row);
      return `${heads.map((head) => cell(finding[head] ?? '')).join(',')}\r\n`;
    });
  }
}

function cell(value: string): string {
  const safe = safeForSpreadsheet(revealHidden(value));
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

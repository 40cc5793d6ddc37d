import { createPublicKey } from 'node:crypto';
import { join } from 'node:path';
import type { JobResult } from '../../shared/contract/index.ts';
import { readOuterHead } from '../log/outer-head.ts';
import { verifyLog } from '../log/verify.ts';
import type { Progress } from '../rpc/handler.ts';
import { indexFindings } from '../search/check-index.ts';
import { checkPages, databaseName } from './database.ts';
import { schemaDifferences } from './schema-check.ts';
import type { VaultSession } from './session.ts';

/** Reads all there is: every page, every reference, every content, every log entry. Changes nothing. */
export async function checkVault(
  session: VaultSession,
  watch: { signal: AbortSignal; progress(progress: Progress): void },
): Promise<JobResult<'vault.check'>> {
  const findings: JobResult<'vault.check'>['findings'] = [];
  watch.progress({ stage: 'Checking the database', done: 0, total: null, unit: 'steps', current: null });
  for (const message of checkPages(session.database, join(session.folder, databaseName), true)) {
    findings.push({ code: 'database-damaged', message, subject: null });
  }
  for (const difference of schemaDifferences(session.database)) {
    findings.push({
      code: 'schema-altered',
      message: `The schema of the database is not the one this program made: ${difference}.`,
      subject: difference.split(' ')[1] ?? null,
    });
  }
  for (const row of session.database.pragma('foreign_key_check') as {
    table: string;
    rowid: number;
    parent: string;
  }[]) {
    findings.push({
      code: 'reference-broken',
      message: `A ${row.table} record refers to a ${row.parent} record that is not there.`,
      subject: String(row.rowid),
    });
  }
  watch.progress({ stage: 'Checking the search index', done: 0, total: null, unit: 'steps', current: null });
  const index = indexFindings(session.database);
  if (index.length > 0) {
    findings.push({
      code: 'search-index-differs',
      message: `The search index does not agree with the records: ${index.join('; ')}. No record is affected. Rebuild the index: in Search, or with proffer search --rebuild.`,
      subject: null,
    });
  }
  const contents = session.database
    .prepare('SELECT sha256, size_bytes AS size FROM content ORDER BY sha256')
    .all() as {
    sha256: string;
    size: number;
  }[];
  const total = contents.reduce((sum, content) => sum + content.size, 0);
  let done = 0;
  for (const { sha256, size } of contents) {
    watch.signal.throwIfAborted();
    watch.progress({ stage: 'Checking evidence', done, total, unit: 'bytes', current: sha256.slice(0, 12) });
    const checked = await session.store.verify(sha256, { size, signal: watch.signal });
    if (checked.result !== 'ok') {
      findings.push({
        code: `evidence-${checked.result}`,
        message: `The stored bytes of evidence SHA-256 ${sha256} are ${words[checked.result]}.`,
        subject: sha256,
      });
    }
    done += size;
  }
  const log = await verifyLog(session.database, {
    vaultId: session.vaultId,
    publicKey: createPublicKey(session.keys.signing),
    outerHead: await readOuterHead(session.folder),
    rows: true,
    signal: watch.signal,
    onProgress: (entries, all) =>
      watch.progress({
        stage: 'Checking the change log',
        done: entries,
        total: all,
        unit: 'entries',
        current: null,
      }),
  });
  for (const finding of log.findings) {
    findings.push({
      code: `log-${finding.code}`,
      message: finding.message,
      subject: finding.seq === null ? null : String(finding.seq),
    });
  }
  return { intact: findings.length === 0, findings, evidenceFiles: contents.length, logEntries: log.entries };
}

const words = {
  missing: 'missing',
  corrupt: 'damaged: their authentication fails',
  truncated: 'cut off at the end',
  'hash-differs': 'whole, but not the content that was taken in',
} as const;

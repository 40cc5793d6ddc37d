import { maskSecrets } from '../../../shared/domain/identifiers/secrets/index.ts';
import { maskTexts } from '../../../shared/domain/identifiers/secrets/mask-texts.ts';
import { newId } from '../../../shared/domain/ids.ts';
import type { importReaders } from '../../../shared/domain/import-words.ts';
import type { Transaction } from '../../log/writer.ts';
import type { VaultSession } from '../../vault/session.ts';
import type { SourceFinding } from '../source-finding.ts';

export type ImportReader = keyof typeof importReaders;

export interface ImportFacts {
  caseId: string;
  /** What is read; null where a person's own choice is what is written. */
  evidenceId: string | null;
  reader: ImportReader;
  /** One line for lists of imports and for the log. */
  title: string;
  /** How it is read: mapping, date order, zone, currency. Kept as JSON. */
  options: unknown;
}

export interface ImportFinding extends SourceFinding {
  /** What stood there. */
  raw?: string;
}

/** More findings than this are counted and not kept: a file of the wrong kind has one in every row. */
const keptFindings = 100_000;
/** A row that fills a megabyte is told by its beginning. */
const rawLimit = 4096;

/**
 * One import on record: what it read, what it wrote, what it could not take as it was. All its log entries carry its id and
 * are taken back as one. Ends by `finish`; one that was cut off before stays `running`, and its rows stand.
 */
export class ImportBatch {
  readonly id: string = newId();
  readonly #session: VaultSession;
  readonly #facts: ImportFacts;
  readonly #counts = new Map<string, number>();
  #findings: ImportFinding[] = [];
  #kept = 0;
  #leftOut = 0;

  private constructor(session: VaultSession, facts: ImportFacts) {
    this.#session = session;
    // What a file calls itself may hold what may not be kept: the log is never rewritten.
    this.#facts = { ...facts, title: maskSecrets(facts.title).text };
  }

  static begin(session: VaultSession, facts: ImportFacts): ImportBatch {
    const batch = new ImportBatch(session, facts);
    batch.write(`Import begun: ${batch.#facts.title}`, (transaction) =>
      transaction.insert('import_batch', {
        id: batch.id,
        case_id: facts.caseId,
        evidence_id: facts.evidenceId,
        reader: facts.reader,
        title: batch.#facts.title,
        options: maskTexts(JSON.stringify(facts.options)),
        state: 'running',
        counts: '{}',
        findings_left_out: 0,
        started_at: transaction.at,
        ended_at: null,
      }),
    );
    session.log.openBatches.add(batch.id);
    return batch;
  }

  /** One log entry of the import, with the findings met since the last. Give it some thousand rows at a time. */
  write<T>(summary: string, work: (transaction: Transaction) => T): T {
    const { caseId } = this.#facts;
    return this.#session.write({ reason: 'import', summary, caseId, batchId: this.id }, (transaction) => {
      const result = work(transaction);
      for (const finding of this.#findings)
        transaction.insert('import_finding', {
          id: newId(),
          batch_id: this.id,
          place: finding.place,
          severity: finding.severity,
          code: finding.code,
          message: maskSecrets(finding.message).text,
          raw: finding.raw === undefined ? null : maskSecrets(finding.raw).text.slice(0, rawLimit),
        });
      this.#findings = [];
      return result;
    });
  }

  finding(finding: ImportFinding): void {
    this.count(`${finding.severity}s`);
    this.#kept += 1;
    if (this.#kept > keptFindings) this.#leftOut += 1;
    else this.#findings.push(finding);
  }

  /** `what`: `added`, `matched`, `skipped` and what else a reader counts. */
  count(what: string, by = 1): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + by);
  }

  get counts(): Record<string, number> {
    return Object.fromEntries(this.#counts);
  }

  finish(state: 'complete' | 'cancelled' | 'failed'): void {
    this.#session.log.openBatches.delete(this.id);
    // Once the vault is closed there is nothing to write to: the import stays `running` and counts as cut off.
    if (!this.#session.database.open) return;
    this.write(`Import ${state}: ${this.#facts.title}`, (transaction) =>
      transaction.update('import_batch', this.id, {
        state,
        counts: JSON.stringify(this.counts),
        findings_left_out: this.#leftOut,
        ended_at: transaction.at,
      }),
    );
    // What lies in a case after an import has little to do with what lay in it before: queries are planned anew.
    this.#session.database.pragma('optimize');
  }
}

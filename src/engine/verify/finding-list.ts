import type { FindingSeverity } from '../../shared/domain/findings.ts';
import type { Finding, FindingCode } from './findings.ts';
import { findingsPerCode } from './limits.ts';

/** Collects findings; of one code only so many are kept that a hostile package cannot fill the memory. */
export class FindingList {
  private readonly kept: Finding[] = [];
  private readonly counts = new Map<
    string,
    { code: FindingCode; severity: FindingSeverity; count: number }
  >();

  add(finding: Finding): void {
    const key = `${finding.code} ${finding.severity}`;
    const entry = this.counts.get(key) ?? { code: finding.code, severity: finding.severity, count: 0 };
    entry.count += 1;
    this.counts.set(key, entry);
    if (entry.count <= findingsPerCode) this.kept.push(finding);
  }

  error(code: FindingCode, message: string, facts: Partial<Finding> = {}): void {
    this.add({ ...facts, code, severity: 'error', message });
  }

  warning(code: FindingCode, message: string, facts: Partial<Finding> = {}): void {
    this.add({ ...facts, code, severity: 'warning', message });
  }

  info(code: FindingCode, message: string, facts: Partial<Finding> = {}): void {
    this.add({ ...facts, code, severity: 'info', message });
  }

  get hasErrors(): boolean {
    return this.kept.some((finding) => finding.severity === 'error');
  }

  /** Findings added so far, those beyond the limit included. */
  get count(): number {
    return [...this.counts.values()].reduce((sum, entry) => sum + entry.count, 0);
  }

  has(code: FindingCode): boolean {
    return this.kept.some((finding) => finding.code === code);
  }

  all(): Finding[] {
    const overflow = [...this.counts.values()]
      .filter((entry) => entry.count > findingsPerCode)
      .map(({ code, severity, count }) => ({
        code,
        severity,
        message: `${count - findingsPerCode} more findings of this kind are not listed.`,
      }));
    return [...this.kept, ...overflow];
  }
}

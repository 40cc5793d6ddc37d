import type { FindingSeverity } from '../../shared/domain/findings.ts';

const tones: Record<FindingSeverity, string> = { error: 'bad', warning: 'warn', info: '' };

export function SeverityPill({ severity }: { severity: FindingSeverity }) {
  return <span className={`pill ${tones[severity]}`}>{severity === 'info' ? 'note' : severity}</span>;
}

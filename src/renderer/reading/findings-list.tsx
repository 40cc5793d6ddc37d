import { findingSeverities } from '../../shared/domain/findings.ts';
import { revealHidden } from '../../shared/domain/text-safety.ts';
import { Notice } from '../ui/notice.tsx';
import { type Finding, findingText, severityTone } from './reading-words.ts';

/** What was found while reading, the worst first. */
export function FindingsList({ findings }: { findings: readonly Finding[] }) {
  return (
    <>
      {findingSeverities.map((severity) => {
        const own = findings.filter((finding) => finding.severity === severity);
        if (own.length === 0) return null;
        return (
          <Notice key={severity} tone={severityTone[severity]}>
            {own.length === 1 ? (
              <span>{revealHidden(findingText(own[0]!))}</span>
            ) : (
              <ul className="reading-findings">
                {own.map((finding) => (
                  <li key={`${finding.code} ${finding.place} ${finding.message}`}>
                    {revealHidden(findingText(finding))}
                  </li>
                ))}
              </ul>
            )}
          </Notice>
        );
      })}
    </>
  );
}

import type { Output } from '../../shared/contract/index.ts';
import { revealHidden } from '../../shared/domain/text-safety.ts';
import { casePath } from '../app/places.ts';
import { useFold } from '../ui/fold.tsx';
import { formatBytes } from '../ui/format.ts';
import { Section } from '../ui/side-panel.tsx';
import { keyed } from './mail-words.ts';

type MailRecord = Output<'mail.get'>;

/** What the message is made of and what was taken out of it; where it leads to. */
export function MessageParts({ mail }: { mail: MailRecord }) {
  const [links, moreLinks] = useFold(mail.linkList, 300);
  return (
    <div className="stack">
      <Section title="Parts">
        <table className="plain-table mail-table" aria-label="Parts of the message">
          <thead>
            <tr>
              <th>Part</th>
              <th>Type</th>
              <th>Name</th>
              <th>Size</th>
              <th>Evidence</th>
            </tr>
          </thead>
          <tbody>
            {mail.parts.map((part) => (
              <tr key={part.path}>
                <td className="mono">{part.path || 'whole'}</td>
                <td>
                  {part.mediaType}
                  <div className="dim">{[part.encoding, part.charset].filter(Boolean).join(', ')}</div>
                </td>
                <td>
                  <bdi>{revealHidden(part.name)}</bdi>
                </td>
                <td style={{ whiteSpace: 'nowrap' }}>
                  {part.role === 'container' ? '' : formatBytes(part.sizeBytes)}
                </td>
                <td>
                  {part.evidenceId ? (
                    <a href={`#${casePath(mail.caseId, 'evidence', { id: part.evidenceId })}`}>
                      {part.exhibit}
                    </a>
                  ) : part.role === 'attachment' ? (
                    <span className="pill warn">not taken out</span>
                  ) : (
                    <span className="dim">{part.role}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      {mail.linkList.length > 0 && (
        <Section title={`Where it leads (${mail.linkList.length})`}>
          <table className="plain-table mail-table" aria-label="Links of the message">
            <tbody>
              {keyed(links).map(({ key, item: link }) => (
                <tr key={key}>
                  <td>{link.kind}</td>
                  <td>
                    <span className="mono">{revealHidden(link.shown)}</span>
                    {link.text && link.text !== link.target && (
                      <div className="dim">shown as: {revealHidden(link.text)}</div>
                    )}
                    {link.problems.map((problem) => (
                      <div key={problem} className="mail-odd">
                        {problem}
                      </div>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {moreLinks}
        </Section>
      )}
    </div>
  );
}

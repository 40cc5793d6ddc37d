import type { Output } from '../../shared/contract/index.ts';
import { revealHidden } from '../../shared/domain/text-safety.ts';
import { useFold } from '../ui/fold.tsx';
import { Section } from '../ui/side-panel.tsx';
import { dateText, delayText, keyed } from './mail-words.ts';

type MailRecord = Output<'mail.get'>;

/** Every host the message passed, the first in time at the bottom, as the fields stand. */
export function MessageHops({ mail }: { mail: MailRecord }) {
  return (
    <div className="stack">
      <Section title="Hops">
        {mail.hopList.length === 0 && <p className="dim">No host wrote a Received field.</p>}
        {mail.hopList.length > 0 && (
          <table className="plain-table mail-table" aria-label="Hops, the last on top">
            <thead>
              <tr>
                <th>No.</th>
                <th>From</th>
                <th>By</th>
                <th>When, on its clock</th>
                <th>Delay</th>
              </tr>
            </thead>
            <tbody>
              {mail.hopList.map((hop) => (
                <tr key={hop.position}>
                  <td>{hop.position}</td>
                  <td>
                    <bdi>{revealHidden(hop.from)}</bdi>
                    <div className="dim mono">
                      {[hop.fromName !== hop.from && hop.fromName, hop.fromIp].filter(Boolean).join(' ')}
                    </div>
                  </td>
                  <td>
                    <bdi>{revealHidden(hop.by)}</bdi>
                    <div className="dim">{hop.with}</div>
                  </td>
                  <td>
                    {dateText(hop.date)}
                    {hop.problems.map((problem) => (
                      <div key={problem} className="mail-odd">
                        {problem}
                      </div>
                    ))}
                  </td>
                  <td style={{ whiteSpace: 'nowrap' }}>{delayText(hop.delaySeconds)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Section>
      <Section title="What is stated of its origin">
        {mail.authentication.length === 0 && <p className="dim">No field states SPF, DKIM, DMARC or ARC.</p>}
        {mail.authentication.length > 0 && (
          <table className="plain-table mail-table" aria-label="Statements of authentication">
            <thead>
              <tr>
                <th>Check</th>
                <th>Result</th>
                <th>As stated by</th>
                <th>Of</th>
              </tr>
            </thead>
            <tbody>
              {keyed(mail.authentication).map(({ key, item: fact }) => (
                <tr key={key}>
                  <td>{fact.method.toUpperCase()}</td>
                  <td>
                    <span
                      className={`pill ${fact.result === 'pass' ? 'good' : /fail/.test(fact.result) ? 'bad' : ''}`}
                    >
                      {fact.result}
                    </span>
                  </td>
                  <td>
                    <bdi>{fact.statedBy || '(nobody named)'}</bdi>
                    <div className="dim">{fact.field}</div>
                  </td>
                  <td className="dim">
                    <Properties properties={fact.properties} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <p className="dim small">
          None of this was checked here: it is what the host that wrote the field says.
        </p>
      </Section>
    </div>
  );
}

function Properties({ properties }: { properties: MailRecord['authentication'][number]['properties'] }) {
  const [shown, more] = useFold(properties, 6);
  return (
    <>
      {keyed(shown).map(({ key, item: { name, value } }) => (
        <div key={key} className="truncate" title={revealHidden(value)}>
          {name}={revealHidden(value)}
        </div>
      ))}
      {more}
    </>
  );
}

/** All fields in the order received, duplicates included, as they were written. */
export function MessageFields({ mail }: { mail: MailRecord }) {
  return (
    <dl className="mail-raw">
      {mail.envelope && (
        <>
          <dt>Line of the mailbox</dt>
          <dd>{revealHidden(mail.envelope)}</dd>
        </>
      )}
      {mail.header.map((field) => (
        <div key={`${field.offset}`}>
          <dt>{field.name}</dt>
          <dd>
            {revealHidden(field.raw.trim())}
            {field.value !== field.raw.trim().replace(/\r?\n(?=[ \t])/g, '') && (
              <div className="dim">= {revealHidden(field.value)}</div>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCopy, IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { toast, toastError } from '../app/toasts.tsx';
import { CopyValue } from '../fields/copy-value.tsx';
import { AndMore } from '../ui/and-more.tsx';
import { Facts } from '../ui/facts.tsx';
import { formatBytes, formatCount, formatInstant } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { type Verification, verdictWords, verificationText } from './findings-text.ts';

const looks = {
  valid: { tone: 'good', icon: IconShieldCheck, words: 'Complete, unchanged, and as it was sealed.' },
  'valid-with-warnings': {
    tone: 'warn',
    icon: IconAlertTriangle,
    words: 'Complete and unchanged; something about it should be looked at.',
  },
  invalid: { tone: 'bad', icon: IconShieldX, words: 'Do not rely on this package. The findings say why.' },
} as const;

export function VerifyResult({ result }: { result: Verification }) {
  const look = looks[result.verdict];
  const Glyph = look.icon;
  return (
    <>
      <div className={`verdict ${look.tone}`} role="status" aria-label="Verdict">
        <Glyph size={40} stroke={1.5} aria-hidden />
        <div className="spread" style={{ minWidth: 0 }}>
          <h2>{verdictWords[result.verdict]}</h2>
          <p>{look.words}</p>
          <p className="small truncate">
            <bdi>{result.path}</bdi>
          </p>
        </div>
        <Button
          variant="default"
          leftSection={<IconCopy size={15} />}
          onClick={() =>
            void window.proffer
              .copyText(verificationText(result))
              .then(() => toast('The result is copied as text.'), toastError)
          }
        >
          Copy as text
        </Button>
      </div>
      <div className="verify-grid">
        <Signature signature={result.signature} />
        <section className="card" aria-label="Package">
          <h2>Package</h2>
          <Facts
            rows={[
              ['Size', formatBytes(result.sizeBytes)],
              ['SHA-256', result.sha256 && <CopyValue value={result.sha256} what="SHA-256 of the package" />],
              ['Format', result.bag && `BagIt ${result.bag.version}`],
              ['Manifests', result.bag?.algorithms.join(', ')],
              [
                'Payload',
                result.bag &&
                  `${formatCount(result.bag.payloadFiles, 'file')}, ${formatBytes(result.bag.payloadBytes)}`,
              ],
              [
                'Custody',
                result.custody && (
                  <>
                    {formatCount(result.custody.exhibits, 'exhibit')},{' '}
                    {formatCount(result.custody.entries, 'entry', 'entries')}, chain{' '}
                    <strong className={result.custody.intact ? undefined : 'tone-bad'}>
                      {result.custody.intact ? 'intact' : 'broken'}
                    </strong>
                  </>
                ),
              ],
              ...(result.bag?.info ?? []).map(
                (each, index) =>
                  [`${each.label}${' '.repeat(index)}`, <bdi key={each.label}>{each.value}</bdi>] as const,
              ),
            ]}
          />
        </section>
      </div>
      <Findings findings={result.findings} />
    </>
  );
}

function Signature({ signature }: { signature: Verification['signature'] }) {
  return (
    <section className="card form" aria-label="Signature">
      <h2 style={{ margin: 0 }}>Signature</h2>
      {!signature && <Notice tone="warn">This package is not signed.</Notice>}
      {signature && (
        <>
          <Notice tone={!signature.valid ? 'bad' : signature.trusted ? 'good' : 'warn'}>
            {!signature.valid
              ? 'The signature does not fit what is in the package.'
              : signature.trusted
                ? 'Signed by the key you were told of.'
                : 'The signature is sound. Whether the key is the right one only you can tell: compare its fingerprint with the one you were told through another channel.'}
          </Notice>
          <Facts
            rows={[
              ['Fingerprint', <CopyValue key="f" value={signature.fingerprint} what="fingerprint" />],
              ['Says it is from', <bdi key="s">{signature.signer}</bdi>],
              ['Sealed', signature.sealedAt && `${formatInstant(signature.sealedAt, true)} UTC`],
              [
                'Namespace',
                <span key="n" className="mono">
                  {signature.namespace}
                </span>,
              ],
            ]}
          />
        </>
      )}
    </section>
  );
}

const most = 500;

function Findings({ findings }: { findings: Verification['findings'] }) {
  return (
    <section className="card" aria-label="Findings">
      <h2>Findings</h2>
      {findings.length === 0 ? (
        <p className="dim">None.</p>
      ) : (
        <table className="plain-table" aria-label="Findings">
          <thead>
            <tr>
              <th>Weight</th>
              <th>What</th>
              <th>Where</th>
              <th>Code</th>
            </tr>
          </thead>
          <tbody>
            {findings.slice(0, most).map((each, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a result never changes order, and findings may repeat
              <tr key={index}>
                <td>
                  <span
                    className={`pill ${each.severity === 'error' ? 'bad' : each.severity === 'warning' ? 'warn' : ''}`}
                  >
                    {each.severity}
                  </span>
                </td>
                <td>
                  {each.message}
                  {each.expected && (
                    <div className="mono dim">
                      expected {each.expected}
                      {each.found ? `, found ${each.found}` : ''}
                    </div>
                  )}
                </td>
                <td>
                  <bdi className="mono">{each.path}</bdi>
                </td>
                <td className="mono dim">{each.code}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <AndMore all={findings.length} shown={most}>
        ; “Copy as text” has them all.
      </AndMore>
    </section>
  );
}

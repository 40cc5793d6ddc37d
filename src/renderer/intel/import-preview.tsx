import { Tabs } from '@mantine/core';
import type { JobResult } from '../../shared/contract/index.ts';
import { entityKinds, entityRoles } from '../../shared/domain/kinds.ts';
import { tlpLabel } from '../../shared/domain/markings.ts';
import { revealHidden } from '../../shared/domain/text-safety.ts';
import { labelOf } from '../fields/choices.ts';
import { MarkingBadge } from '../fields/marking.tsx';
import { Notice } from '../ui/notice.tsx';

type Preview = JobResult<'intel.preview'>;

const outcomes = { added: 'New', matched: 'In the case', unsure: 'Perhaps in the case' } as const;
const number = (count: number) => count.toLocaleString('en');

/** What an import would bring, before anything is written. */
export function ImportPreview({ preview }: { preview: Preview }) {
  const sum = (what: 'added' | 'matched' | 'unsure') =>
    preview.entities.reduce((total, kind) => total + kind[what], 0);
  const { kept, partly, revoked } = preview.objects;
  const serious = preview.findings.filter(({ severity }) => severity !== 'info').length;
  return (
    <div className="stack">
      <div>
        <strong>{preview.formatName}</strong> <bdi>{revealHidden(preview.title)}</bdi>
        <div className="dim small">
          {preview.markings.map(({ marking, count }) => `${tlpLabel(marking)} ${number(count)}`).join(' · ')}
          {revoked > 0 && ` · ${number(revoked)} revoked by their source`}
        </div>
      </div>
      <div className="intel-outcome">
        <Amount
          what="New entities"
          count={sum('added') + sum('unsure')}
          more={`${number(sum('matched'))} in the case`}
        />
        <Amount what="Links" count={preview.links} />
        <Amount what="Events" count={preview.events} />
        <Amount what="Kept objects" count={kept + partly} more={`${number(partly)} partly in records`} />
      </div>
      {preview.unchanged + preview.changed > 0 && (
        <Notice tone="info">
          {number(preview.unchanged)} objects are in the case already word for word, {number(preview.changed)}{' '}
          in another version.
        </Notice>
      )}
      <Tabs defaultValue="entities" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="entities">Entities</Tabs.Tab>
          <Tabs.Tab value="kept">Kept types</Tabs.Tab>
          <Tabs.Tab value="findings">Findings{serious > 0 ? ` (${serious} to look at)` : ''}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="entities" pt="xs">
          <Entities preview={preview} />
        </Tabs.Panel>
        <Tabs.Panel value="kept" pt="xs">
          <Listed
            label="Kept types"
            heads={['Type', 'Objects']}
            rows={preview.keptTypes.map(({ type, count }) => [type, type, number(count)])}
            nothing="Everything in it becomes records."
          />
        </Tabs.Panel>
        <Tabs.Panel value="findings" pt="xs">
          <Findings preview={preview} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

function Amount(props: { what: string; count: number; more?: string }) {
  return (
    <div className="intel-number">
      <strong>{number(props.count)}</strong>
      {props.what}
      {props.more && <div className="dim small">{props.more}</div>}
    </div>
  );
}

function Entities({ preview }: { preview: Preview }) {
  const total = preview.entities.reduce(
    (sum, { added, matched, unsure }) => sum + added + matched + unsure,
    0,
  );
  if (total === 0) return <p className="dim">There are no entities in it.</p>;
  return (
    <>
      <p className="dim small">
        {preview.entities
          .map(
            ({ kind, added, matched, unsure }) => `${entityKinds[kind]} ${number(added + matched + unsure)}`,
          )
          .join(' · ')}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to take the keys */}
      <section className="intel-scroll" tabIndex={0} aria-label="Entities">
        <table className="plain-table" aria-label="Entities">
          <thead>
            <tr>
              <th>Kind</th>
              <th>Entity</th>
              <th>Role</th>
              <th>Marking</th>
              <th>Case</th>
            </tr>
          </thead>
          <tbody>
            {preview.sampleEntities.map((entity) => (
              <tr key={`${entity.kind} ${entity.display}`}>
                <td className="dim">{entityKinds[entity.kind]}</td>
                <td>
                  <bdi>{revealHidden(entity.display)}</bdi>
                </td>
                <td>{entity.roles.map((role) => labelOf(entityRoles, role)).join(', ')}</td>
                <td>
                  <MarkingBadge marking={entity.marking} />
                </td>
                <td>{outcomes[entity.outcome]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {total > preview.sampleEntities.length && (
        <p className="dim small">
          The first {number(preview.sampleEntities.length)} of {number(total)}.
        </p>
      )}
    </>
  );
}

function Findings({ preview }: { preview: Preview }) {
  const total = preview.findings.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <Listed
        label="Findings"
        heads={['', 'Place', 'What']}
        rows={preview.sampleFindings.map(({ severity, place, message, code }, index) => [
          `${index}`,
          severity === 'info' ? '' : severity,
          place || code,
          revealHidden(message),
        ])}
        nothing="No findings."
      />
      {total > preview.sampleFindings.length && (
        <p className="dim small">
          {number(preview.sampleFindings.length)} of {number(total)}; the import lists them all.
        </p>
      )}
    </>
  );
}

/** Rows begin with their key. */
function Listed(props: { label: string; heads: string[]; rows: string[][]; nothing: string }) {
  if (props.rows.length === 0) return <p className="dim">{props.nothing}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to take the keys
    <section className="intel-scroll" tabIndex={0} aria-label={props.label}>
      <table className="plain-table" aria-label={props.label}>
        <thead>
          <tr>
            {props.heads.map((head) => (
              <th key={head}>{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map(([key, ...cells]) => (
            <tr key={key}>
              {cells.map((cell, index) => (
                <td key={props.heads[index]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

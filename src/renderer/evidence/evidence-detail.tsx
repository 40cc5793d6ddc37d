import { ActionIcon, Button, Loader, Menu, Tabs } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import type { Output } from '../../shared/contract/index.ts';
import { acquisitionMethods } from '../../shared/domain/kinds.ts';
import { mixedScriptWarning, revealHidden } from '../../shared/domain/text-safety.ts';
import { startJob } from '../app/client.ts';
import { confirm } from '../app/confirm.tsx';
import { ErrorNotice } from '../app/error-notice.tsx';
import { hideRecord } from '../app/hide-record.tsx';
import { casePath, go } from '../app/places.ts';
import { useCall } from '../app/queries.ts';
import { toast, toastError } from '../app/toasts.tsx';
import { labelOf } from '../fields/choices.ts';
import { CopyValue } from '../fields/copy-value.tsx';
import { pathOfHit, wordsOfHit } from '../fields/hit-words.ts';
import { MarkingBadge } from '../fields/marking.tsx';
import { MailTab } from '../mail/mail-tab.tsx';
import { MetadataTab } from '../reading/metadata-tab.tsx';
import { TextTab } from '../reading/text-tab.tsx';
import { Facts } from '../ui/facts.tsx';
import { formatBytes, formatInstant } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { Section, SidePanel } from '../ui/side-panel.tsx';
import { ChildEvidence, WithChildren } from './child-evidence.tsx';
import { Custody } from './custody.tsx';
import { EditEvidence } from './edit-evidence.tsx';
import { EvidencePreview } from './evidence-preview.tsx';
import { ImportOffer } from './import-offer.tsx';

type EvidenceRecord = Output<'evidence.get'>;

const isMail = ({ mediaType, name }: EvidenceRecord): boolean =>
  /^(?:message\/rfc822|application\/(?:mbox|vnd\.ms-outlook|vnd\.ms-tnef))$/.test(mediaType) ||
  /\.(?:eml|emlx|msg)$/i.test(name);

async function exportCopy(record: EvidenceRecord): Promise<void> {
  const purpose = await confirm({
    title: 'Export a copy out of the vault?',
    body: (
      <>
        <p>
          A decrypted copy of <bdi>{revealHidden(record.name)}</bdi> is written to a folder you choose.
          Outside the vault nothing protects it.
        </p>
        <p>It is marked </p>
        <MarkingBadge marking={record.marking} />
      </>
    ),
    confirm: 'Choose folder…',
    reason: { label: 'Purpose, for the log', required: true },
  });
  if (purpose === null) return;
  const folder = await window.proffer.saveFolder({ title: 'Where the copy goes' });
  if (folder) await startJob('evidence.export', { id: record.id, folder, purpose });
}

async function hide(record: EvidenceRecord): Promise<void> {
  const { shown, hidden } = record.children;
  let withChildren = true;
  const choose = (chosen: boolean) => {
    withChildren = chosen;
  };
  const words = {
    noun: 'evidence',
    hides: (
      <>
        <p>
          It leaves the list and is kept out of referrals. Nothing is deleted; the log keeps who hid it and
          why.
        </p>
        <WithChildren verb="Hide" count={shown} onChange={choose} />
      </>
    ),
    returns: (
      <>
        <p>It stands in the list again.</p>
        <WithChildren verb="Bring back" count={hidden} onChange={choose} />
      </>
    ),
  };
  const done = await hideRecord('evidence.hide', record, words, () => ({ withChildren }));
  if (done) toast(record.hidden ? 'The evidence is back.' : 'The evidence is hidden.');
}

/** One piece of evidence: what it is, its content in safe form, and who did what to it. */
export function EvidenceDetail(props: { id: string; onClose(): void; onVerify(id: string): void }) {
  const answer = useCall('evidence.get', { id: props.id });
  const [editing, setEditing] = useState(false);
  const record = answer.data;
  if (!record) {
    return (
      <SidePanel label="Evidence details" title="Evidence" onClose={props.onClose}>
        <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} />
        {answer.isLoading && <Loader aria-label="Reading" />}
      </SidePanel>
    );
  }
  const scripts = mixedScriptWarning(record.name);
  return (
    <SidePanel
      label="Evidence details"
      title={
        <>
          <span className="mono dim">{record.exhibit}</span> <bdi>{revealHidden(record.name)}</bdi>
        </>
      }
      below={
        <div className="row wrap">
          <MarkingBadge marking={record.marking} />
          {record.check === 'failed' && <span className="pill bad">Check failed</span>}
          {record.check === 'ok' && <span className="pill good">Verified</span>}
          {record.hidden && <span className="pill warn">Hidden</span>}
        </div>
      }
      actions={
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label="More actions">
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => setEditing(true)}>Edit description and marking</Menu.Item>
            <Menu.Item onClick={() => props.onVerify(record.id)}>Verify now</Menu.Item>
            <Menu.Item
              disabled={record.hidden}
              onClick={() => go(casePath(record.caseId, 'imports', { table: record.id }))}
            >
              Import as a table…
            </Menu.Item>
            {record.mediaType === 'application/json' && (
              <Menu.Item
                disabled={record.hidden}
                onClick={() => go(casePath(record.caseId, 'intel', { import: record.id }))}
              >
                Import as intelligence…
              </Menu.Item>
            )}
            <Menu.Item onClick={() => void exportCopy(record).catch(toastError)}>Export a copy…</Menu.Item>
            <Menu.Item onClick={() => void hide(record).catch(toastError)}>
              {record.hidden ? 'Bring back' : 'Hide…'}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      }
      onClose={props.onClose}
    >
      <Tabs defaultValue="record" keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="record">Record</Tabs.Tab>
          {isMail(record) && <Tabs.Tab value="mail">Mail</Tabs.Tab>}
          <Tabs.Tab value="text">Text</Tabs.Tab>
          <Tabs.Tab value="metadata">Metadata</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="record" className="stack">
          {record.mediaTypeNote && <Notice tone="warn">{record.mediaTypeNote}</Notice>}
          {scripts && <Notice tone="warn">{scripts}</Notice>}
          {!record.hidden && <ImportOffer caseId={record.caseId} evidenceId={record.id} />}
          <Section
            title="About it"
            action={
              <Button variant="subtle" size="compact-xs" onClick={() => setEditing(true)}>
                Edit
              </Button>
            }
          >
            <Facts
              rows={[
                [
                  'Taken out of',
                  record.parent && (
                    <a key="of" href={`#${casePath(record.caseId, 'evidence', { id: record.parent.id })}`}>
                      {record.parent.exhibit}
                    </a>
                  ),
                ],
                ['Description', record.description && <bdi>{record.description}</bdi>],
                ['Type', record.mediaType],
                ['Size', `${formatBytes(record.sizeBytes)} (${record.sizeBytes.toLocaleString('en')} bytes)`],
                ['Acquired', `${formatInstant(record.acquiredAt, true)} UTC`],
                ['How', labelOf(acquisitionMethods, record.method)],
                ['From', record.source && <bdi>{record.source}</bdi>],
                ['Where', record.place && <bdi>{record.place}</bdi>],
                ['By', record.acquiredBy && <bdi>{record.acquiredBy}</bdi>],
                ['Note', record.note && <bdi>{record.note}</bdi>],
                ['Taken in', `${formatInstant(record.takenInAt, true)} UTC`],
                [
                  'File changed',
                  record.fileModifiedAt && `${formatInstant(record.fileModifiedAt, true)} UTC`,
                ],
                ['Original path', <bdi key="p">{revealHidden(record.originalPath)}</bdi>],
                [
                  'Last check',
                  record.checkedAt ? `${formatInstant(record.checkedAt, true)} UTC` : 'Not since intake',
                ],
              ]}
            />
          </Section>
          <EvidencePreview record={record} />
          {record.children.shown > 0 && <ChildEvidence record={record} />}
          <Section title="Hashes">
            <Facts
              rows={[
                ['SHA-256', <CopyValue key="2" value={record.sha256} what="SHA-256" />],
                ['SHA-1', <CopyValue key="1" value={record.sha1} what="SHA-1" />],
                ['MD5', <CopyValue key="5" value={record.md5} what="MD5" />],
              ]}
            />
          </Section>
          {record.sameContent.length > 0 && (
            <Section title="Same content elsewhere">
              {record.sameContent.map((each) => (
                <div key={each.id}>
                  <a href={`#${casePath(each.caseId, 'evidence', { id: each.id })}`}>
                    {each.caseReference}, {each.number} <bdi>{each.name}</bdi>
                  </a>
                </div>
              ))}
            </Section>
          )}
          {record.usedBy.length > 0 && (
            <Section title="What rests on it">
              {record.usedBy.map((each) => {
                const hit = { ...each, caseId: record.caseId, place: null };
                return (
                  <div key={`${each.kind} ${each.id}`} className="row">
                    <span className="pill">{wordsOfHit(hit)}</span>
                    <a href={`#${pathOfHit(hit)}`}>
                      <bdi>{each.title}</bdi>
                    </a>
                  </div>
                );
              })}
              {record.usedByMore && <p className="dim">And more than these.</p>}
            </Section>
          )}
          <Custody entries={record.custody} />
        </Tabs.Panel>
        <Tabs.Panel value="mail">
          <MailTab caseId={record.caseId} evidenceId={record.id} />
        </Tabs.Panel>
        <Tabs.Panel value="text">
          <TextTab evidenceId={record.id} />
        </Tabs.Panel>
        <Tabs.Panel value="metadata">
          <MetadataTab caseId={record.caseId} evidenceId={record.id} />
        </Tabs.Panel>
      </Tabs>
      <EditEvidence record={record} opened={editing} onClose={() => setEditing(false)} />
    </SidePanel>
  );
}

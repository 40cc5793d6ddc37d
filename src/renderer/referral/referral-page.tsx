import './referral.css';
import { Button, Loader } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBuildingBank, IconEye, IconFileExport } from '@tabler/icons-react';
import { useState } from 'react';
import { startJob } from '../app/client.ts';
import { confirm } from '../app/confirm.tsx';
import { ErrorNotice } from '../app/error-notice.tsx';
import { useCall } from '../app/queries.ts';
import { toastError } from '../app/toasts.tsx';
import { useCommands } from '../app/use-commands.ts';
import { Empty } from '../ui/empty.tsx';
import { formatBytes, formatCount } from '../ui/format.ts';
import { useStore } from '../ui/store.ts';
import { AgencyChoice } from './agency-choice.tsx';
import { AgencyFacts } from './agency-facts.tsx';
import { Disclosures } from './disclosures.tsx';
import { ExportStrip } from './export-strip.tsx';
import { PreviewWindow } from './preview-window.tsx';
import { Readiness } from './readiness.tsx';
import { changeDraft, drafts, newDraft, requestOf } from './referral-request.ts';
import { RequestForm } from './request-form.tsx';
import { Versions } from './versions.tsx';

/** From an agency to a sealed package: what is missing, what is disclosed, how it looks, and out. */
export function ReferralPage({ caseId }: { caseId: string }) {
  const draft = useStore(drafts)[caseId] ?? newDraft;
  const agencies = useCall('referral.agencies', {});
  const request = requestOf(caseId, draft);
  const [settled] = useDebouncedValue(request, 350);
  const answer = useCall('referral.readiness', settled ?? { caseId, agencyId: '' }, {
    enabled: settled !== null,
    keepPrevious: true,
  });
  const [exportJob, setExportJob] = useState<string | null>(null);
  const [previewJob, setPreviewJob] = useState<string | null>(null);
  const agency = agencies.data?.agencies.find((each) => each.id === draft.agencyId) ?? null;
  const state = agency ? answer.data : undefined;
  const ready = state?.readiness.ready ?? false;

  const preview = () => {
    if (request) void startJob('referral.preview', request).then(setPreviewJob, toastError);
  };
  const seal = async () => {
    if (!request || !agency || !state) return;
    const folder = await window.proffer.saveFolder({ title: 'Where the package goes' });
    if (!folder) return;
    const kept = state.disclosures
      .filter((each) => each.action === 'kept')
      .reduce((sum, each) => sum + each.count, 0);
    const yes = await confirm({
      title: `Export a referral to ${agency.name}?`,
      body: (
        <>
          <p>
            {formatCount(state.exhibits, 'exhibit')}, {formatBytes(state.exhibitBytes)}, are verified, packed
            and sealed with your key into one file in <bdi>{folder}</bdi>. {kept} facts go out as they are;
            the rest is masked or kept back as listed.
          </p>
          <p className="dim">
            The package is recorded in the case with its hash. Outside the vault it is not encrypted. Nothing
            is sent anywhere: you hand it over.
          </p>
        </>
      ),
      confirm: 'Export and seal',
    });
    if (yes === null) return;
    setExportJob(await startJob('referral.export', { ...request, folder }));
  };
  useCommands(
    agency
      ? [
          { id: 'referral.preview', title: 'Preview the referral', group: 'Referral', run: preview },
          {
            id: 'referral.export',
            title: 'Export and seal the referral',
            group: 'Referral',
            keywords: 'package zip bag sign',
            run: () => void seal().catch(toastError),
          },
        ]
      : [],
  );
  return (
    <div className="page">
      <header className="page-head">
        <h1>Referral</h1>
        {agency && (
          <span className="dim">
            to <bdi>{agency.name}</bdi>
          </span>
        )}
        <div className="spread" />
        <Button variant="default" leftSection={<IconEye size={15} />} disabled={!agency} onClick={preview}>
          Preview
        </Button>
        <Button
          leftSection={<IconFileExport size={15} />}
          disabled={!ready}
          onClick={() => void seal().catch(toastError)}
        >
          Export referral
        </Button>
      </header>
      <ExportStrip jobId={exportJob} onClose={() => setExportJob(null)} />
      <div className="page-body padded">
        <ErrorNotice error={agencies.error} onRetry={() => void agencies.refetch()} />
        <div className="referral">
          <div className="stack">
            <AgencyChoice
              agencies={agencies.data?.agencies ?? []}
              value={draft.agencyId}
              onChange={(agencyId) => changeDraft(caseId, { agencyId })}
            />
          </div>
          {agency ? (
            <>
              <div className="stack" style={{ gap: 14 }}>
                <ErrorNotice error={answer.error} />
                {answer.isLoading && <Loader aria-label="Checking what is missing" />}
                {state && <Readiness items={state.readiness.items} ready={ready} caseId={caseId} />}
                <RequestForm caseId={caseId} draft={draft} agency={agency} />
                <AgencyFacts agency={agency} />
              </div>
              <div className="stack" style={{ gap: 14 }}>
                {state && (
                  <Disclosures
                    disclosures={state.disclosures}
                    exhibits={state.exhibits}
                    exhibitBytes={state.exhibitBytes}
                  />
                )}
                <Versions caseId={caseId} />
              </div>
            </>
          ) : (
            <>
              <div className="card">
                <Empty icon={IconBuildingBank} title="Choose an agency">
                  Its profile says which facts it wants, what is still missing, what may be disclosed, and
                  which certificate its courts ask for.
                </Empty>
              </div>
              <Versions caseId={caseId} />
            </>
          )}
        </div>
      </div>
      <PreviewWindow jobId={previewJob} onClose={() => setPreviewJob(null)} />
    </div>
  );
}

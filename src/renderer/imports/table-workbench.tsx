import { Button, Loader } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useState } from 'react';
import type { TableFormat } from '../../shared/contract/import-table.ts';
import { revealHidden } from '../../shared/domain/text-safety.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { casePath, go } from '../app/places.ts';
import { useCall } from '../app/queries.ts';
import { MappingForm } from './mapping-form.tsx';

interface Chosen {
  format?: TableFormat;
  headerRow?: number;
}

/** One table on its way in: looked at, declared, tried, imported. */
export function TableWorkbench(props: { caseId: string; evidenceId: string }) {
  const { caseId, evidenceId } = props;
  const [chosen, setChosen] = useState<Chosen>({});
  const evidence = useCall('evidence.get', { id: evidenceId });
  const found = useCall('import.inspectTable', { evidenceId, ...chosen }, { keepPrevious: true });
  const back = () => go(casePath(caseId, 'imports'));
  return (
    <div className="page">
      <header className="page-head">
        <Button variant="subtle" size="compact-sm" leftSection={<IconArrowLeft size={15} />} onClick={back}>
          Imports
        </Button>
        <h1>
          Import a table
          {evidence.data && (
            <span className="dim">
              {' '}
              <span className="mono">{evidence.data.exhibit}</span>{' '}
              <bdi>{revealHidden(evidence.data.name)}</bdi>
            </span>
          )}
        </h1>
        <div className="spread" />
        {found.isFetching && <Loader size="xs" aria-label="Looking at the table" />}
      </header>
      {found.error && (
        <div className="page-body padded">
          <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />
        </div>
      )}
      {found.data && !found.error && (
        <MappingForm
          key={JSON.stringify([found.data.format, found.data.headerRow])}
          caseId={caseId}
          evidenceId={evidenceId}
          found={found.data}
          formatChosen={chosen.format !== undefined}
          onFormat={(format, headerRow) =>
            setChosen({ format, ...(headerRow === undefined ? {} : { headerRow }) })
          }
        />
      )}
    </div>
  );
}

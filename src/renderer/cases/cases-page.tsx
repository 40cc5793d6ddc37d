import { Button } from '@mantine/core';
import { IconEyeOff, IconFolderPlus, IconFolders } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { caseStatuses, schemes } from '../../shared/domain/kinds.ts';
import { ListPage } from '../app/list-page.tsx';
import { casePath, go } from '../app/places.ts';
import { type RowOf, useListState, useRows } from '../app/queries.ts';
import { useVaultStatus } from '../app/session.ts';
import { useCommands } from '../app/use-commands.ts';
import { labelOf } from '../fields/choices.ts';
import { MarkingBadge } from '../fields/marking.tsx';
import { Empty } from '../ui/empty.tsx';
import { formatInstant } from '../ui/format.ts';
import { IconToggle } from '../ui/icon-toggle.tsx';
import { Notice } from '../ui/notice.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import { type Column, DataTable } from '../ui/table/data-table.tsx';
import { NewCase } from './new-case.tsx';

type Row = RowOf<'case.list'>;

const columns: Column<Row>[] = [
  {
    key: 'reference',
    header: 'Reference',
    width: '140px',
    sort: 'reference',
    cell: (row) => <span className="mono">{row.reference}</span>,
  },
  {
    key: 'title',
    header: 'Title',
    width: 'minmax(190px, 3fr)',
    sort: 'title',
    cell: (row) => <bdi>{row.title}</bdi>,
  },
  {
    key: 'scheme',
    header: 'Scheme',
    width: 'minmax(120px, 1fr)',
    cell: (row) => labelOf(schemes, row.scheme),
  },
  {
    key: 'status',
    header: 'Status',
    width: '96px',
    sort: 'status',
    cell: (row) => labelOf(caseStatuses, row.status),
  },
  { key: 'lead', header: 'Lead', width: 'minmax(90px, 1fr)', cell: (row) => <bdi>{row.lead}</bdi> },
  {
    key: 'marking',
    header: 'Marking',
    width: '138px',
    cell: (row) => <MarkingBadge marking={row.marking} />,
  },
  {
    key: 'victims',
    header: 'Victims',
    width: '70px',
    align: 'number',
    cell: (row) => row.victimCount.toLocaleString('en'),
  },
  {
    key: 'evidence',
    header: 'Evidence',
    width: '78px',
    align: 'number',
    cell: (row) => row.evidenceCount.toLocaleString('en'),
  },
  {
    key: 'changed',
    header: 'Changed (UTC)',
    width: '132px',
    sort: 'changedAt',
    cell: (row) => formatInstant(row.changedAt),
  },
];

/** All cases of the vault. */
export function CasesPage() {
  const list = useListState('changedAt', 'descending');
  const [creating, setCreating] = useState(false);
  const source = useRows('case.list', list.input);
  const status = useVaultStatus().data;
  const notices = useMemo(() => status?.notices ?? [], [status]);
  useCommands([
    { id: 'case.new', title: 'New case', group: 'Case', shortcut: 'Mod+N', run: () => setCreating(true) },
  ]);
  return (
    <ListPage
      title="Cases"
      total={source.total}
      error={source.error}
      tools={
        <>
          <IconToggle icon={IconEyeOff} label="Show hidden" on={list.hidden} onChange={list.setHidden} />
          <SearchBox label="Search cases" value={list.search} onChange={list.setSearch} />
          <Button leftSection={<IconFolderPlus size={15} />} onClick={() => setCreating(true)}>
            New case
          </Button>
        </>
      }
      above={
        (notices.length > 0 || status?.recoveryConfirmed === false) && (
          <div className="stack" style={{ padding: '10px 16px 0' }}>
            {status?.recoveryConfirmed === false && (
              <Notice
                tone="warn"
                action={
                  <Button variant="default" size="compact-xs" onClick={() => go('/settings')}>
                    Vault settings
                  </Button>
                }
              >
                The recovery key of this vault was never confirmed.
              </Notice>
            )}
            {notices.map((notice) => (
              <Notice key={notice} tone="warn">
                {notice}
              </Notice>
            ))}
          </div>
        )
      }
    >
      <DataTable
        label="Cases"
        columns={columns}
        source={source}
        rowId={(row) => row.id}
        order={list}
        onOpen={(row) => go(casePath(row.id, 'overview'))}
        isHidden={(row) => row.hidden}
        empty={
          list.search ? (
            <Empty icon={IconFolders} title="No case matches">
              Nothing in reference or title fits “{list.search}”.
            </Empty>
          ) : (
            <Empty
              icon={IconFolders}
              title="No cases yet"
              actions={<Button onClick={() => setCreating(true)}>New case</Button>}
            >
              A case holds evidence, events, people and money of one scheme, and becomes a referral.
            </Empty>
          )
        }
      />
      <NewCase opened={creating} onClose={() => setCreating(false)} />
    </ListPage>
  );
}

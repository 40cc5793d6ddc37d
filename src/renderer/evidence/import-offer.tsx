import { Button } from '@mantine/core';
import { casePath, go } from '../app/places.ts';
import { useCall } from '../app/queries.ts';
import { formatInstant } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';

/** Says of a table, a STIX bundle or a MISP export that it can become records, or that it has. Nothing for other files. */
export function ImportOffer({ caseId, evidenceId }: { caseId: string; evidenceId: string }) {
  const answer = useCall('import.candidates', { caseId, evidenceId });
  const candidate = answer.data?.rows[0];
  if (!candidate) return null;
  const { as, format, import: standing } = candidate;
  const what = as === 'table' ? 'a table' : 'intelligence';
  if (standing)
    return (
      <Notice
        tone="good"
        action={
          <Button
            variant="default"
            size="compact-xs"
            onClick={() => go(casePath(caseId, 'imports', { id: standing.id }))}
          >
            Show import
          </Button>
        }
      >
        {standing.endedAt
          ? `Imported as ${what} on ${formatInstant(standing.endedAt)} UTC.`
          : `Being imported as ${what}.`}
      </Notice>
    );
  const target =
    as === 'table'
      ? casePath(caseId, 'imports', { table: evidenceId })
      : casePath(caseId, 'intel', { import: evidenceId });
  return (
    <Notice
      action={
        <Button size="compact-xs" onClick={() => go(target)}>
          Import as {what}
        </Button>
      }
    >
      {format}: what it lists can become records of the case.
    </Notice>
  );
}

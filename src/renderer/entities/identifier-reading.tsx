import { Checkbox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { casePath } from '../app/places.ts';
import { useCall } from '../app/queries.ts';
import { Facts } from '../ui/facts.tsx';
import { Notice } from '../ui/notice.tsx';
import type { EntityDraft } from './entity-draft.ts';
import { factWords } from './fact-words.ts';
import { usedContext } from './reading-context.ts';

/** What the identifier would become, and whether the case has it already. */
export function IdentifierReading(props: {
  caseId: string;
  draft: EntityDraft;
  recordId: string | null;
  onLeave(): void;
  onKeep(keep: boolean): void;
}) {
  const { kind, value, context } = props.draft;
  const [settled] = useDebouncedValue({ kind, value, context }, 200);
  const answer = useCall(
    'entity.preview',
    {
      caseId: props.caseId,
      kind: settled.kind,
      value: settled.value,
      ...usedContext(settled.kind, settled.context),
    },
    { enabled: settled.value.trim() !== '', keepPrevious: true },
  );
  if (answer.error) return <Notice tone="warn">{answer.error.message}</Notice>;
  const read = answer.data;
  if (!read) return null;
  const duplicate = read.existing && read.existing.id !== props.recordId ? read.existing : null;
  return (
    <div className="picker-new stack" role="status">
      <Facts
        rows={[
          [
            'Kept as',
            <span key="n" className="mono">
              {read.normal}
            </span>,
          ],
          ['Shown as', read.display !== read.normal && <bdi key="d">{read.display}</bdi>],
          [
            'Form',
            read.checked === 'valid'
              ? 'Valid'
              : read.checked === 'invalid'
                ? 'Not valid'
                : 'Cannot be checked',
          ],
          ...Object.entries(read.facts).map(factWords),
        ]}
      />
      {read.problems.map((problem) => (
        <div key={problem} style={{ color: 'var(--warn)' }}>
          {problem}
        </div>
      ))}
      {read.checked === 'invalid' && (
        <Checkbox
          label="Record it as found although it cannot be one: it may be spoofed or mistyped"
          checked={props.draft.keepInvalid}
          onChange={(event) => props.onKeep(event.currentTarget.checked)}
        />
      )}
      {duplicate && (
        <Notice tone="warn">
          This case has it already:{' '}
          <a href={`#${casePath(props.caseId, 'entities', { id: duplicate.id })}`} onClick={props.onLeave}>
            {duplicate.display}
          </a>
        </Notice>
      )}
    </div>
  );
}

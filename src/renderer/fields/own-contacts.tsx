import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { entityKinds, entityRoles } from '../../shared/domain/kinds.ts';
import { call } from '../app/client.ts';
import { casePath } from '../app/places.ts';
import { type RowOf, useCall } from '../app/queries.ts';
import { toast, toastError } from '../app/toasts.tsx';
import { formatCount } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { labelOf } from './choices.ts';

type OwnContact = RowOf<'observable.ownContacts'>;

/** Named one by one; more are counted. */
const shown = 3;

async function decide(
  of: { caseId: string; ids?: string[] | undefined; importId?: string | undefined },
  belongsTo: 'owner' | 'both',
) {
  try {
    const { changed } = await call('observable.decideOwn', { ...of, belongsTo });
    const what = formatCount(changed, 'contact');
    toast(
      belongsTo === 'owner'
        ? `${what} given back. One undo brings the role back.`
        : `Remembered: ${what} of both.`,
    );
  } catch (error) {
    toastError(error);
  }
}

/**
 * Says where an accepted find made the other side's what is a victim's or colleague's own, and puts it right in one step. In a
 * case, about one record (the contact itself or its owner), or what one import told; nothing is shown where there is none.
 */
export function OwnContacts({
  caseId,
  entityId,
  importId,
}: {
  caseId: string;
  entityId?: string;
  importId?: string;
}) {
  const answer = useCall('observable.ownContacts', {
    caseId,
    limit: shown,
    ...(entityId ? { entityId } : {}),
    ...(importId ? { importId } : {}),
  });
  const { rows, total } = answer.data ?? { rows: [], total: 0 };
  const [first] = rows;
  if (!first) return null;
  // Of a record all are shown at once as a rule; of a case or an import the button means all, however many.
  const ids = entityId && total <= rows.length ? rows.map(({ id }) => id) : undefined;
  const wide = entityId !== undefined && ids === undefined;
  return (
    <Notice
      tone="warn"
      title={
        total === 1 ? 'Somebody’s own contact' : `${total.toLocaleString('en')} contacts are somebody’s own`
      }
      action={
        !wide && (
          <span className="row" style={{ gap: 4 }}>
            <Button
              size="compact-xs"
              variant="default"
              title="Takes off the role the find gave. One undo brings it back."
              onClick={() => void decide({ caseId, ids, importId }, 'owner')}
            >
              {total === 1 ? 'Give back' : `Give all ${total.toLocaleString('en')} back`}
            </Button>
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              title="Leaves the role, and does not ask again: a number can be misused by the scam, too."
              onClick={() => void decide({ caseId, ids, importId }, 'both')}
            >
              Both
            </Button>
          </span>
        )
      }
    >
      {rows.map((row) => (
        <div key={row.id}>
          <Sentence caseId={caseId} row={row} />
        </div>
      ))}
      {total > rows.length && (
        <div className="dim">and {(total - rows.length).toLocaleString('en')} more.</div>
      )}
    </Notice>
  );
}

function Sentence({ caseId, row }: { caseId: string; row: OwnContact }) {
  const { owner } = row;
  const link = (id: string, words: ReactNode) => (
    <a href={`#${casePath(caseId, 'entities', { id })}`}>
      <bdi>{words}</bdi>
    </a>
  );
  return (
    <>
      {link(row.id, row.display)} is the {lowerFirst(labelOf(entityKinds, row.kind))} of{' '}
      {owner.id === null ? <bdi>{owner.display}</bdi> : link(owner.id, owner.display)} ({lowerFirst(owner.as)}
      ), and {row.roles.map((role) => lowerFirst(labelOf(entityRoles, role))).join(', ')} only since a find
      was accepted.
    </>
  );
}

const lowerFirst = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);

import { Button } from '@mantine/core';
import type { Output } from '../../shared/contract/index.ts';
import { call } from '../app/client.ts';
import { confirm } from '../app/confirm.tsx';
import { casePath } from '../app/places.ts';
import { toast, toastError } from '../app/toasts.tsx';
import { Notice } from '../ui/notice.tsx';

type Pair = Output<'duplicate.list'>['rows'][number];

/** Says in words what making one record of two does, then does it. */
export async function makeOne(pair: Pair, keepId: string): Promise<boolean> {
  const [keep, gone] = keepId === pair.first.id ? [pair.first, pair.second] : [pair.second, pair.first];
  const yes = await confirm({
    title: 'Make one record of the two?',
    body: `Everything that names ${gone.display} will name ${keep.display}. One undo in the log takes it back.`,
    confirm: 'Make one record',
  });
  if (yes === null) return false;
  await call('duplicate.decide', { id: pair.id, verdict: 'same', keepId });
  toast('The two are one record now.');
  return true;
}

export async function sayDifferent(pair: Pair): Promise<void> {
  await call('duplicate.decide', { id: pair.id, verdict: 'different' });
  toast('Remembered as two different records.');
}

/** On a record: another one may be the same thing. */
export function DuplicateNotice(props: { caseId: string; pair: Pair; self: string }) {
  const { pair, self } = props;
  const other = pair.first.id === self ? pair.second : pair.first;
  return (
    <Notice
      tone="warn"
      action={
        <span className="row" style={{ gap: 4 }}>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => void makeOne(pair, self).catch(toastError)}
          >
            Same
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => void sayDifferent(pair).catch(toastError)}
          >
            Different
          </Button>
        </span>
      }
    >
      Perhaps the same as{' '}
      <a href={`#${casePath(props.caseId, 'entities', { id: other.id })}`}>
        <bdi>{other.display}</bdi>
      </a>
      . {pair.because}
    </Notice>
  );
}

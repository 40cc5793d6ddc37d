import { Button } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useState } from 'react';
import { fieldForms } from '../../shared/contract/entity-forms.ts';
import type { Output } from '../../shared/contract/index.ts';
import {
  type DuplicateVerdict,
  duplicateBases,
  duplicateReasons,
  duplicateStates,
} from '../../shared/domain/duplicate-words.ts';
import { call } from '../app/client.ts';
import { confirm } from '../app/confirm.tsx';
import { ErrorNotice } from '../app/error-notice.tsx';
import { useCall } from '../app/queries.ts';
import { toast, toastError } from '../app/toasts.tsx';
import { Facts } from '../ui/facts.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { useTicks } from '../ui/table/use-ticks.ts';
import type { DuplicateKey } from './duplicate-group-id.ts';
import { DuplicateMembers } from './duplicate-members.tsx';

type Group = Output<'duplicate.get'>;

/** One group: what its records share, why they may be one and why not, in what they differ; and what a person says of it. */
export function DuplicateGroupPanel(props: { group: DuplicateKey; onClose(): void; onDecided(): void }) {
  const answer = useCall('duplicate.get', props.group, { keepPrevious: true });
  const ticks = useTicks();
  const [keep, setKeep] = useState<{ id: string; display: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const group = answer.data;
  if (!group)
    return (
      <SidePanel label="Group of records" title="One or several?" wide onClose={props.onClose}>
        <ErrorNotice error={answer.error} />
      </SidePanel>
    );
  const some = ticks.ids.size;
  const decide = async (verdict: DuplicateVerdict) => {
    const chosen = some > 0 && verdict !== 'later' && verdict !== 'open' ? [...ticks.ids] : null;
    if (
      verdict === 'same' &&
      !(await confirmSame(group, chosen?.length ?? group.members, keep?.display ?? null))
    )
      return;
    setBusy(true);
    try {
      const left = await call('duplicate.decide', {
        ...props.group,
        verdict,
        ...(chosen ? { entityIds: chosen } : {}),
        ...(verdict === 'same' && keep ? { keepId: keep.id } : {}),
      });
      toast(done[verdict]);
      ticks.clear();
      setKeep(null);
      if (left.state !== 'open') props.onDecided();
    } catch (error) {
      toastError(error);
    } finally {
      setBusy(false);
    }
  };
  const button = (verdict: DuplicateVerdict, label: string, primary = false, disabled = false) => (
    <Button
      variant={primary ? 'filled' : 'default'}
      disabled={busy || disabled}
      onClick={() => void decide(verdict)}
    >
      {label}
    </Button>
  );
  const countOf = (count: number) => count.toLocaleString('en');
  return (
    <SidePanel
      label="Group of records"
      wide
      title={
        <>
          {countOf(group.members)} records share the {duplicateBases[group.basis].toLowerCase()}{' '}
          <bdi>{group.shown}</bdi>
        </>
      }
      below={group.state !== 'open' && <span className="pill">{duplicateStates[group.state]}</span>}
      onClose={props.onClose}
    >
      <ErrorNotice error={answer.error} />
      <Facts
        rows={[
          ['May be one', duplicateReasons[group.basis].may],
          ['May not be', duplicateReasons[group.basis].mayNot],
          ['Differ in', differences(group)],
        ]}
      />
      <DuplicateMembers group={group} keepId={keep?.id ?? null} onKeep={setKeep} ticks={ticks} />
      <div className="form-actions">
        {group.state !== 'open' && (
          <Button variant="subtle" color="gray" disabled={busy} onClick={() => void decide('open')}>
            Open again
          </Button>
        )}
        {group.state === 'open' && (
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconClock size={15} />}
            disabled={busy}
            onClick={() => void decide('later')}
          >
            Later
          </Button>
        )}
        <div className="spread" />
        {some > 0
          ? button(
              'different',
              some === 1 ? 'Differs from all others' : `${countOf(some)} differ from all others`,
            )
          : button(
              'different',
              group.members === 2 ? 'Two different ones' : 'All different',
              false,
              group.state === 'decided',
            )}
        {some > 0
          ? button(
              'same',
              `${countOf(some)} are the same`,
              true,
              some === 1 && (!keep || ticks.ids.has(keep.id)),
            )
          : button('same', group.members === 2 ? 'The same' : 'All the same', true)}
      </div>
    </SidePanel>
  );
}

const done: Record<DuplicateVerdict, string> = {
  same: 'They are one record now. One undo in the log takes it back.',
  different: 'Remembered as different.',
  later: 'Put off until another record joins it.',
  open: 'What was said of this group is taken back.',
};

const fieldLabel = (name: string): string =>
  Object.hasOwn(fieldForms, name) ? fieldForms[name as keyof typeof fieldForms].label : 'Country';

function differences({ differing, names, members }: Group): string {
  const told = differing
    .filter(({ values }) => values > 1)
    .map(({ field, values }) => `${fieldLabel(field)} (${values.toLocaleString('en')})`);
  const name = names > 1 ? [`${names === members ? 'every' : names.toLocaleString('en')} name`] : [];
  return [...name, ...told].join(', ') || 'Nothing that both tell';
}

async function confirmSame(group: Group, count: number, keep: string | null): Promise<boolean> {
  const contradicted = group.differing
    .filter(({ values }) => values > 1)
    .map(({ field }) => fieldLabel(field));
  const stays = keep === null ? 'the oldest of them' : <bdi>{keep}</bdi>;
  return (
    (await confirm({
      title: `Make one record of ${count.toLocaleString('en')}?`,
      body: (
        <div className="stack">
          <p>
            Everything that names the others will name {stays}; its empty fields are filled, their names are
            kept as other names. One undo in the log takes it back.
          </p>
          {contradicted.length > 0 && (
            <p>
              Where they contradict each other, what {stays} says counts: {contradicted.join(', ')}.
            </p>
          )}
          {group.saidApart && (
            <p>Some of the group were said to be different before. What you say now counts.</p>
          )}
        </div>
      ),
      confirm: 'Make one record',
    })) !== null
  );
}

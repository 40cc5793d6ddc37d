import { ActionIcon, Button, Checkbox, Modal, MultiSelect, Select, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { type ObservableKind, observableKinds } from '../../shared/domain/observables/observable.ts';
import { call } from '../app/client.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { useCall } from '../app/queries.ts';
import { toast, toastError } from '../app/toasts.tsx';
import { choicesOf, countryChoices, labelOf } from '../fields/choices.ts';
import { Section } from '../ui/side-panel.tsx';

/** What is passed over (the house's own domains and numbers), and whose national numbers are looked for. */
export function RulesDialog(props: { caseId: string; opened: boolean; onClose(): void }) {
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title="What is looked for and what is passed over"
      size={640}
    >
      {props.opened && (
        <div className="stack">
          <Countries caseId={props.caseId} />
          <Rules caseId={props.caseId} />
        </div>
      )}
    </Modal>
  );
}

function Countries({ caseId }: { caseId: string }) {
  const answer = useCall('observable.countries', { caseId });
  return (
    <Section title="National numbers of">
      <ErrorNotice error={answer.error} />
      <MultiSelect
        aria-label="Countries of the case"
        placeholder="Countries of victims and callers"
        description={
          answer.data && !answer.data.declared
            ? 'Not declared: taken from the people and things in the case.'
            : 'Evidence read from now on is searched with these; read a piece again to search it anew.'
        }
        searchable
        maxValues={12}
        data={countryChoices}
        value={answer.data?.countries ?? []}
        onChange={(countries) => {
          call('observable.setCountries', { caseId, countries }).catch(toastError);
        }}
      />
    </Section>
  );
}

function Rules({ caseId }: { caseId: string }) {
  const answer = useCall('observable.rules', { caseId });
  const [kind, setKind] = useState<ObservableKind>('domain');
  const [pattern, setPattern] = useState('');
  const [everywhere, setEverywhere] = useState(false);
  async function add() {
    try {
      await call('observable.addRule', { caseId, kind, pattern, wholeVault: everywhere });
      setPattern('');
    } catch (error) {
      toastError(error);
    }
  }
  async function remove(id: string) {
    try {
      await call('observable.removeRule', { id });
      toast('It is offered again where it was found.');
    } catch (error) {
      toastError(error);
    }
  }
  const rules = answer.data?.rules ?? [];
  return (
    <Section title="Passed over">
      <ErrorNotice error={answer.error} />
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <Select
          aria-label="Kind of rule"
          w={150}
          allowDeselect={false}
          data={choicesOf(observableKinds)}
          value={kind}
          onChange={(value) => setKind((value ?? 'domain') as ObservableKind)}
        />
        <TextInput
          aria-label="What is passed over"
          placeholder="*.example.com, +1800*, *@example.com, 203.0.113.0/24"
          style={{ flex: 1 }}
          value={pattern}
          onChange={(event) => setPattern(event.currentTarget.value)}
        />
        <Checkbox
          label="In every case"
          checked={everywhere}
          onChange={(event) => setEverywhere(event.currentTarget.checked)}
        />
        <Button type="submit" disabled={pattern.trim() === ''}>
          Add
        </Button>
      </form>
      {rules.length === 0 ? (
        <p className="dim">
          The house's own sites and numbers belong here: they are in nearly every complaint and never part of
          the scheme.
        </p>
      ) : (
        <table className="review-rules" aria-label="Rules">
          <tbody>
            {rules.map((rule) => (
              <tr key={rule.id}>
                <td className="dim">{labelOf(observableKinds, rule.kind)}</td>
                <td className="mono">
                  <bdi>{rule.pattern}</bdi>
                </td>
                <td className="dim">{rule.caseId === null ? 'every case' : 'this case'}</td>
                <td>
                  <ActionIcon
                    size={20}
                    aria-label={`Remove rule ${rule.pattern}`}
                    onClick={() => void remove(rule.id)}
                  >
                    <IconX size={13} />
                  </ActionIcon>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

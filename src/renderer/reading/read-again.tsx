import { Button, Checkbox, Group, Modal, Select, TextInput } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { type OcrLanguage, ocrLanguages } from '../../shared/domain/reading-words.ts';
import type { DayOrder } from '../../shared/domain/written-date.ts';
import { call, startJob } from '../app/client.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { toastError } from '../app/toasts.tsx';
import { dayOrderChoices } from '../fields/day-order-choices.ts';
import type { Reading } from './reading-words.ts';

/** Reads a piece once more, after a person has said what its bytes do not tell. */
export function ReadAgain(props: { caseId: string; evidenceId: string; reading: Reading }) {
  const [opened, setOpened] = useState(false);
  const unread = props.reading.steps.length === 0;
  const isChat = (props.reading.content?.messages ?? 0) > 0;
  const isPicture = /^image\/|^PDF/.test(props.reading.content?.format ?? '');
  const read = () =>
    void startJob('evidence.read', {
      caseId: props.caseId,
      evidenceIds: [props.evidenceId],
      again: !unread,
    }).catch(toastError);
  const asks = isChat || isPicture;
  return (
    <div className="row">
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconRefresh size={14} />}
        onClick={() => (asks ? setOpened(true) : read())}
      >
        {unread ? 'Read now' : asks ? 'Read again…' : 'Read again'}
      </Button>
      {opened && (
        <Declare
          {...props}
          isChat={isChat}
          isPicture={isPicture}
          onRead={read}
          onClose={() => setOpened(false)}
        />
      )}
    </div>
  );
}

function Declare(props: {
  evidenceId: string;
  reading: Reading;
  isChat: boolean;
  isPicture: boolean;
  onRead(): void;
  onClose(): void;
}) {
  const { declared } = props.reading;
  const [dayOrder, setDayOrder] = useState<DayOrder | null>(declared.dayOrder ?? null);
  const [zone, setZone] = useState(declared.zone ?? '');
  const [languages, setLanguages] = useState<OcrLanguage[]>(declared.languages ?? ['eng']);
  const [error, setError] = useState<unknown>(null);
  const submit = async () => {
    try {
      await call('reading.declare', {
        evidenceId: props.evidenceId,
        declared: {
          ...(props.isChat && dayOrder ? { dayOrder } : {}),
          ...(props.isChat && zone.trim() ? { zone: zone.trim() } : {}),
          ...(props.isPicture && languages.length > 0 ? { languages } : {}),
        },
      });
      props.onRead();
      props.onClose();
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <Modal opened onClose={props.onClose} title="Read again">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p className="dim">What you say here stands in the log, and reading goes by it.</p>
        {props.isChat && (
          <>
            <Select
              label="Order of day and month"
              description="As the telephone that made the export writes its dates"
              placeholder="Not known"
              clearable
              data={dayOrderChoices}
              value={dayOrder}
              onChange={(value) => setDayOrder(value as DayOrder | null)}
            />
            <TextInput
              label="Time zone of the telephone"
              description="Region/City, such as Asia/Kolkata; leave empty where it is not known"
              value={zone}
              onChange={(event) => setZone(event.currentTarget.value)}
            />
          </>
        )}
        {props.isPicture && (
          <Checkbox.Group
            label="Languages of the text in it"
            description="Up to three; fewer are faster and more certain"
            value={languages}
            onChange={(value) => setLanguages((value as OcrLanguage[]).slice(0, 3))}
          >
            <Group mt={6} gap="md">
              {Object.entries(ocrLanguages).map(([code, name]) => (
                <Checkbox key={code} value={code} label={name} />
              ))}
            </Group>
          </Checkbox.Group>
        )}
        <ErrorNotice error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            Cancel
          </Button>
          <Button type="submit">Read again</Button>
        </Group>
      </form>
    </Modal>
  );
}

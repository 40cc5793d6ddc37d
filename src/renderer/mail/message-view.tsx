import './mail.css';
import { Button, Loader, Tabs } from '@mantine/core';
import { IconEye, IconFileExport } from '@tabler/icons-react';
import { useState } from 'react';
import type { Output } from '../../shared/contract/index.ts';
import { revealHidden } from '../../shared/domain/text-safety.ts';
import { startJob } from '../app/client.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { casePath } from '../app/places.ts';
import { useCall, useMutationCall } from '../app/queries.ts';
import { toast, toastError } from '../app/toasts.tsx';
import { CopyValue } from '../fields/copy-value.tsx';
import { Facts } from '../ui/facts.tsx';
import { useFold } from '../ui/fold.tsx';
import { Notice } from '../ui/notice.tsx';
import { dateText, keyed } from './mail-words.ts';
import { MessageBody } from './message-body.tsx';
import { MessageFields, MessageHops } from './message-header.tsx';
import { MessageParts } from './message-parts.tsx';

type MailRecord = Output<'mail.get'>;

/** Pieces whose messages this window has shown already: looking on in the same mailbox is one viewing. */
const viewed = new Set<string>();

/** One message, on request: the custody record of its evidence says who looked. */
export function MessageView(props: { evidenceId: string; number: number }) {
  const [shown, setShown] = useState(viewed.has(props.evidenceId));
  const view = useMutationCall('evidence.view');
  const show = () => {
    viewed.add(props.evidenceId);
    setShown(true);
  };
  if (shown) return <ShownMessage {...props} />;
  return (
    <div className="stack">
      <div className="row">
        <Button
          variant="default"
          leftSection={<IconEye size={15} />}
          loading={view.isPending}
          onClick={() => view.mutate({ id: props.evidenceId, purpose: 'review' }, { onSuccess: show })}
        >
          Show message
        </Button>
        <span className="dim small">Puts “viewed” on the custody record.</span>
      </div>
      <ErrorNotice error={view.error} />
    </div>
  );
}

function ShownMessage(props: { evidenceId: string; number: number }) {
  const answer = useCall('mail.get', props);
  if (answer.error) return <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Loader aria-label="Reading" />;
  const mail = answer.data;
  const attachments = mail.parts.filter((part) => part.role === 'attachment').length;
  return (
    <div className="stack">
      <h3>
        {mail.subject ? <bdi>{revealHidden(mail.subject)}</bdi> : <span className="dim">(no subject)</span>}
      </h3>
      <Facts
        rows={[
          ...byField(mail).map(
            ([field, mailboxes]) => [field, <Mailboxes key={field} mailboxes={mailboxes} />] as const,
          ),
          ['Date', dateText(mail.date)],
          ['Message-ID', mail.messageId && <CopyValue value={mail.messageId} what="message id" />],
          [
            'Own hash',
            mail.format === 'mailbox' && <CopyValue value={mail.sha256} what="SHA-256 of the message" />,
          ],
        ]}
      />
      {mail.format === 'mailbox' && <TakeOut mail={mail} />}
      {mail.warnings.length > 0 && (
        <Notice tone="warn" title="Before you believe it">
          <ul className="reading-findings">
            {mail.warnings.map(({ message }) => (
              <li key={message}>{revealHidden(message)}</li>
            ))}
          </ul>
        </Notice>
      )}
      {mail.findingList.length > 0 && (
        <Notice title="How it was read">
          <ul className="reading-findings">
            {keyed(mail.findingList).map(({ key, item: { place, message } }) => (
              <li key={key}>
                {message} <span className="dim">({place})</span>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <Tabs defaultValue="body" keepMounted={false}>
        <Tabs.List mb="xs">
          <Tabs.Tab value="body">Message</Tabs.Tab>
          <Tabs.Tab value="hops">Hops ({mail.hopList.length})</Tabs.Tab>
          <Tabs.Tab value="parts">Parts{attachments > 0 ? ` (${attachments} attached)` : ''}</Tabs.Tab>
          <Tabs.Tab value="header">Header ({mail.header.length})</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="body">
          <MessageBody mail={mail} />
        </Tabs.Panel>
        <Tabs.Panel value="hops">
          <MessageHops mail={mail} />
        </Tabs.Panel>
        <Tabs.Panel value="parts">
          <MessageParts mail={mail} />
        </Tabs.Panel>
        <Tabs.Panel value="header">
          <MessageFields mail={mail} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

type MailboxList = MailRecord['addresses'][number]['mailboxes'];

/** Fields that came more than once stand together. */
function byField({ addresses }: MailRecord): [string, MailboxList][] {
  const fields = new Map<string, MailboxList>();
  for (const { field, mailboxes } of addresses)
    fields.set(field, [...(fields.get(field) ?? []), ...mailboxes]);
  return [...fields];
}

function Mailboxes({ mailboxes }: { mailboxes: MailboxList }) {
  const [shown, more] = useFold(mailboxes, 20);
  return (
    <>
      {keyed(shown).map(({ key, item: { name, address } }) => (
        <div key={key}>
          {name && <bdi>{revealHidden(name)} </bdi>}
          <span className="mono dim">{revealHidden(address)}</span>
        </div>
      ))}
      {more}
    </>
  );
}

/** A message of a mailbox as an exhibit of its own: what a referral can carry without the rest of the mailbox. */
function TakeOut({ mail }: { mail: MailRecord }) {
  const takeOut = useMutationCall('mail.takeOut');
  const { evidenceId, number, caseId } = mail;
  if (mail.takenOutAs) {
    return (
      <p className="small">
        Taken out of the mailbox as{' '}
        <a href={`#${casePath(caseId, 'evidence', { id: mail.takenOutAs.id })}`}>{mail.takenOutAs.exhibit}</a>
        .
      </p>
    );
  }
  return (
    <div className="row">
      <Button
        variant="default"
        size="compact-sm"
        style={{ flexShrink: 0 }}
        leftSection={<IconFileExport size={14} />}
        loading={takeOut.isPending}
        onClick={() =>
          takeOut.mutate(
            { evidenceId, numbers: [number] },
            {
              onSuccess: ({ evidenceIds }) => {
                toast('The message is a piece of evidence of its own.');
                startJob('evidence.read', { caseId, evidenceIds }).catch(toastError);
              },
            },
          )
        }
      >
        Take out as evidence
      </Button>
      <span className="dim small">Byte for byte, with custody; the mailbox stays as it is.</span>
      <ErrorNotice error={takeOut.error} />
    </div>
  );
}

import type { Command } from 'commander';
import type { Input, Output } from '../../shared/contract/index.ts';
import type { Answer } from '../desk.ts';
import { integer } from '../globals.ts';
import { listAnswer, readList } from '../lists.ts';
import { addListOptions, type ListOptions } from '../options.ts';
import { perform, type Run } from '../perform.ts';
import { caseIdOf, evidenceIdOf } from '../resolve.ts';
import { safeText } from '../terminal/safe-text.ts';
import { type Column, facts, type Page, table } from '../terminal/table.ts';

type MailRow = Output<'mail.list'>['rows'][number];
type MailRecord = Output<'mail.get'>;
type ThreadRow = Output<'mail.threads'>['rows'][number];
type Hop = MailRecord['hopList'][number];
type Part = MailRecord['parts'][number];

const day = (row: { at: string | null; dateAsWritten: string }): string => row.at ?? row.dateAsWritten;

const columns: Column<MailRow>[] = [
  { title: 'Evidence', value: (row) => row.exhibit },
  { title: 'No.', value: (row) => row.number, align: 'right' },
  { title: 'Sent', value: day },
  { title: 'From', value: (row) => row.from, flexible: true },
  { title: 'Subject', value: (row) => row.subject, flexible: true },
  { title: 'Files', value: (row) => row.attachments, align: 'right' },
  { title: 'Warnings', value: (row) => row.warnings.length, align: 'right' },
  { title: 'Copies', value: (row) => row.copies, align: 'right' },
  { title: 'Thread', value: (row) => row.thread, align: 'right' },
];

const threadColumns: Column<ThreadRow>[] = [
  { title: 'Thread', value: (row) => row.thread, align: 'right' },
  { title: 'Last', value: (row) => row.lastAt },
  { title: 'Messages', value: (row) => row.messages, align: 'right' },
  { title: 'Subject', value: (row) => row.subject, flexible: true },
  { title: 'From', value: (row) => row.participants.join(', '), flexible: true },
  { title: 'Warnings', value: (row) => row.warnings, align: 'right' },
];

const hopColumns: Column<Hop>[] = [
  { title: 'Hop', value: (hop) => hop.position, align: 'right' },
  { title: 'From', value: (hop) => [hop.from, hop.fromIp].filter(Boolean).join(' '), flexible: true },
  { title: 'By', value: (hop) => hop.by, flexible: true },
  { title: 'On its clock', value: (hop) => hop.date?.asWritten ?? '' },
  { title: 'UTC', value: (hop) => hop.date?.at ?? '' },
  { title: 'Seconds', value: (hop) => hop.delaySeconds, align: 'right' },
];

const partColumns: Column<Part>[] = [
  { title: 'Part', value: (part) => part.path || 'whole' },
  { title: 'Type', value: (part) => part.mediaType },
  { title: 'Name', value: (part) => part.name, flexible: true },
  { title: 'Bytes', value: (part) => part.sizeBytes, align: 'right' },
  { title: 'Evidence', value: (part) => part.exhibit ?? '' },
];

/** Adds the group `mail`: the messages of a case, read and never followed. */
export function addMailCommands(program: Command, run: Run): void {
  const group = program.command('mail').description('messages in the evidence of a case');

  addListOptions(
    group
      .command('list')
      .description('the messages of a case, of one piece of evidence, or of one conversation')
      .requiredOption('--case <case>', 'reference or id')
      .option('--evidence <evidence>', 'only in this piece: E-0007, 7 or id')
      .option('--thread <number>', 'only of this conversation', integer)
      .option('--warned', 'only those about which something is to be known'),
    ['at', 'subject', 'from', 'number', 'sizeBytes', 'attachments', 'warnings'],
  ).action(
    (
      options: ListOptions<NonNullable<Input<'mail.list'>['sort']>> & {
        case: string;
        evidence?: string;
        thread?: number;
        warned?: boolean;
      },
      command: Command,
    ) =>
      perform(run, command, 'vault', async (desk) => {
        const caseId = await caseIdOf(desk, options.case);
        const only = {
          caseId,
          warned: options.warned ?? false,
          ...(options.thread === undefined ? {} : { thread: options.thread }),
          ...(options.evidence === undefined
            ? {}
            : { evidenceId: await evidenceIdOf(desk, caseId, options.evidence) }),
        };
        const list = await readList<MailRow, NonNullable<Input<'mail.list'>['sort']>>(options, (window) =>
          desk.call('mail.list', { ...window, ...only }),
        );
        return listAnswer(
          list,
          columns,
          'There is no such message. "proffer evidence read" reads what was not read yet.',
        );
      }),
  );

  addListOptions(
    group
      .command('threads')
      .description('the conversations of a case')
      .requiredOption('--case <case>', 'reference or id'),
    ['lastAt', 'firstAt', 'messages', 'subject'],
  ).action(
    (options: ListOptions<NonNullable<Input<'mail.threads'>['sort']>> & { case: string }, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const caseId = await caseIdOf(desk, options.case);
        const list = await readList<ThreadRow, NonNullable<Input<'mail.threads'>['sort']>>(
          options,
          (window) => desk.call('mail.threads', { ...window, caseId }),
        );
        return listAnswer(list, threadColumns, 'There is no such conversation.');
      }),
  );

  group
    .command('show')
    .description('one message: header, hops, words, parts, links; puts "viewed" on the custody record')
    .argument('<evidence>', 'E-0007, 7 or id')
    .argument('[number]', 'message within a mailbox', integer)
    .option('--case <case>', 'reference or id')
    .option('--header', 'every field as received')
    .action(
      (
        name: string,
        number: number | undefined,
        options: { case?: string; header?: boolean },
        command: Command,
      ) =>
        perform(run, command, 'vault', async (desk) => {
          const caseId = options.case === undefined ? null : await caseIdOf(desk, options.case);
          const evidenceId = await evidenceIdOf(desk, caseId, name);
          await desk.call('evidence.view', { id: evidenceId, purpose: 'review' });
          return mailAnswer(
            await desk.call('mail.get', { evidenceId, number: number ?? 1 }),
            options.header ?? false,
          );
        }),
    );

  group
    .command('take-out')
    .description('make messages of a mailbox pieces of evidence of their own, byte for byte')
    .argument('<evidence>', 'the mailbox: E-0007, 7 or id')
    .argument('<numbers...>', 'messages within it')
    .option('--case <case>', 'reference or id')
    .action((name: string, numbers: string[], options: { case?: string }, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const caseId = options.case === undefined ? null : await caseIdOf(desk, options.case);
        const evidenceId = await evidenceIdOf(desk, caseId, name);
        const taken = await desk.call('mail.takeOut', { evidenceId, numbers: numbers.map(integer) });
        return { json: taken, text: () => taken.evidenceIds.join('\n') };
      }),
    );
}

function mailAnswer(mail: MailRecord, withHeader: boolean): Answer {
  return {
    json: mail,
    text: (page: Page) =>
      [
        facts(
          [
            ['Subject', mail.subject],
            ...mail.addresses.map(
              ({ field, mailboxes }) =>
                [field, mailboxes.map(({ name, address }) => `${name} ${address}`.trim()).join(', ')] as [
                  string,
                  string,
                ],
            ),
            ['Date', mail.date ? `${mail.date.asWritten} (${mail.date.at ?? 'unreadable'})` : ''],
            ['Message-ID', mail.messageId],
            ['SHA-256', mail.sha256],
          ],
          page,
        ),
        ...mail.warnings.map(({ message }) => `! ${safeText(message)}`),
        ...mail.findingList.map(({ place, message }) => `- ${safeText(message)} (${place})`),
        mail.hopList.length > 0 ? table(mail.hopList, hopColumns, page) : '',
        ...mail.authentication.map(
          ({ method, result, statedBy, field }) =>
            `${method} ${result}, as stated by ${safeText(statedBy || field)}`,
        ),
        table(mail.parts, partColumns, page),
        withHeader ? mail.header.map(({ name, raw }) => safeText(`${name}:${raw}`)).join('\n') : '',
        safeText(mail.body.text),
        ...mail.linkList.map(
          ({ shown, problems }) =>
            `→ ${safeText(shown)}${problems.length > 0 ? `  ${safeText(problems.join(' '))}` : ''}`,
        ),
      ]
        .filter((part) => part !== '')
        .join('\n\n'),
  };
}

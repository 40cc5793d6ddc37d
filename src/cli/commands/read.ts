import type { Command } from 'commander';
import type { Input, JobResult, Output } from '../../shared/contract/index.ts';
import { readingStates } from '../../shared/contract/reading.ts';
import { findingSeverities } from '../../shared/domain/findings.ts';
import { valuesOf } from '../../shared/domain/kinds.ts';
import { type OcrLanguage, ocrLanguages } from '../../shared/domain/reading-words.ts';
import { type DayOrder, dayOrders } from '../../shared/domain/written-date.ts';
import type { Answer, Desk } from '../desk.ts';
import { exitFinding } from '../exit-codes.ts';
import { listAnswer, readList } from '../lists.ts';
import { addListOptions, choice, choices, defined, type ListOptions } from '../options.ts';
import { perform, type Run } from '../perform.ts';
import { caseIdOf, evidenceIdOf, evidenceIdsOf } from '../resolve.ts';
import { counted } from '../terminal/numbers.ts';
import { quoted } from '../terminal/quoted.ts';
import { safeText } from '../terminal/safe-text.ts';
import { facts, type Page, table } from '../terminal/table.ts';

type Reading = Output<'reading.get'>;
type ListedReading = Output<'reading.list'>['rows'][number];
type ReadingSort = NonNullable<Input<'reading.list'>['sort']>;
type Message = Output<'text.messages'>['rows'][number];
type MessageSort = NonNullable<Input<'text.messages'>['sort']>;

interface ReadOptions {
  case: string;
  again?: boolean;
  dayOrder?: DayOrder;
  zone?: string;
  language?: OcrLanguage[];
}

/** Adds the commands of reading to the group `evidence`. */
export function addReadCommands(program: Command, run: Run): void {
  const group = program.commands.find((command) => command.name() === 'evidence');
  if (!group) throw new Error('the group "evidence" is added before its commands of reading');

  group
    .command('read')
    .description(
      'read evidence: mail, text, text in pictures, metadata; without names whatever of the case was not read yet',
    )
    .argument('[evidence...]', 'E-0007, 7 or id')
    .requiredOption('--case <case>', 'reference or id')
    .option('--again', 'also what was read before, or failed')
    .addOption(
      choice('--day-order <order>', 'of a chat export: whether the day or the month comes first', dayOrders),
    )
    .option('--zone <zone>', "of a chat export: IANA zone of the telephone's clock")
    .addOption(choices('--language <language>', 'of text in pictures; up to three', valuesOf(ocrLanguages)))
    .action((names: string[], options: ReadOptions, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const result = await read(desk, names, options);
        nextAfterReading(desk, options.case);
        return readAnswer(result);
      }),
    );

  addListOptions(
    group
      .command('readings')
      .description('how reading of the evidence of a case stands, step by step, with what was found')
      .requiredOption('--case <case>', 'reference or id')
      .addOption(choice('--state <state>', 'only steps in this state', readingStates))
      .addOption(choice('--findings <severity>', 'only with findings this severe', findingSeverities)),
    ['number', 'name', 'state'],
  ).action(
    (
      options: ListOptions<ReadingSort> &
        Pick<Input<'reading.list'>, 'state' | 'findings'> & { case: string },
      command: Command,
    ) =>
      perform(run, command, 'vault', async (desk) => {
        const { state, findings } = options;
        const only = { caseId: await caseIdOf(desk, options.case), ...defined({ state, findings }) };
        const list = await readList<ListedReading, ReadingSort>(options, (window) =>
          desk.call('reading.list', { ...window, ...only }),
        );
        return listAnswer(list, readingColumns, 'Nothing was read yet, or nothing fits.');
      }),
  );

  group
    .command('metadata')
    .description('what reading found out about one piece: steps, findings, properties, place')
    .argument('<evidence>', 'E-0007, 7 or id')
    .option('--case <case>', 'reference or id')
    .action((name: string, options: { case?: string }, command: Command) =>
      perform(run, command, 'vault', async (desk) =>
        metadataAnswer(await desk.call('reading.get', { evidenceId: await named(desk, options.case, name) })),
      ),
    );

  group
    .command('text')
    .description('the text read from one piece, page by page')
    .argument('<evidence>', 'E-0007, 7 or id')
    .option('--case <case>', 'reference or id')
    .option('--page <n>', 'only this page', Number)
    .action((name: string, options: { case?: string; page?: number }, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const evidenceId = await named(desk, options.case, name);
        return textAnswer(await pagesOf(desk, evidenceId, options.page ?? null));
      }),
    );

  addListOptions(
    group
      .command('messages')
      .description('the messages of a chat export')
      .argument('<evidence>', 'E-0007, 7 or id')
      .option('--case <case>', 'reference or id'),
    ['number', 'sender', 'sentLocal'],
  ).action((name: string, options: ListOptions<MessageSort> & { case?: string }, command: Command) =>
    perform(run, command, 'vault', async (desk) => {
      const evidenceId = await named(desk, options.case, name);
      const list = await readList<Message, MessageSort>(options, (window) =>
        desk.call('text.messages', { ...window, evidenceId }),
      );
      return listAnswer(list, messageColumns, 'This piece holds no messages, or was not read yet.');
    }),
  );
}

const named = async (desk: Desk, caseName: string | undefined, name: string): Promise<string> =>
  evidenceIdOf(desk, caseName === undefined ? null : await caseIdOf(desk, caseName), name);

async function read(
  desk: Desk,
  names: readonly string[],
  { case: caseName, again = false, dayOrder, zone, language }: ReadOptions,
): Promise<JobResult<'evidence.read'>> {
  const caseId = await caseIdOf(desk, caseName);
  const evidenceIds = names.length > 0 ? await evidenceIdsOf(desk, caseId, names) : undefined;
  const declared = defined({ dayOrder, zone, languages: language });
  const declares = Object.keys(declared).length > 0;
  if (declares)
    for (const evidenceId of evidenceIds ?? []) await desk.call('reading.declare', { evidenceId, declared });
  return desk.run('evidence.read', { caseId, ...defined({ evidenceIds }), again: again || declares });
}

/** What reading brought, as one sentence; exit code 1 where pieces could not be read. */
export const readAnswer = (result: JobResult<'evidence.read'>): Answer => ({
  json: result,
  code: result.failed > 0 ? exitFinding : 0,
  text: () => {
    const before = result.skipped > 0 ? `; ${result.skipped} had been read before` : '';
    const failed =
      result.failed > 0
        ? `\n${counted(result.failed, 'piece')} could not be read: proffer evidence readings --case CASE --findings error`
        : '';
    return `${counted(result.done, 'piece')} of evidence read${before}.${failed}`;
  },
});

/** Reading adds nothing to the case: a person looks at what it brought. */
export const nextAfterReading = (desk: Desk, caseName: string): void => {
  const name = quoted(caseName);
  desk.next(
    `proffer proposal list --case ${name}      what complaints tell`,
    `proffer observable list --case ${name}    what was found in text`,
    `proffer import candidates --case ${name}  what can be imported`,
  );
};

const findingsText = (findings: readonly { place: string; message: string }[]): string =>
  findings.map(({ place, message }) => (place ? `${place}: ${message}` : message)).join(' ');

const readingColumns = [
  { title: 'Exhibit', value: (row: ListedReading) => row.exhibit },
  { title: 'Name', value: (row: ListedReading) => row.name, flexible: true },
  { title: 'Step', value: (row: ListedReading) => row.step },
  { title: 'State', value: (row: ListedReading) => row.state },
  {
    title: 'What',
    value: (row: ListedReading) => [row.summary, findingsText(row.findings)].filter(Boolean).join(' '),
    flexible: true,
  },
];

const messageColumns = [
  { title: 'Number', value: (row: Message) => row.number, align: 'right' as const },
  { title: 'Sent', value: (row: Message) => row.sentLocal ?? row.sentAsWritten },
  { title: 'From', value: (row: Message) => row.sender, flexible: true },
  { title: 'Text', value: (row: Message) => row.text, flexible: true },
  { title: 'File', value: (row: Message) => row.attachment, flexible: true },
];

async function pagesOf(desk: Desk, evidenceId: string, only: number | null) {
  const numbers: number[] = [];
  if (only !== null) numbers.push(only);
  else {
    const list = await readList<Output<'text.pages'>['rows'][number], never>({ all: true }, (window) =>
      desk.call('text.pages', { ...window, evidenceId }),
    );
    numbers.push(...list.rows.map(({ page }) => page));
  }
  const pages: { page: number; label: string; source: string; confidence: number | null; text: string }[] =
    [];
  for (const page of numbers) {
    let offset: number | null = 0;
    while (offset !== null) {
      const part: Output<'text.page'> = await desk.call('text.page', { evidenceId, page, offset });
      const { label, source, confidence, text, nextOffset } = part;
      if (offset === 0) pages.push({ page, label, source, confidence, text });
      else pages.at(-1)!.text += text;
      offset = nextOffset;
    }
  }
  return { pages };
}

const textAnswer = ({ pages }: Awaited<ReturnType<typeof pagesOf>>): Answer => ({
  json: { pages },
  text: () => {
    if (pages.length === 0) return 'There is no text: "proffer evidence metadata" says why.';
    return pages
      .map(({ page, label, source, confidence, text }) => {
        const how = source === 'ocr' ? `, recognised with ${confidence} of 100` : '';
        return `--- page ${page}${label ? `, ${safeText(label)}` : ''}${how} ---\n${safeText(text)}`;
      })
      .join('\n');
  },
});

const metadataAnswer = (reading: Reading): Answer => ({
  json: reading,
  text: (page) => {
    const { content, steps } = reading;
    const parts = [
      table(
        steps,
        [
          { title: 'Step', value: (row) => row.step },
          { title: 'State', value: (row) => row.state },
          {
            title: 'What',
            value: (row) => [row.summary, findingsText(row.findings)].join(' ').trim(),
            flexible: true,
          },
        ],
        page,
      ),
    ];
    if (content) parts.push(contentText(content, page));
    return parts.join('\n\n');
  },
});

function contentText(content: NonNullable<Reading['content']>, page: Page): string {
  const place = content.places.map(
    ({ latitude, longitude, from }) => [`Place (${from})`, `${latitude}, ${longitude}`] as const,
  );
  const known = facts(
    [
      ['Format', content.format],
      ['Encoding', content.encoding || null],
      ['Language', content.language || null],
      ['Pages', String(content.pages)],
      ['Assumed', content.assumed.join(' ') || null],
      ['No text', content.outcome || null],
      ...place.map(([name, value]): [string, string] => [name, value]),
    ],
    page,
  );
  const groups = content.metadata.map(
    ({ name, entries }) =>
      `${page.bold(safeText(name))}\n${facts(
        entries.map((entry): [string, string] => [entry.name, entry.value]),
        page,
      )}`,
  );
  return [known, ...groups].join('\n\n');
}

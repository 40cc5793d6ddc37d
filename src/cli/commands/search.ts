import { type Command, InvalidArgumentError } from 'commander';
import type { Input, Output } from '../../shared/contract/index.ts';
import { hitKinds } from '../../shared/contract/search.ts';
import { integer } from '../globals.ts';
import { listAnswer, readList } from '../lists.ts';
import { addListOptions, choices, defined, type ListOptions } from '../options.ts';
import { perform, type Run } from '../perform.ts';
import { caseIdOf, entityIdOf } from '../resolve.ts';
import { safeLine } from '../terminal/safe-text.ts';
import { type Column, type Page, table } from '../terminal/table.ts';
import { UsageError } from '../usage-error.ts';

type Found = Output<'search.find'>;
type Hit = Found['hits'][number];
type MatchRow = Output<'match.list'>['rows'][number];
type OtherRow = Output<'match.ofEntity'>['matches'][number];
type MatchSort = NonNullable<Input<'match.list'>['sort']>;

interface SearchOptions {
  case?: string;
  kind?: Hit['kind'][];
  limit?: number;
  offset?: number;
  rebuild?: boolean;
}

/** What was found in bold, every piece of it made safe for the terminal. */
function marked({ text, marks }: Hit['title'], page: Page): string {
  let result = '';
  let at = 0;
  for (const [start, end] of marks) {
    result += safeLine(text.slice(at, start)) + page.bold(safeLine(text.slice(start, end)));
    at = end;
  }
  return result + safeLine(text.slice(at));
}

function hitLines(hit: Hit, page: Page): string {
  const kind = hit.sort === null ? hit.kind : `${hit.kind} ${hit.sort}`;
  const place = hit.place ? `, ${safeLine(hit.place.label)}` : '';
  const copies = hit.copies > 0 ? ` (and ${hit.copies} more with this content)` : '';
  const head = `${safeLine(hit.caseReference)}  ${safeLine(kind)}  ${marked(hit.title, page)}${place}${copies}${hit.exact ? '  = ' : ''}`;
  const lines = [head.trimEnd(), `    ${hit.id}`];
  if (hit.snippet) lines.push(`    ${marked(hit.snippet, page)}`);
  return lines.join('\n');
}

function foundText(found: Found, page: Page): string {
  const lines = found.problems.map((problem) => safeLine(problem));
  for (const { kind, display } of found.identifiers) lines.push(`Read as ${kind}: ${safeLine(display)}`);
  if (found.total === 0) lines.push('Nothing was found.');
  lines.push(...found.hits.map((hit) => hitLines(hit, page)));
  const total = found.totalExact ? `${found.total}` : `more than ${found.total}`;
  if (found.hits.length < found.total)
    lines.push(
      `${found.hits.length} of ${total} shown${found.order === 'newest' ? ', the newest first' : ''}; --limit and --offset show others.`,
    );
  if (found.pending > 0)
    lines.push(`${found.pending} records are still to be indexed: search again in a moment.`);
  return lines.join('\n');
}

const matchColumns: Column<MatchRow>[] = [
  { title: 'Kind', value: (row) => row.kind },
  { title: 'Entity', value: (row) => row.display, flexible: true },
  { title: 'Because of', value: (row) => row.basis },
  { title: 'Cases', value: (row) => row.caseCount, align: 'right' },
  {
    title: 'In',
    value: (row) => [...new Set(row.others.map((one) => one.caseReference))].join(', '),
    flexible: true,
  },
  { title: 'Id', value: (row) => row.entityId },
];

const otherColumns: Column<OtherRow>[] = [
  { title: 'Case', value: (row) => row.caseReference },
  { title: 'Kind', value: (row) => row.kind },
  { title: 'Entity', value: (row) => row.display, flexible: true },
  { title: 'Because of', value: (row) => row.basis },
  { title: 'Roles', value: (row) => row.roles.join(', ') },
  { title: 'Id', value: (row) => row.entityId },
];

export function addSearchCommands(program: Command, run: Run): void {
  program
    .command('search')
    .description('search every case, or one, for words, phrases and identifiers in any written form')
    .argument(
      '[words...]',
      'words, "a phrase", begin*, a OR b, name:word, kind: case: role: country: from: to:',
    )
    .option('--case <case>', 'only this case: reference or id')
    .addOption(choices('--kind <kind>', 'only hits of this kind', hitKinds))
    .option('--offset <n>', 'leave out the first n', integer)
    .option('--limit <n>', 'at most n hits, up to 200 (default: 50)', (text: string) => {
      const limit = integer(text);
      if (limit < 1 || limit > 200) throw new InvalidArgumentError('It is 1 to 200.');
      return limit;
    })
    .option('--rebuild', 'rebuild the index from the records first')
    .action((words: string[], options: SearchOptions, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        if (words.length === 0 && !options.rebuild) throw new UsageError('What is to be searched for?');
        if (options.rebuild) {
          const made = await desk.run('search.rebuild', {});
          if (words.length === 0)
            return { json: made, text: () => `The index was rebuilt: ${made.records} records.` };
        }
        const found = await desk.call('search.find', {
          text: words.join(' '),
          ...(options.case === undefined ? {} : { caseId: await caseIdOf(desk, options.case) }),
          ...defined({ kinds: options.kind, limit: options.limit, offset: options.offset }),
        });
        return { json: found, text: (page) => foundText(found, page) };
      }),
    );

  addListOptions(
    program
      .command('matches')
      .description('what of a case is known in other cases too')
      .requiredOption('--case <case>', 'reference or id')
      .option('--entity <entity>', 'where this one entity is known')
      .option('--names', 'also people and organisations that share nothing but a name'),
    ['caseCount', 'display', 'kind'],
  ).action(
    (
      options: ListOptions<MatchSort> & { case: string; entity?: string; names?: boolean },
      command: Command,
    ) =>
      perform(run, command, 'vault', async (desk) => {
        const caseId = await caseIdOf(desk, options.case);
        if (options.entity !== undefined) {
          const found = await desk.call('match.ofEntity', {
            id: await entityIdOf(desk, caseId, options.entity),
          });
          const text = (page: Page) =>
            found.matches.length === 0
              ? 'It is known in no other case.'
              : table(found.matches, otherColumns, page);
          return { json: found, text };
        }
        const bases = options.names ? {} : { bases: ['identifier' as const, 'contact' as const] };
        const list = await readList<MatchRow, MatchSort>(options, ({ hidden: _hidden, ...window }) =>
          desk.call('match.list', { ...window, ...bases, caseId }),
        );
        return listAnswer(list, matchColumns, 'Nothing of this case is known in another.');
      }),
  );
}

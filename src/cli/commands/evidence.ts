import { lstat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Input, JobResult, Output } from '../../shared/contract/index.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import {
  type AcquisitionMethod,
  acquisitionMethods,
  type CopyChoice,
  copyChoices,
  valuesOf,
} from '../../shared/domain/kinds.ts';
import type { TlpLevel } from '../../shared/domain/markings.ts';
import type { Desk } from '../desk.ts';
import { listAnswer, readList } from '../lists.ts';
import { addListOptions, choice, defined, type ListOptions, markingOption } from '../options.ts';
import { perform, type Run } from '../perform.ts';
import { caseIdOf, evidenceIdOf, evidenceIdsOf } from '../resolve.ts';
import { bytes, counted } from '../terminal/numbers.ts';
import { quoted } from '../terminal/quoted.ts';
import { safeLine } from '../terminal/safe-text.ts';
import { table } from '../terminal/table.ts';
import { UsageError } from '../usage-error.ts';
import { addEvidenceEditing } from './edit-evidence.ts';
import {
  bothAnswers,
  evidenceColumns,
  intakeAnswer,
  nothingToResume,
  recordAnswer,
  verifiedAnswer,
} from './evidence-answers.ts';
import { addLeftOutCommand } from './left-out.ts';
import { nextAfterReading, readAnswer } from './read.ts';

type Row = Output<'evidence.list'>['rows'][number];
type Intake = JobResult<'evidence.intake'>;
type Batch = Output<'evidence.batches'>['batches'][number];
type Sort = NonNullable<Input<'evidence.list'>['sort']>;

interface IntakeOptions {
  case: string;
  method?: AcquisitionMethod;
  source?: string;
  place?: string;
  acquiredBy?: string;
  acquiredAt?: string;
  note?: string;
  marking?: TlpLevel;
  copies?: CopyChoice;
  read?: boolean;
}

export function addEvidenceCommands(program: Command, run: Run): void {
  const group = program.command('evidence').description('take in, list, verify, copy out evidence');

  group
    .command('add')
    .description('take in files and whole folders; interrupted, it keeps what it has and can be resumed')
    .argument('<paths...>', 'files and folders')
    .requiredOption('--case <case>', 'reference or id')
    .addOption(
      choice('--method <method>', 'how it was acquired (default: received)', valuesOf(acquisitionMethods)),
    )
    .option('--source <text>', 'from whom or what it was acquired')
    .option('--place <text>', 'where')
    .option('--acquired-by <name>', 'who acquired it, if somebody else')
    .option('--acquired-at <instant>', 'when, if not now: 2025-06-26T17:00:00.000Z')
    .option('--note <text>', 'remark')
    .addOption(markingOption())
    .addOption(
      choice(
        '--copies <which>',
        'which files come in again whose content the case has: those of other-sources (default), none, all',
        valuesOf(copyChoices),
      ),
    )
    .option('--read', 'then read it: text, mail, metadata, as "proffer evidence read" does')
    .action((paths: string[], options: IntakeOptions, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const { case: name, marking, copies, read, ...acquisition } = options;
        const places = paths.map((path) => resolve(path));
        await requirePresent(places);
        const caseId = await caseIdOf(desk, name);
        const taken = await takeIn(desk, caseId, () =>
          desk.run('evidence.intake', {
            caseId,
            paths: places,
            acquisition: defined(acquisition),
            ...defined({ marking, copies }),
          }),
        );
        const answer = intakeAnswer(desk, taken);
        if (!read) {
          if (taken.added > 0) desk.next(`proffer evidence read --case ${quoted(name)}`);
          return answer;
        }
        const { batchId } = taken;
        nextAfterReading(desk, name);
        return bothAnswers(answer, readAnswer(await desk.run('evidence.read', { caseId, batchId })));
      }),
    );

  group
    .command('resume')
    .description('go on with an intake that was cancelled or cut off; files it has are not read again')
    .argument('[batch]', 'id; default is the only one of the case that is not complete')
    .option('--case <case>', 'reference or id')
    .action((batch: string | undefined, options: { case?: string }, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const caseId = options.case === undefined ? null : await caseIdOf(desk, options.case);
        const batchId = batch ?? (await openBatch(desk, caseId));
        if (batchId === null) return nothingToResume;
        return intakeAnswer(
          desk,
          await takeIn(desk, caseId, () => desk.run('evidence.resumeIntake', { batchId })),
        );
      }),
    );

  group
    .command('batches')
    .description('the intakes of a case')
    .requiredOption('--case <case>', 'reference or id')
    .action((options: { case: string }, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const found = await desk.call('evidence.batches', { caseId: await caseIdOf(desk, options.case) });
        const answer = listAnswer<Batch>(
          { rows: found.batches, total: found.batches.length },
          [
            { title: 'Batch', value: (row) => row.id },
            { title: 'State', value: (row) => (row.undone ? `${row.state}, undone` : row.state) },
            { title: 'Added', value: (row) => row.added, align: 'right' },
            { title: 'Left out', value: (row) => row.leftOut, align: 'right' },
            { title: 'Refused', value: (row) => row.refused, align: 'right' },
            { title: 'Started', value: (row) => row.startedAt },
            { title: 'From', value: (row) => row.roots.join(', '), flexible: true },
          ],
          'Nothing was taken in yet.',
        );
        return { ...answer, json: found };
      }),
    );

  addLeftOutCommand(group, run);

  addListOptions(
    group
      .command('list')
      .description('the evidence of a case')
      .requiredOption('--case <case>', 'reference or id'),
    ['number', 'name', 'mediaType', 'sizeBytes', 'acquiredAt', 'takenInAt', 'checkedAt'],
  )
    .option('--batch <id>', 'only what one intake brought')
    .option('--media-type <type>', 'only this media type; image/ stands for every image')
    .option('--out-of <evidence>', 'only what was taken out of this piece')
    .option('--originals', 'only what was taken in, not what was taken out of other pieces')
    .action(
      (
        options: ListOptions<Sort> & {
          case: string;
          batch?: string;
          mediaType?: string;
          outOf?: string;
          originals?: boolean;
        },
        command: Command,
      ) =>
        perform(run, command, 'vault', async (desk) => {
          const caseId = await caseIdOf(desk, options.case);
          const parentId =
            options.outOf === undefined ? undefined : await evidenceIdOf(desk, caseId, options.outOf);
          const only = {
            caseId,
            originals: options.originals === true,
            ...defined({ batchId: options.batch, mediaType: options.mediaType, parentId }),
          };
          const list = await readList<Row, Sort>(options, (window) =>
            desk.call('evidence.list', { ...window, ...only }),
          );
          return listAnswer(list, evidenceColumns, 'There is no evidence that fits.');
        }),
    );

  group
    .command('show')
    .description('one piece of evidence with its custody')
    .argument('<evidence>', 'E-0007, 7 or id')
    .option('--case <case>', 'reference or id')
    .action((name: string, options: { case?: string }, command: Command) =>
      perform(run, command, 'vault', async (desk) =>
        recordAnswer(await desk.call('evidence.get', { id: await named(desk, options.case, name) })),
      ),
    );

  addEvidenceEditing(group, run, recordAnswer);

  group
    .command('verify')
    .description(
      're-read stored bytes and compare all hashes: the named pieces, a whole case, or the whole vault',
    )
    .argument('[evidence...]', 'E-0007, 7 or id')
    .option('--case <case>', 'reference or id')
    .action((names: string[], options: { case?: string }, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const caseId = options.case === undefined ? null : await caseIdOf(desk, options.case);
        const ids = names.length > 0 ? await evidenceIdsOf(desk, caseId, names) : undefined;
        return verifiedAnswer(
          desk,
          await desk.run('evidence.verify', { ...(caseId ? { caseId } : {}), ...defined({ ids }) }),
        );
      }),
    );

  group
    .command('export')
    .description('write a decrypted copy outside the vault; goes on its custody and never overwrites')
    .argument('<evidence>', 'E-0007, 7 or id')
    .requiredOption('--to <folder>', 'where to')
    .requiredOption('--purpose <text>', 'why: it stands in the log')
    .option('--case <case>', 'reference or id')
    .action((name: string, options: { case?: string; to: string; purpose: string }, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const id = await named(desk, options.case, name);
        const copy = await desk.run('evidence.export', {
          id,
          folder: resolve(options.to),
          purpose: options.purpose,
        });
        return {
          json: copy,
          text: () => `${safeLine(copy.path)}\nSHA-256 ${copy.sha256}, ${bytes(copy.sizeBytes)}`,
        };
      }),
    );

  group
    .command('hide')
    .description('take pieces out of the working set; content, record and custody stay')
    .argument('<evidence...>', 'E-0007, 7 or id')
    .option('--case <case>', 'reference or id')
    .option('--reason <text>', 'why')
    .option('--with-children', 'also what was taken out of them, as attachments out of a mail')
    .option('--undo', 'bring them back')
    .action(
      (
        names: string[],
        options: { case?: string; reason?: string; undo?: boolean; withChildren?: boolean },
        command: Command,
      ) =>
        perform(run, command, 'vault', async (desk) => {
          const caseId = options.case === undefined ? null : await caseIdOf(desk, options.case);
          const done = await desk.call('evidence.hideMany', {
            ids: await evidenceIdsOf(desk, caseId, names),
            hidden: !options.undo,
            withChildren: options.withChildren === true,
            ...defined({ reason: options.reason }),
          });
          return { json: done, text: (page) => table(done.rows, evidenceColumns, page) };
        }),
    );
}

/** A path that was mistyped is told before anything is taken in. @throws ProfferError `not-found`. */
async function requirePresent(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    try {
      await lstat(path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // What else may be wrong with it is told by the intake, for that path.
      if (code !== 'ENOENT' && code !== 'ENOTDIR') continue;
      throw new ProfferError('not-found', `There is no ${path}. Nothing was taken in.`, { path });
    }
  }
}

async function named(desk: Desk, caseName: string | undefined, name: string): Promise<string> {
  return evidenceIdOf(desk, caseName === undefined ? null : await caseIdOf(desk, caseName), name);
}

/** A cancelled intake says what it kept and how to go on. */
async function takeIn(desk: Desk, caseId: string | null, start: () => Promise<Intake>): Promise<Intake> {
  try {
    return await start();
  } catch (error) {
    if (!(error instanceof ProfferError) || error.code !== 'cancelled' || caseId === null) throw error;
    const { batches } = await desk.engine.call('evidence.batches', { caseId });
    const batch = batches[0];
    if (batch?.state !== 'cancelled') throw error;
    throw new ProfferError(
      'cancelled',
      `Cancelled. ${counted(batch.added, 'file')} taken in so far ${batch.added === 1 ? 'stays' : 'stay'}; go on with: proffer evidence resume ${batch.id}`,
      { batchId: batch.id, added: batch.added },
    );
  }
}

/** The one intake of a case that is not complete; null where there is none. */
async function openBatch(desk: Desk, caseId: string | null): Promise<string | null> {
  if (caseId === null) throw new UsageError('Which intake? Give its id, or --case.');
  const { batches } = await desk.call('evidence.batches', { caseId });
  const open = batches.filter((batch) => batch.state !== 'complete' && !batch.undone);
  if (open.length === 1) return open[0]!.id;
  if (open.length === 0) return null;
  throw new ProfferError(
    'conflict',
    `Several intakes are not complete: ${open.map(({ id }) => id).join(', ')}. Name one: proffer evidence resume ID.`,
    { batches: open.map(({ id }) => id) },
  );
}

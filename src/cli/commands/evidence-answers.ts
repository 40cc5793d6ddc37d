import type { JobResult, Output } from '../../shared/contract/index.ts';
import { acquisitionMethods } from '../../shared/domain/kinds.ts';
import type { Answer, Desk } from '../desk.ts';
import { exitFinding } from '../exit-codes.ts';
import { bytes, counted } from '../terminal/numbers.ts';
import { facts, table } from '../terminal/table.ts';
import { leftOutText } from './left-out.ts';

type Row = Output<'evidence.list'>['rows'][number];
type Record = Output<'evidence.get'>;
type Intake = JobResult<'evidence.intake'>;

/** What was asked for is so already: `evidence add … || evidence resume …` goes on. */
export const nothingToResume: Answer = {
  json: {
    ...{ batchId: null, added: 0, addedBytes: 0, sharedContent: 0 },
    ...{ repaired: 0, leftOut: [], refused: [], evidenceIds: [], complete: true },
  },
  text: () => 'Every intake of this case is complete: there is nothing to resume.',
};

/** An intake and the reading after it. */
export const bothAnswers = (intake: Answer, reading: Answer): Answer => ({
  json: { ...(intake.json as object), reading: reading.json },
  code: Math.max(intake.code ?? 0, reading.code ?? 0),
  text: (page) => `${intake.text(page)}\n${reading.text(page)}`,
});

const refusalColumns = [
  { title: 'Refused', value: (row: Intake['refused'][number]) => row.reason },
  { title: 'File', value: (row: Intake['refused'][number]) => row.path, flexible: true },
  { title: 'Why', value: (row: Intake['refused'][number]) => row.message, flexible: true },
];

export const intakeAnswer = (desk: Desk, result: Intake): Answer => ({
  json: result,
  code: result.refused.length > 0 ? exitFinding : 0,
  text: (page) => {
    const shared =
      result.sharedContent > 0 ? `; the content of ${result.sharedContent} was in the vault already` : '';
    const taken = `${counted(result.added, 'file')} taken in, ${bytes(result.addedBytes)}${shared}.`;
    const mended =
      result.repaired > 0
        ? `\nThe stored copy of ${counted(result.repaired, 'file')} was damaged; the bytes just read took its place.`
        : '';
    const without = result.leftOut.length > 0 ? `\n${leftOutText(result, page)}` : '';
    const head = `${taken}${mended}${without}`;
    if (result.refused.length === 0) return head;
    return `${head}\n${desk.terminal.bad(`${counted(result.refused.length, 'entry', 'entries')} refused`)}:\n${table(result.refused, refusalColumns, page)}`;
  },
});

export const evidenceColumns = [
  { title: 'Exhibit', value: (row: Row) => row.exhibit },
  { title: 'Out of', value: (row: Row) => row.parent?.exhibit ?? '' },
  { title: 'Copy of', value: (row: Row) => row.copyOf?.exhibit ?? '' },
  { title: 'Name', value: (row: Row) => row.path, flexible: true },
  { title: 'Type', value: (row: Row) => row.mediaType, flexible: true },
  { title: 'Size', value: (row: Row) => bytes(row.sizeBytes), align: 'right' as const },
  { title: 'SHA-256', value: (row: Row) => `${row.sha256.slice(0, 16)}…` },
  { title: 'Check', value: (row: Row) => row.check },
];

export const recordAnswer = (record: Record): Answer => ({
  json: record,
  text: (page) => {
    const head = facts(
      [
        ['Exhibit', record.exhibit],
        ['Name', record.name],
        ['Path', record.path],
        ['Taken out of', record.parent?.exhibit ?? null],
        ['Holds', record.children.shown > 0 ? counted(record.children.shown, 'piece') : null],
        ['Taken in from', record.originalPath],
        ['Id', record.id],
        ['Description', record.description],
        ['Media type', record.mediaType],
        ['Note on the type', record.mediaTypeNote],
        ['Size', `${bytes(record.sizeBytes)} (${record.sizeBytes} bytes)`],
        ['SHA-256', record.sha256],
        ['SHA-1', record.sha1],
        ['MD5', record.md5],
        ['Acquired', record.acquiredAt],
        ['How', acquisitionMethods[record.method]],
        ['Source', record.source],
        ['Place', record.place],
        ['Acquired by', record.acquiredBy],
        ['Note', record.note],
        ['Marking', `TLP:${record.marking.toUpperCase()}`],
        ['Last check', record.checkedAt ? `${record.check}, ${record.checkedAt}` : record.check],
        [
          'Same content as',
          record.sameContent.map((one) => `${one.caseReference} ${one.number} ${one.name}`).join(', '),
        ],
        ['Hidden', record.hidden ? 'yes' : null],
      ],
      page,
    );
    const custody = table(
      record.custody,
      [
        { title: 'Custody', value: (row) => row.seq, align: 'right' },
        { title: 'Action', value: (row) => row.action },
        { title: 'When', value: (row) => row.at },
        { title: 'Who', value: (row) => row.actor.person, flexible: true },
        { title: 'Purpose', value: (row) => row.purpose, flexible: true },
      ],
      page,
    );
    return `${head}\n\n${custody}`;
  },
});

export const verifiedAnswer = (desk: Desk, result: JobResult<'evidence.verify'>): Answer => ({
  json: result,
  code: result.failed.length > 0 ? exitFinding : 0,
  text: (page) => {
    const head = `${result.ok} of ${counted(result.checked, 'piece')} of evidence intact.`;
    if (result.failed.length === 0) return desk.terminal.good(head);
    const failed = table(
      result.failed,
      [
        { title: 'Number', value: (row) => row.number, align: 'right' },
        { title: 'Finding', value: (row) => row.finding },
        { title: 'Name', value: (row) => row.name, flexible: true },
        { title: 'What', value: (row) => row.message, flexible: true },
      ],
      page,
    );
    return `${desk.terminal.bad(head)}\n${failed}`;
  },
});

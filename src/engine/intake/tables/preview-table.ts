import type { CheckedInput, Output } from '../../../shared/contract/index.ts';
import { eventKinds, linkKinds, lossMethods } from '../../../shared/domain/kinds.ts';
import { formatMoney } from '../../../shared/domain/money.ts';
import { Foresight } from '../../entities/foresight.ts';
import type { VaultSession } from '../../vault/session.ts';
import type { EntityDraft, LossDraft, RowDraft } from './drafting/draft.ts';
import { withTable } from './table-evidence.ts';
import { previewInThread } from './table-thread.ts';
import { foundInRow } from './writing/found-in-row.ts';
import { ProblemSummary } from './writing/problem-summary.ts';

type PreviewedRow = Output<'import.previewTable'>['rows'][number];
type Shown = PreviewedRow['records'][number];

/** The first rows of a table as the records they would become. */
export function previewTable(
  session: VaultSession,
  { evidenceId, mapping, rows }: CheckedInput<'import.previewTable'>,
  signal: AbortSignal,
): Promise<Output<'import.previewTable'>> {
  return withTable(session, evidenceId, async (content, { caseId }) => {
    const summary = new ProblemSummary();
    // More rows are read than shown: what has to be declared is asked for at once.
    const drafts = await previewInThread(content, { mapping, rows: 200 }, signal);
    for (const draft of drafts) summary.add(draft);
    const foresight = new Foresight(session.database);
    const facts = { caseId, evidenceId, mapping };
    const isKnown = (row: number, entity: EntityDraft) =>
      foresight.outcomeOf(foundInRow(facts, row, entity)) === 'matched';
    return {
      rows: drafts.slice(0, rows).map((draft) => toPreview(draft, isKnown)),
      undeclared: summary.undeclared,
    };
  });
}

/** `isKnown`: whether an entity of the row would be a record the case has. */
function toPreview(draft: RowDraft, isKnown: (row: number, entity: EntityDraft) => boolean): PreviewedRow {
  const names = draft.entities.map(({ identified }) => identified.defanged);
  const records: Shown[] = draft.entities.map((entity) => entityWords(entity, isKnown(draft.row, entity)));
  if (draft.loss) records.push(moneyWords('loss', draft.loss));
  if (draft.payment) records.push(moneyWords('payment', draft.payment));
  if (draft.event) {
    const { kind, title, when } = draft.event;
    records.push({ what: 'event', text: title, details: [eventKinds[kind], timeWords(when)], known: false });
  }
  for (const { kind, from, to } of draft.links)
    records.push({
      what: 'link',
      text: `${names[from]} ${linkKinds[kind]} ${names[to]}`,
      details: [],
      known: false,
    });
  return {
    row: draft.row,
    records,
    problems: draft.problems.map(({ severity, code, message, column, declare }) => ({
      severity,
      code,
      message,
      column: column ?? null,
      declare: declare ?? null,
    })),
  };
}

function entityWords({ kind, identified, country, fields, note }: EntityDraft, known: boolean): Shown {
  return {
    what: kind,
    text: identified.defanged,
    details: [
      ...(country === null ? [] : [country]),
      ...Object.values(fields),
      ...identified.problems,
      ...(note === '' ? [] : note.split('\n')),
    ].map((text) => text.slice(0, 300)),
    known,
  };
}

const moneyWords = (what: 'loss' | 'payment', { amount, method, when, reference }: LossDraft): Shown => ({
  what,
  text: formatMoney(amount, 'en-GB'),
  details: [
    lossMethods[method],
    ...(when ? [timeWords(when)] : []),
    ...(reference === '' ? [] : [reference]),
  ],
  known: false,
});

const timeWords = (when: NonNullable<LossDraft['when']>): string =>
  when.zone === null ? when.edtf : `${when.edtf} (${when.zone})`;

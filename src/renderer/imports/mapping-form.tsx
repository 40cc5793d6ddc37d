import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { TableFormat, TableMapping } from '../../shared/contract/import-table.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { useCall } from '../app/queries.ts';
import { formatDay } from '../ui/format.ts';
import { Section } from '../ui/side-panel.tsx';
import { ColumnTable } from './column-table.tsx';
import { draftFrom, draftOf, type Inspection, openQuestions } from './mapping-draft.ts';
import { PartChoice } from './part-choice.tsx';
import { PreviewRows } from './preview-rows.tsx';
import { RunStrip } from './run-strip.tsx';
import { FormatSettings, TableSettings } from './table-settings.tsx';

const guessed = 'guessed';
const remembered = 'remembered';

/** Columns and declarations on the left, the first rows as records on the right. */
export function MappingForm(props: {
  caseId: string;
  evidenceId: string;
  found: Inspection;
  formatChosen: boolean;
  onFormat(format: TableFormat, headerRow?: number): void;
}) {
  const { found, evidenceId } = props;
  const [source, setSource] = useState(guessed);
  const [draft, setDraft] = useState(() => draftOf(found));
  const [settled] = useDebouncedValue(draft.mapping, 250);
  const preview = useCall(
    'import.previewTable',
    { evidenceId, mapping: settled, rows: 25 },
    { keepPrevious: true },
  );
  const undeclared = preview.data?.undeclared ?? [];
  const missing = new Set(
    undeclared.map(({ declare, column }) => (column === null ? declare : `${column} ${declare}`)),
  );
  const choose = (value: string) => {
    setSource(value);
    const mapping = chosenMapping(found, value);
    setDraft(mapping ? draftFrom(mapping, found) : draftOf(found));
  };
  return (
    <>
      <RunStrip
        caseId={props.caseId}
        evidenceId={evidenceId}
        mapping={draft.mapping}
        questions={openQuestions(draft, preview.data ? undeclared.length : null)}
        rememberable={found.signature !== '' && found.headerRow > 0}
      />
      <div className="split table-split">
        <div className="main mapping-side">
          <PartChoice found={found} onFormat={props.onFormat} />
          <Section
            title="What the columns are"
            action={
              <Select
                size="xs"
                w={280}
                aria-label="Start from"
                allowDeselect={false}
                data={startChoices(found)}
                value={source}
                onChange={(value) => value && choose(value)}
              />
            }
          >
            <TableSettings draft={draft} found={found} missing={missing} onChange={setDraft} />
            <ColumnTable draft={draft} found={found} missing={missing} onChange={setDraft} />
          </Section>
          <Section title="How the file is split into cells">
            <FormatSettings
              draft={draft}
              found={found}
              onFormat={props.onFormat}
              onConfirm={() => setDraft({ ...draft, formatConfirmed: true })}
            />
          </Section>
        </div>
        <section className="side preview-side" aria-label="Preview">
          <div className="side-body" aria-busy={preview.isFetching}>
            <h3 className="preview-title">The first rows as records</h3>
            <ErrorNotice error={preview.error} />
            {preview.data && <PreviewRows preview={preview.data} />}
          </div>
        </section>
      </div>
    </>
  );
}

const startChoices = (found: Inspection) => [
  { value: guessed, label: 'Guesses, to be confirmed' },
  ...(found.remembered
    ? [
        {
          value: remembered,
          label: `Remembered: ${found.remembered.name} (${formatDay(found.remembered.usedAt)})`,
        },
      ]
    : []),
  ...found.presets.map(({ id, title }) => ({ value: `preset ${id}`, label: `Preset: ${title}` })),
];

function chosenMapping(found: Inspection, value: string): TableMapping | null {
  if (value === remembered) return found.remembered?.mapping ?? null;
  return found.presets.find(({ id }) => value === `preset ${id}`)?.mapping ?? null;
}

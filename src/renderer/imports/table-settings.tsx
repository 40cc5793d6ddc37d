import { NumberInput, Select, Switch, TextInput } from '@mantine/core';
import type { TableFormat, TableMapping } from '../../shared/contract/import-table.ts';
import { rowMeanings, tableEncodings } from '../../shared/domain/import-words.ts';
import { entityRoles, eventKinds, lossMethods, paymentStages } from '../../shared/domain/kinds.ts';
import { tlpLabel, tlpLevels } from '../../shared/domain/markings.ts';
import { Choice } from '../fields/choice.tsx';
import { choicesOf, countryChoices } from '../fields/choices.ts';
import { Notice } from '../ui/notice.tsx';
import { type Inspection, type MappingDraft, withTable } from './mapping-draft.ts';

const delimiters = [
  { value: ',', label: 'Comma' },
  { value: ';', label: 'Semicolon' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Vertical bar' },
];

/** How the file is split into cells; another choice looks at it anew. */
export function FormatSettings(props: {
  draft: MappingDraft;
  found: Inspection;
  onFormat(format: TableFormat, headerRow?: number): void;
  onConfirm(): void;
}) {
  const { found, draft } = props;
  const { format } = found;
  return (
    <>
      <div className="settings-row">
        {(format.kind === 'delimited' || format.kind === 'html') && (
          <Choice
            size="xs"
            label="Encoding"
            words={tableEncodings}
            value={format.encoding}
            onChange={(encoding) => props.onFormat({ ...format, encoding })}
          />
        )}
        {format.kind === 'delimited' && (
          <Select
            size="xs"
            label="Cells separated by"
            allowDeselect={false}
            data={delimiters}
            value={format.delimiter}
            onChange={(delimiter) => delimiter && props.onFormat({ ...format, delimiter, quote: '"' })}
          />
        )}
        <NumberInput
          size="xs"
          label="Header in row (0: none)"
          min={0}
          max={1000}
          allowDecimal={false}
          value={found.headerRow}
          onChange={(row) =>
            typeof row === 'number' && row !== found.headerRow && props.onFormat(format, row)
          }
        />
      </div>
      <p className="small dim">{[...found.formatFacts, found.headerWhy].join(' ')}</p>
      {!draft.formatConfirmed && (
        <Notice
          tone="warn"
          action={
            <button type="button" className="link-button" onClick={props.onConfirm}>
              It is right
            </button>
          }
        >
          {found.formatDoubts.join(' ')}
        </Notice>
      )}
    </>
  );
}

/** What a row is about, and what holds for the whole table. */
export function TableSettings(props: {
  draft: MappingDraft;
  found: Inspection;
  missing: ReadonlySet<string>;
  onChange(draft: MappingDraft): void;
}) {
  const { draft, found } = props;
  const { mapping } = draft;
  const set = (change: Partial<TableMapping>) => props.onChange(withTable(draft, change));
  const people = mapping.rowsAre === 'people';
  const transactions = mapping.rowsAre === 'transactions';
  const money = people || transactions;
  const isGuess = mapping.rowsAre === found.rowsAre.value;
  return (
    <div className="settings-row">
      <Choice
        size="xs"
        label="A row is"
        words={rowMeanings}
        value={mapping.rowsAre}
        title={isGuess ? `Guess. ${found.rowsAre.why}` : ''}
        onChange={(value) => set({ rowsAre: value })}
      />
      {people && (
        <Choice
          size="xs"
          label="The person is a"
          words={entityRoles}
          value={mapping.personRole}
          onChange={(value) => set({ personRole: value })}
        />
      )}
      {!transactions && (
        <Choice
          size="xs"
          label="Infrastructure is"
          words={entityRoles}
          value={mapping.thingRole}
          onChange={(value) => set({ thingRole: value })}
        />
      )}
      {people && (
        <Declared
          label="Country, where none is given"
          data={countryChoices}
          value={mapping.country}
          onChange={(country) => set({ country })}
        />
      )}
      {!transactions && (
        <Declared
          label="Each row with a time is a"
          none="No event"
          data={choicesOf(eventKinds)}
          value={mapping.eventKind}
          onChange={(eventKind) => set({ eventKind })}
        />
      )}
      {mapping.eventKind && (
        <TextInput
          size="xs"
          label="Title of the event"
          placeholder={eventKinds[mapping.eventKind]}
          value={mapping.eventTitle ?? ''}
          onChange={(event) => set({ eventTitle: event.currentTarget.value || undefined })}
        />
      )}
      {money && (
        <Declared
          label="Paid by, where no column says so"
          data={choicesOf(lossMethods)}
          error={props.missing.has('lossMethod')}
          value={mapping.lossMethod}
          onChange={(lossMethod) => set({ lossMethod })}
        />
      )}
      {transactions && (
        <>
          <TextInput
            size="xs"
            label="Account of the statement"
            value={mapping.ownAccount ?? ''}
            onChange={(event) => set({ ownAccount: event.currentTarget.value || undefined })}
          />
          <Choice
            size="xs"
            label="Money going out"
            words={paymentStages}
            value={mapping.paymentsOut}
            onChange={(value) => set({ paymentsOut: value })}
          />
          <Choice
            size="xs"
            label="Money coming in"
            words={paymentStages}
            value={mapping.paymentsIn}
            onChange={(value) => set({ paymentsIn: value })}
          />
        </>
      )}
      <Select
        size="xs"
        label="Marking"
        allowDeselect={false}
        data={tlpLevels.map((level) => ({ value: level, label: tlpLabel(level) }))}
        value={mapping.marking}
        onChange={(value) => value && set({ marking: value as TableMapping['marking'] })}
      />
      <Switch
        size="xs"
        label="Keep invalid identifiers, marked as invalid"
        checked={mapping.keepInvalid}
        onChange={(event) => set({ keepInvalid: event.currentTarget.checked })}
      />
    </div>
  );
}

/** What holds for the whole table where it is declared at all. */
function Declared<W extends string>(props: {
  label: string;
  none?: string;
  data: readonly { value: string; label: string }[];
  error?: boolean;
  value: W | undefined;
  onChange(value: W | undefined): void;
}) {
  return (
    <Select
      size="xs"
      label={props.label}
      placeholder={props.none ?? 'Not declared'}
      searchable
      clearable
      limit={60}
      data={props.data}
      error={props.error}
      value={props.value ?? null}
      onChange={(value) => props.onChange((value as W | null) ?? undefined)}
    />
  );
}

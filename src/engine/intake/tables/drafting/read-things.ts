import type { ColumnMapping, TableMapping } from '../../../../shared/contract/import-table.ts';
import { type Identifier, normaliseIdentifier } from '../../../../shared/domain/identifiers/index.ts';
import { type ThingUse, thingUses } from '../../../../shared/domain/import-words.ts';
import { type EntityRole, entityKinds } from '../../../../shared/domain/kinds.ts';
import type { UncertainDate } from '../../../../shared/domain/uncertain-date.ts';
import type { EntityDraft } from './draft.ts';
import { readCountry } from './read-country.ts';
import { readItems } from './read-items.ts';
import type { RowCells } from './row-cells.ts';

const allThingUses = Object.keys(thingUses) as ThingUse[];
/** Values in one cell. */
const mostValues = 500;
const moneyPlaces: ReadonlySet<string> = new Set(['wallet', 'bank-account']);

/** The infrastructure a row names, each find in normal form. What cannot be one of its kind is told and left out. */
export function readThings(
  cells: RowCells,
  mapping: TableMapping,
  seen: { from: UncertainDate | null; to: UncertainDate | null },
): EntityDraft[] {
  const things: EntityDraft[] = [];
  const facts = { country: thingCountry(cells), note: hashNote(cells), ...seen };
  for (const use of allThingUses)
    for (const column of cells.columns(use))
      for (const value of valuesOf(cells.cell(column), column.separator))
        things.push(...readThing(cells, mapping, use, column, value, facts));
  const account = cells.first('counterparty-account');
  if (account)
    for (const thing of readThing(cells, mapping, 'bank-account', account.column, account.text, facts))
      things.push({ ...thing, roles: [] });
  return things;
}

function readThing(
  cells: RowCells,
  mapping: TableMapping,
  kind: ThingUse,
  column: ColumnMapping,
  value: string,
  facts: { country: string | null; note: string; from: UncertainDate | null; to: UncertainDate | null },
): EntityDraft[] {
  const country = column.country ?? (kind === 'bank-account' ? mapping.country : undefined);
  const items = readItems(cells, kind, column, value, { country, chain: column.chain });
  const taken = items.filter(({ identified }) => isTaken(cells, mapping, kind, column, identified));
  const role: EntityRole =
    mapping.rowsAre === 'people' && moneyPlaces.has(kind) ? 'payment-destination' : mapping.thingRole;
  return taken.map(({ identified, remark }) => ({
    kind,
    identified,
    roles: [role],
    country: facts.country ?? identified.facts.country ?? null,
    fields: {},
    note: [facts.note, remark].filter((text) => text !== '').join('\n'),
    seenFrom: facts.from,
    seenTo: facts.to,
  }));
}

/** Says of what cannot be one of its kind why, and whether it is kept all the same. */
function isTaken(
  cells: RowCells,
  mapping: TableMapping,
  kind: ThingUse,
  column: ColumnMapping,
  identified: Identifier,
): boolean {
  if (identified.checked === 'invalid') {
    cells.problem({
      severity: mapping.keepInvalid ? 'warning' : 'error',
      code: `invalid-${kind}`,
      column: column.index,
      message: `"${identified.display.slice(0, 100)}" is no ${entityKinds[kind]}: ${identified.problems.join(' ')}`,
    });
    return mapping.keepInvalid;
  }
  return true;
}

/** Lists in JSON come with a line for each value; other sources say what parts theirs. */
function valuesOf(text: string, separator: string | undefined): string[] {
  if (text === '') return [];
  const parts = text
    .split('\n')
    .flatMap((line) => (separator === undefined ? [line] : line.split(separator)));
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .slice(0, mostValues);
}

function thingCountry(cells: RowCells): string | null {
  const written = cells.first('thing-country');
  return written ? readCountry(written.text) : null;
}

const hashNames: Record<number, string> = { 32: 'MD5', 40: 'SHA-1', 64: 'SHA-256', 128: 'SHA-512' };

function hashNote(cells: RowCells): string {
  const lines: string[] = [];
  for (const column of cells.columns('hash'))
    for (const value of valuesOf(cells.cell(column), column.separator)) {
      const name = /^[0-9a-f]+$/i.test(value) ? hashNames[value.length] : undefined;
      if (name) lines.push(`${name}: ${value.toLowerCase()}`);
      else
        cells.problem({
          severity: 'error',
          code: 'invalid-hash',
          column: column.index,
          message: `"${value.slice(0, 80)}" has not the form of an MD5, SHA-1, SHA-256 or SHA-512 value.`,
        });
    }
  return lines.join('\n');
}

/** The brand a row says is impersonated. */
export function readBrand(cells: RowCells): EntityDraft | null {
  const written = cells.first('impersonated-brand');
  if (!written) return null;
  const identified = normaliseIdentifier('organisation', written.text);
  if (identified.checked === 'invalid') {
    cells.problem({
      severity: 'warning',
      code: 'invalid-brand',
      column: written.column.index,
      message: `"${written.text.slice(0, 60)}" is no name: ${identified.problems.join(' ')}`,
    });
    return null;
  }
  return {
    kind: 'organisation',
    identified,
    roles: ['impersonated-brand'],
    country: null,
    fields: {},
    note: '',
    seenFrom: null,
    seenTo: null,
  };
}

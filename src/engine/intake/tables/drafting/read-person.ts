import type { TableMapping } from '../../../../shared/contract/import-table.ts';
import { normaliseIdentifier } from '../../../../shared/domain/identifiers/index.ts';
import { type ColumnUse, personUses } from '../../../../shared/domain/import-words.ts';
import type { EntityDraft } from './draft.ts';
import { readAgeBand } from './read-age.ts';
import { readCountry } from './read-country.ts';
import { readItems } from './read-items.ts';
import type { RowCells } from './row-cells.ts';

const allPersonUses = Object.keys(personUses) as ColumnUse[];
/** Texts of fields; what is longer goes into the note whole. */
const longestField = 500;

/** The person a row is about, or null where it says nothing of one. What cannot be read stays in the note. */
export function readPerson(cells: RowCells, mapping: TableMapping): EntityDraft | null {
  if (!allPersonUses.some((use) => cells.text(use) !== '')) return null;
  const note: string[] = [];
  const fields: Record<string, string> = {};
  const country = readOwnCountry(cells, mapping, note);
  const keep = (name: string, text: string, header: string) => {
    if (text === '') return;
    if (text.length <= longestField) fields[name] = text;
    else note.push(`${header}: ${text}`);
  };
  keep('email', contact(cells, 'person-email', 'email', null, note), 'E-mail');
  keep('phone', contact(cells, 'person-phone', 'phone', country, note), 'Phone');
  keep('address', cells.joined('person-address', ', '), 'Address');
  keep('city', cells.text('person-city'), 'City');
  keep('region', cells.text('person-region'), 'Region');
  keep('occupation', cells.text('person-occupation'), 'Occupation');
  const age = cells.first('person-age');
  if (age) {
    const band = readAgeBand(age.text);
    if (band) fields.ageBand = band;
    else note.push(`Age as written: ${age.text}`);
  }
  const identified = normaliseIdentifier('person', nameOf(cells, fields));
  if (identified.checked === 'invalid') {
    cells.problem({ severity: 'error', code: 'no-name', message: identified.problems.join(' ') });
    return null;
  }
  return {
    kind: 'person',
    identified,
    roles: [mapping.personRole],
    country,
    fields,
    note: note.join('\n'),
    seenFrom: null,
    seenTo: null,
  };
}

/** Somebody without a name is called by what is known of them, and is not taken for another without a name. */
function nameOf(cells: RowCells, fields: Record<string, string>): string {
  const whole = cells.text('person-name');
  if (whole !== '') return whole;
  const parts = [cells.text('person-given-name'), cells.text('person-family-name')].filter(
    (part) => part !== '',
  );
  if (parts.length > 0) return parts.join(' ');
  const known = fields.email ?? fields.phone ?? (cells.text('reference') || `row ${cells.row.number}`);
  return `Not named (${known})`;
}

function readOwnCountry(cells: RowCells, mapping: TableMapping, note: string[]): string | null {
  const written = cells.first('person-country');
  if (!written) return mapping.country ?? null;
  const country = readCountry(written.text);
  if (country !== null) return country;
  note.push(`Country as written: ${written.text}`);
  cells.problem({
    severity: 'warning',
    code: 'unknown-country',
    column: written.column.index,
    message: `"${written.text.slice(0, 60)}" is no country Proffer knows; it was kept as a note. Write its ISO 3166-1 code or English name.`,
  });
  return null;
}

/**
 * A mailbox or telephone of the person, checked; a national number is written out with the declared country. Where a remark
 * or a second one stands beside it, the note has the cell as it is written.
 */
function contact(
  cells: RowCells,
  use: 'person-email' | 'person-phone',
  kind: 'email' | 'phone',
  country: string | null,
  note: string[],
): string {
  const written = cells.first(use);
  if (!written) return '';
  const declared = written.column.country ?? country ?? undefined;
  const items = readItems(cells, kind, written.column, written.text, { country: declared });
  const found = items[0]!.identified;
  const parted = items.length > 1 || items[0]!.remark !== '';
  if (parted) note.push(`${kind === 'email' ? 'E-mail' : 'Phone'} as written: ${written.text}`);
  if (found.checked === 'invalid') {
    cells.problem({
      severity: 'warning',
      code: `invalid-${kind}`,
      column: written.column.index,
      message: `"${found.display.slice(0, 100)}" was kept as written: ${found.problems.join(' ')}`,
    });
    return parted ? found.asFound : written.text;
  }
  return (kind === 'phone' && found.normal.startsWith('+')) || parted ? found.normal : written.text;
}

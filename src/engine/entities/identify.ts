import { ProfferError } from '../../shared/domain/errors.ts';
import {
  type Identifier,
  type IdentifierContext,
  normaliseIdentifier,
} from '../../shared/domain/identifiers/index.ts';
import { maskSecrets } from '../../shared/domain/identifiers/secrets/index.ts';
import { type EntityKind, entityKinds } from '../../shared/domain/kinds.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';

/** @throws ProfferError `invalid-input` when it cannot be one and nobody said to keep it all the same. */
export function identify(
  kind: EntityKind,
  value: string,
  context: IdentifierContext,
  keepInvalid: boolean,
): Identifier {
  const identifier = normaliseIdentifier(kind, value, context);
  if (identifier.checked === 'invalid' && !keepInvalid) {
    throw new ProfferError(
      'invalid-input',
      // What is shown, not what was typed: of a card that is not one either, no more than its ends.
      `"${identifier.display.slice(0, 200)}" cannot be read as ${entityKinds[kind]}: ${identifier.problems.join(' ')} Correct it, or say that it is to be kept as it was found.`,
      { kind, problems: identifier.problems },
    );
  }
  return guardedIdentifier(identifier, context, (text) => maskSecrets(text).text);
}

/** Names are words; so is what is kept though it is none of its kind. Both go through the guard. */
export function guardedIdentifier(
  identifier: Identifier,
  context: IdentifierContext,
  masked: (text: string) => string,
): Identifier {
  if (identifier.checked !== 'invalid' && !isNamedByText(identifier.kind)) return identifier;
  const text = masked(identifier.asFound);
  return text === identifier.asFound ? identifier : normaliseIdentifier(identifier.kind, text, context);
}

export const identifierColumns = (identifier: Identifier): Row => ({
  kind: identifier.kind,
  as_found: identifier.asFound,
  normal: identifier.normal,
  display: identifier.defanged,
  checked: identifier.checked,
  problems: JSON.stringify(identifier.problems),
  facts: JSON.stringify(identifier.facts),
});

const namedByText: ReadonlySet<EntityKind> = new Set(['person', 'organisation', 'place']);

/**
 * Whether its text is words: a name or address may have a card or national number pasted along with it; a number that is the
 * thing itself stays.
 */
export const isNamedByText = (kind: EntityKind): boolean => namedByText.has(kind);

export const guardedName = (kind: EntityKind, value: string): string =>
  isNamedByText(kind) ? maskSecrets(value).text : value;

/** Two people may share a name; one number, address or account is one thing within a case. */
export const namesMayRepeat: ReadonlySet<EntityKind> = new Set(['person', 'organisation', 'place']);

/** Whether its normal form says what it is: not that of a number whose country nobody knows yet. */
export const isComparable = (identifier: Pick<Identifier, 'kind' | 'normal' | 'checked'>): boolean =>
  identifier.checked === 'valid' ||
  (identifier.checked === 'unchecked' &&
    !(identifier.kind === 'phone' && !identifier.normal.startsWith('+')));

export function findSame(
  database: SqliteDatabase,
  caseId: string,
  identifier: Pick<Identifier, 'kind' | 'normal'>,
  except: string | null,
): { id: string; display: string; hidden_at: string | null; merged_into: string | null } | null {
  const row = database
    .cached(
      `SELECT id, display, hidden_at, merged_into FROM entity
       WHERE kind = ? AND normal = ? AND case_id = ? AND id IS NOT ? ORDER BY hidden_at IS NOT NULL, rowid LIMIT 1`,
    )
    .get(identifier.kind, identifier.normal, caseId, except) as ReturnType<typeof findSame> | undefined;
  return row ?? null;
}

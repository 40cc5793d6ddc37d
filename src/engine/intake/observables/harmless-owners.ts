import { accusingRoles, harmlessRoles } from '../../../shared/domain/accusing-roles.ts';
import type { EntityKind } from '../../../shared/domain/kinds.ts';
import { organisationParts } from '../../../shared/domain/kinds.ts';
import { findObservables } from '../../../shared/domain/observables/index.ts';
import { readCase } from '../../cases/case-rows.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import type { VaultOwner } from '../../vault/session.ts';
import { caseCountries } from './case-countries.ts';

const quoted = (values: readonly string[]): string => `(${values.map((value) => `'${value}'`).join(', ')})`;

export const accusingList = quoted(accusingRoles);
const harmlessList = quoted(harmlessRoles);

/** Kinds of things that somebody has as their own: a site or an address of the internet is nobody's contact. */
export const ownKinds = [
  'phone',
  'email',
  'bank-account',
  'wallet',
  'payment-card',
  'social-account',
  'remote-access',
] as const satisfies readonly EntityKind[];
export const ownKindsList = quoted(ownKinds);

/** Links that say a thing is its source's own. */
export const owningLinks = quoted(['owns', 'uses']);

/** Whether the case knows this record as harmed or helping, and not as suspected too. */
export const isHarmless = (alias: string): string => `${alias}.hidden_at IS NULL
  AND EXISTS (SELECT 1 FROM entity_role WHERE entity_id = ${alias}.id AND role IN ${harmlessList})
  AND NOT EXISTS (SELECT 1 FROM entity_role WHERE entity_id = ${alias}.id AND role IN ${accusingList})`;

/** The role that says so best. */
export const harmlessRole = (alias: string): string => `(SELECT role FROM entity_role
  WHERE entity_id = ${alias}.id AND role IN ${harmlessList} ORDER BY instr('${harmlessRoles.join(' ')}', role) LIMIT 1)`;

export interface WorkingContact {
  kind: string;
  normal: string;
  name: string;
  /** Part in the case, in words. */
  part: string;
}

/** Telephones and mailboxes of those who work on a case: its organisations, and whoever keeps the vault. */
export function workingContacts(database: SqliteDatabase, caseId: string): WorkingContact[] {
  const { organisations } = readCase(database, caseId);
  const working = [
    ...keeperOf(database),
    ...organisations.map(({ name, part, contact }) => ({ name, part: organisationParts[part], contact })),
  ].filter(({ contact }) => contact.trim() !== '');
  if (working.length === 0) return [];
  const { countries } = caseCountries(database, caseId);
  return working.flatMap(({ name, part, contact }) =>
    findObservables(contact, { countries })
      .filter(({ kind }) => kind === 'phone' || kind === 'email')
      .map(({ kind, normal }) => ({ kind, normal, name, part })),
  );
}

function keeperOf(database: SqliteDatabase): { name: string; part: string; contact: string }[] {
  const stored = database.prepare("SELECT value FROM setting WHERE key = 'owner'").pluck().get();
  if (typeof stored !== 'string') return [];
  const { person, email, phone } = JSON.parse(stored) as Partial<VaultOwner>;
  return [{ name: person ?? '', part: 'Investigator', contact: [email, phone].filter(Boolean).join(' , ') }];
}

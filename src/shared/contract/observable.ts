import { z } from 'zod';
import { entityKinds, entityRoles, valuesOf } from '../domain/kinds.ts';
import { observableKinds } from '../domain/observables/observable.ts';
import { command, job, query } from './call.ts';
import {
  confidence,
  country,
  id,
  instant,
  line,
  marking,
  nothing,
  page,
  pii,
  requiredLine,
  rows,
  withId,
} from './common.ts';

export const observableKind = z.enum(valuesOf(observableKinds));

export const observableStates = ['open', 'accepted', 'rejected', 'ignored'] as const;
export const observableState = z.enum(observableStates);

/** Which finds of a case a list shows or a bulk decision means. */
const selection = z.object({
  caseId: id,
  kinds: z.array(observableKind).max(20).optional(),
  states: z.array(observableState).max(4).default(['open']),
  evidenceId: id.optional(),
  /** Only what passed every check of its kind. */
  validOnly: z.boolean().default(false),
  /** Doubtful is what its kind refuses, and what something is odd about or was assumed of. */
  doubtful: z.enum(['with', 'without', 'only']).default('with'),
  search: line.optional(),
});

/** One thing found in a case: a normal form, wherever and however often it stands. */
export const observableRow = z.object({
  id,
  caseId: id,
  kind: observableKind,
  normal: pii(z.string(), 'identifier'),
  /** Safe to show and copy: defanged, and masked where it must be. */
  display: pii(z.string(), 'identifier'),
  checked: z.enum(['valid', 'invalid', 'unchecked']),
  problems: z.array(z.string()),
  facts: z.record(z.string(), z.string()),
  state: observableState,
  /** The rule that has it passed over. */
  ignoredBy: id.nullable(),
  /** The record it became. */
  entityId: id.nullable(),
  /** How often it stands in visible evidence, and in how many pieces; what copies repeat is not counted again. */
  count: z.int(),
  evidenceCount: z.int(),
  first: z.object({
    evidenceId: id,
    number: z.int(),
    name: pii(z.string(), 'free-text'),
    page: z.int(),
    asFound: pii(z.string(), 'identifier'),
  }),
  foundAt: instant,
});

/** One place with the text around it. Card numbers in that text are masked. */
export const observablePlace = z.object({
  evidenceId: id,
  number: z.int(),
  name: pii(z.string(), 'free-text'),
  page: z.int(),
  pageLabel: pii(z.string(), 'free-text'),
  /** Line of the page, from 1. */
  line: z.int(),
  before: pii(z.string(), 'free-text'),
  asFound: pii(z.string(), 'identifier'),
  after: pii(z.string(), 'free-text'),
  /** How often it stands on this page. */
  count: z.int(),
});

export const foundInText = z.object({
  kind: observableKind,
  normal: pii(z.string(), 'identifier'),
  display: pii(z.string(), 'identifier'),
  asFound: pii(z.string(), 'identifier'),
  checked: z.enum(['valid', 'invalid', 'unchecked']),
  problems: z.array(z.string()),
  start: z.int(),
  end: z.int(),
});

export const ignoreRule = z.object({
  id,
  /** Null: for every case of the vault. */
  caseId: id.nullable(),
  kind: observableKind,
  pattern: pii(z.string(), 'identifier'),
  note: z.string(),
  createdAt: instant,
});

/** Ids, or everything a selection shows. */
const chosen = z.object({
  caseId: id,
  ids: z.array(id).min(1).max(10_000).optional(),
  all: selection.omit({ caseId: true }).optional(),
});

export const caseCountries = z.object({
  countries: z.array(country).max(12),
  /** False: nobody declared them, they are those of the people and things in the case. */
  declared: z.boolean(),
});

export const observableCalls = {
  'observable.list': query(
    page(['display', 'kind', 'count', 'evidenceCount', 'foundAt'])
      .omit({ search: true, hidden: true })
      .extend(selection.shape),
    rows(observableRow),
  ),
  /** How many there are of each kind and state, for filters. */
  'observable.counts': query(
    z.object({ caseId: id, evidenceId: id.optional() }),
    z.object({ counts: z.array(z.object({ kind: observableKind, state: observableState, count: z.int() })) }),
  ),
  /** What accepting a whole selection in these roles would take, and what it would leave open. Writes nothing. */
  'observable.acceptable': query(
    selection.pick({ caseId: true, kinds: true, states: true, evidenceId: true, search: true }).extend({
      roles: z
        .array(z.enum(valuesOf(entityRoles)))
        .max(10)
        .default([]),
      rolesByKind: z.boolean().default(false),
    }),
    z.object({
      kinds: z.array(
        z.object({
          kind: observableKind,
          /** Neither doubtful nor somebody's own. */
          sure: z.int(),
          doubtful: z.int(),
          /** Telephones, mailboxes and accounts of those the case knows as harmed or helping. */
          own: z.int(),
        }),
      ),
    }),
  ),
  /** Where one stands, with the words around it; at most `limit` places in the order of the evidence. */
  'observable.places': query(
    withId.extend({ limit: z.int().min(1).max(200).default(20) }),
    z.object({ places: z.array(observablePlace), total: z.int() }),
  ),
  /**
   * Makes records of finds, by the duplicate rule of their kind, resting on all evidence they stand in: one import, one undo. What
   * cannot be a record (a hash, a number its plan refuses) is left open and told. A web address brings the domain or IP address
   * it lies on.
   */
  'observable.accept': job(
    chosen.extend({
      roles: z
        .array(z.enum(valuesOf(entityRoles)))
        .max(10)
        .default([]),
      /** Instead of `roles`, each find gets the one of its kind: see domain/observables/role-by-kind.ts. */
      rolesByKind: z.boolean().default(false),
      /** Another kind of record than the find's own. */
      kind: z.enum(valuesOf(entityKinds)).optional(),
      confidence: confidence.optional(),
      marking: marking.optional(),
      country: country.optional(),
      keepInvalid: z.boolean().default(false),
    }),
    z.object({
      importId: id,
      added: z.int(),
      matched: z.int(),
      unsure: z.int(),
      /** Domains and IP addresses that accepted web addresses lie on and the case had not. */
      hosts: z.int(),
      refused: z.array(z.object({ id, display: pii(z.string(), 'identifier'), message: z.string() })),
    }),
  ),
  /** Puts finds aside, or opens them again. Accepted ones are taken back by undoing their import. */
  'observable.decide': command(
    chosen.extend({ state: z.enum(['open', 'rejected', 'ignored']) }),
    z.object({ changed: z.int() }),
  ),
  /** Keeps a pasted text as evidence with its source, and looks for observables in it. */
  'observable.paste': job(
    z.object({
      caseId: id,
      text: pii(z.string().min(1).max(5_000_000), 'free-text'),
      name: pii(line, 'free-text').default('Pasted list.txt'),
      /** From whom or where it was copied: goes into custody. */
      source: pii(requiredLine, 'name'),
      marking: marking.default('amber'),
    }),
    z.object({ evidenceId: id, number: z.int(), found: z.int() }),
  ),
  /** What would be found in a text. Writes nothing. */
  'observable.find': query(
    z.object({ caseId: id, text: pii(z.string().max(200_000), 'free-text') }),
    z.object({ found: z.array(foundInText) }),
  ),
  'observable.rules': query(z.object({ caseId: id }), z.object({ rules: z.array(ignoreRule) })),
  /** Goes for what is found from now on and for what was found already. */
  'observable.addRule': command(
    z.object({
      caseId: id,
      wholeVault: z.boolean().default(false),
      kind: observableKind,
      pattern: pii(requiredLine, 'identifier'),
      note: pii(line, 'free-text').default(''),
    }),
    ignoreRule,
  ),
  'observable.removeRule': command(withId, nothing),
  'observable.countries': query(z.object({ caseId: id }), caseCountries),
  /** Declares whose national numbers are looked for; evidence read before is read again with them. */
  'observable.setCountries': command(
    z.object({ caseId: id, countries: z.array(country).max(12) }),
    caseCountries,
  ),
};

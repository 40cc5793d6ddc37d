import { ProfferError } from '../../../shared/domain/errors.ts';
import { newId } from '../../../shared/domain/ids.ts';
import { readPattern } from '../../../shared/domain/observables/ignore.ts';
import { observableKinds } from '../../../shared/domain/observables/index.ts';
import { readCase, requireOpenCase } from '../../cases/case-rows.ts';
import type { Row } from '../../database/sqlite.ts';
import type { Engine } from '../../engine.ts';
import type { Handlers } from '../../rpc/handler.ts';
import { inReader } from '../readers/reader-host.ts';
import { acceptObservables } from './accept-observables.ts';
import { acceptable } from './acceptable.ts';
import { caseCountries } from './case-countries.ts';
import { decideObservables } from './decide.ts';
import { declareCountries } from './declare-countries.ts';
import { applyRules, rulesFor } from './ignore-rules.ts';
import { countObservables, listObservables, readObservable } from './observable-rows.ts';
import { pasteText } from './paste-text.ts';
import { placesOf } from './text-around.ts';

export const observableHandlers = (
  engine: Engine,
): Handlers<
  | 'observable.list'
  | 'observable.counts'
  | 'observable.places'
  | 'observable.acceptable'
  | 'observable.accept'
  | 'observable.decide'
  | 'observable.paste'
  | 'observable.find'
  | 'observable.rules'
  | 'observable.addRule'
  | 'observable.removeRule'
  | 'observable.countries'
  | 'observable.setCountries'
> => ({
  'observable.list': (input, { session }) => listObservables(session().database, input),

  'observable.counts': (input, { session }) => ({ counts: countObservables(session().database, input) }),

  'observable.places'({ id, limit }, { session }) {
    const { database } = session();
    readObservable(database, id);
    return placesOf(database, id, limit, { repeated: false });
  },

  'observable.acceptable': (input, { session }) => acceptable(session().database, input),

  'observable.accept': {
    title: ({ ids }) => (ids?.length === 1 ? 'Accepting a find' : 'Accepting finds'),
    caseId: ({ caseId }) => caseId,
    run: acceptObservables,
  },

  'observable.decide': (input, { session }) => ({ changed: decideObservables(session(), input) }),

  'observable.paste': {
    title: () => 'Reading a pasted text',
    caseId: ({ caseId }) => caseId,
    async run(input, context) {
      try {
        return await pasteText(input, context);
      } finally {
        // What is found is not logged, so that nobody else says that it is there.
        engine.tell({ event: 'changed', tables: ['reading', 'observable'], caseId: input.caseId });
      }
    },
  },

  async 'observable.find'({ caseId, text }, { session, signal }) {
    const { countries } = caseCountries(session().database, caseId);
    const read = await inReader(
      'observables',
      { pages: [{ page: 1, text }], countries },
      { signal, seconds: 20 },
    );
    if (!read.ok) throw new ProfferError('invalid-input', read.failure.message);
    return {
      found: read.value.map(({ kind, normal, display, asFound, checked, problems, start, end }) => ({
        kind,
        normal,
        display,
        asFound,
        checked,
        problems,
        start,
        end,
      })),
    };
  },

  'observable.rules'({ caseId }, { session }) {
    const { database } = session();
    readCase(database, caseId);
    return { rules: rulesFor(database, caseId) };
  },

  'observable.addRule'({ caseId, wholeVault, kind, pattern: written, note }, { session }) {
    const open = session();
    const { database } = open;
    requireOpenCase(database, caseId);
    const read = readPattern(kind, written);
    if ('problem' in read)
      throw new ProfferError(
        'invalid-input',
        `"${written.slice(0, 100)}" cannot be passed over: ${read.problem}`,
        { written },
      );
    const owner = wholeVault ? null : caseId;
    const { pattern } = read;
    const same = rulesFor(database, caseId).find(
      (rule) => rule.kind === kind && rule.pattern === pattern && rule.caseId === owner,
    );
    if (same) return same;
    const rule = { id: newId(), caseId: owner, kind, pattern, note };
    const summary = `Passed over from now on: ${observableKinds[kind]} ${pattern}`;
    const createdAt = open.write({ reason: 'edit', summary, caseId }, (transaction) => {
      transaction.insert('ignore_rule', {
        id: rule.id,
        case_id: owner,
        kind,
        pattern,
        note,
        created_at: transaction.at,
      });
      return transaction.at;
    });
    applyRules(database, owner);
    return { ...rule, createdAt };
  },

  'observable.removeRule'({ id }, { session }) {
    const open = session();
    const { database } = open;
    const row = database.prepare('SELECT case_id, kind, pattern FROM ignore_rule WHERE id = ?').get(id) as
      | Row
      | undefined;
    if (!row) throw new ProfferError('not-found', 'This rule is not in the vault any more.', { id });
    const caseId = row.case_id as string | null;
    open.write(
      { reason: 'edit', summary: `Not passed over any more: ${row.pattern as string}`, caseId },
      (transaction) => transaction.remove('ignore_rule', id),
    );
    applyRules(database, caseId);
    return {};
  },

  'observable.countries'({ caseId }, { session }) {
    const { database } = session();
    readCase(database, caseId);
    return caseCountries(database, caseId);
  },

  async 'observable.setCountries'({ caseId, countries }, { session }) {
    const list = [...new Set(countries)];
    await declareCountries(session(), caseId, list);
    return { countries: list, declared: true };
  },
});

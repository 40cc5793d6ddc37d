import type { Output } from '../shared/contract/index.ts';
import { ProfferError } from '../shared/domain/errors.ts';
import { entityKinds, valuesOf } from '../shared/domain/kinds.ts';
import type { Desk } from './desk.ts';
import { readList } from './lists.ts';

const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export const isId = (text: string): boolean => idPattern.test(text);

type CaseRow = Output<'case.list'>['rows'][number];
type EntityRow = Output<'entity.list'>['rows'][number];

/** Id of the case a person named by its reference or its id. @throws ProfferError `not-found`. */
export async function caseIdOf(desk: Desk, name: string): Promise<string> {
  if (isId(name)) return name;
  const { rows } = await readList<CaseRow, never>({ all: true, search: name, hidden: 'with' }, (window) =>
    desk.call('case.list', window),
  );
  const same = rows.filter((row) => row.reference === name);
  const found =
    same.length > 0 ? same : rows.filter((row) => row.reference.toLowerCase() === name.toLowerCase());
  if (found.length === 1) return found[0]!.id;
  throw new ProfferError(
    'not-found',
    `There is no case ${name}. "proffer case list --hidden with" shows them all.`,
    {
      case: name,
    },
  );
}

/**
 * Case of a record named by its id: the record tells it; where `--case` names one too, it has to be that.
 * @throws ProfferError `invalid-input`.
 */
export async function caseOfRecord(
  desk: Desk,
  name: string | undefined,
  record: { caseId: string },
): Promise<string> {
  if (name !== undefined && (await caseIdOf(desk, name)) !== record.caseId)
    throw new ProfferError(
      'invalid-input',
      `The record is of another case than ${name}. Leave out --case, or give the id of another record.`,
    );
  return record.caseId;
}

/** Id of a piece of evidence named by `E-0007`, `7` or its id. */
export async function evidenceIdOf(desk: Desk, caseId: string | null, name: string): Promise<string> {
  if (isId(name)) return name;
  const digits = /^(?:E-?)?0*(\d{1,9})$/i.exec(name)?.[1];
  const missing = new ProfferError(
    'not-found',
    `There is no evidence ${name} in this case. "proffer evidence list --case CASE --hidden with" shows it all.`,
    {
      evidence: name,
    },
  );
  if (digits === undefined || caseId === null) {
    if (digits === undefined) throw missing;
    throw new ProfferError(
      'invalid-input',
      `Evidence ${name} is a number within a case: give --case as well.`,
    );
  }
  const number = Number(digits);
  // Numbers are given without gaps and stay for life, so the row stands at its number's place.
  const { rows } = await desk.call('evidence.list', {
    caseId,
    sort: 'number',
    hidden: 'with',
    offset: Math.max(0, number - 1),
    limit: 1,
  });
  if (rows[0]?.number !== number) throw missing;
  return rows[0].id;
}

export async function evidenceIdsOf(
  desk: Desk,
  caseId: string | null,
  names: readonly string[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) ids.push(await evidenceIdOf(desk, caseId, name));
  return ids;
}

/**
 * Id of an entity named by its id, or by its text as found, in normal form or as shown, with its kind before it
 * where two kinds share a text: `phone:+12025550143`.
 * @throws ProfferError `not-found`; `conflict` naming the candidates where several fit.
 */
export async function entityIdOf(desk: Desk, caseId: string, name: string): Promise<string> {
  if (isId(name)) return name;
  const prefixed = /^([a-z-]+):(?!\/\/)(.+)$/.exec(name);
  const kind = valuesOf(entityKinds).find((one) => one === prefixed?.[1]);
  const text = kind ? prefixed![2]! : name;
  const { rows } = await readList<EntityRow, never>({ all: true, search: text, hidden: 'with' }, (window) =>
    desk.call('entity.list', { ...window, caseId, ...(kind ? { kinds: [kind] } : {}) }),
  );
  const called = rows.filter((row) => row.asFound === text || row.normal === text || row.display === text);
  // A hidden record keeps its name without standing in the way of the one in use.
  const visible = called.filter((row) => !row.hidden);
  const found = visible.length > 0 ? visible : called;
  if (found.length === 1) return found[0]!.id;
  if (found.length === 0)
    throw new ProfferError(
      'not-found',
      `There is no entity ${name} in this case. "proffer entity list --case CASE --search TEXT" shows how they are called; "proffer entity add" records one.`,
      { entity: name },
    );
  throw new ProfferError(
    'conflict',
    `Several entities are called ${text}: ${found.map((row) => `${row.kind} ${row.id}`).join(', ')}. Name one by its id.`,
    { entity: name, candidates: found.map(({ id, kind: of }) => ({ id, kind: of })) },
  );
}

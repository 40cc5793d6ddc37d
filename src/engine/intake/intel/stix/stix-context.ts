import type { Plan } from '../plan.ts';
import type { StixObject } from './stix-objects.ts';

/** What the steps of one reading share. */
export interface StixContext {
  plan: Plan;
  byId: ReadonlyMap<string, StixObject>;
  /** The entities an object stands for, by its id: its own, those its pattern names, those it consists of. */
  stands: Map<string, string[]>;
}

/** The object a reference names; keys of STIX 2.0 are looked up where they stand. */
export function referred(context: StixContext, from: StixObject, ref: unknown): StixObject | undefined {
  if (typeof ref !== 'string') return undefined;
  return (from.scope ? context.byId.get(`${from.scope}/${ref}`) : undefined) ?? context.byId.get(ref);
}

/** The entities behind one reference or a list of them. */
export function entitiesBehind(context: StixContext, from: StixObject, refs: unknown): string[] {
  const list = Array.isArray(refs) ? refs : [refs];
  const keys = list.flatMap((ref) => {
    const object = referred(context, from, ref);
    return object && !object.revoked ? (context.stands.get(object.id) ?? []) : [];
  });
  return [...new Set(keys)];
}

export function standFor(context: StixContext, object: StixObject, keys: readonly (string | null)[]): void {
  const known = context.stands.get(object.id) ?? [];
  const all = [...new Set([...known, ...keys.filter((key) => key !== null)])];
  if (all.length > 0) context.stands.set(object.id, all);
}

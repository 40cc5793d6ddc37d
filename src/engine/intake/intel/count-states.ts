import type { IntelObject, ObjectState } from './parsed-intel.ts';

export function countStates(objects: readonly Pick<IntelObject, 'state'>[]): Record<ObjectState, number> {
  const counts = { read: 0, partly: 0, kept: 0, revoked: 0 };
  for (const { state } of objects) counts[state] += 1;
  return counts;
}

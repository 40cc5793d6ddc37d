import type { Guard } from './bulk/guard.ts';
import type { EntityRecord } from './entity-rows.ts';

type Fields = Partial<EntityRecord['fields']>;

/** The texts of a kind's own fields, without what may not be kept. */
export function guardFields(guard: Guard, fields: Fields): Fields {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || value === null || value === '') continue;
    if (typeof value === 'string') kept[name] = guard.text(name, value);
    else if (Array.isArray(value))
      kept[name] = value.map((one) => (typeof one === 'string' ? guard.text(name, one) : one));
    else kept[name] = value;
  }
  return kept as Fields;
}

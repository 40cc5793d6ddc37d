import type { z } from 'zod';
import type { PiiClass } from '../../shared/domain/pii.ts';
import { Guard, type Masking } from '../entities/bulk/guard.ts';

/** Texts in people's words; identifiers of a kind are guarded by their own kind, references may be of any form. */
const guarded: ReadonlySet<PiiClass> = new Set(['free-text', 'name', 'address']);

type Guarding = (value: unknown, field: string, guard: Guard) => unknown;

interface Definition {
  type: string;
  shape?: Record<string, z.ZodType>;
  innerType?: z.ZodType;
  element?: z.ZodType;
  valueType?: z.ZodType;
  in?: z.ZodType;
  out?: z.ZodType;
}

const known = new WeakMap<z.ZodType, { guarding: Guarding | null }>();

/** What has to be looked at in values of a schema; null where nothing of it is in people's words. Made once for each. */
function guardingOf(schema: z.ZodType): Guarding | null {
  const before = known.get(schema);
  if (before) return before.guarding;
  const entry: { guarding: Guarding | null } = { guarding: null };
  known.set(schema, entry);
  entry.guarding = make(schema);
  return entry.guarding;
}

function make(schema: z.ZodType): Guarding | null {
  const definition = (schema as unknown as { def: Definition }).def;
  const piiClass = (schema.meta() as { pii?: PiiClass } | undefined)?.pii;
  if (definition.type === 'string')
    return piiClass && guarded.has(piiClass)
      ? (value, field, guard) => (typeof value === 'string' ? guard.text(field, value) : value)
      : null;
  if (definition.shape) return ofObject(definition.shape);
  if (definition.element) {
    const inner = guardingOf(definition.element);
    return (
      inner &&
      ((value, field, guard) => (Array.isArray(value) ? value.map((one) => inner(one, field, guard)) : value))
    );
  }
  const inside = definition.innerType ?? definition.out ?? definition.in;
  return inside ? guardingOf(inside) : null;
}

function ofObject(shape: Record<string, z.ZodType>): Guarding | null {
  const parts = Object.entries(shape).flatMap(([name, schema]): [string, Guarding][] => {
    const guarding = guardingOf(schema);
    return guarding ? [[name, guarding]] : [];
  });
  if (parts.length === 0) return null;
  return (value, _field, guard) => {
    if (typeof value !== 'object' || value === null) return value;
    const copy: Record<string, unknown> = { ...value };
    for (const [name, guarding] of parts)
      if (copy[name] !== undefined && copy[name] !== null) copy[name] = guarding(copy[name], name, guard);
    return copy;
  };
}

/**
 * The input of a call without card numbers, national numbers, passwords and one-time codes in what is written in people's
 * words (PII classes `free-text`, `name`, `address`), and what was masked.
 */
export function guardInput(schema: z.ZodType, value: unknown): { value: unknown; maskings: Masking[] } {
  const guarding = guardingOf(schema);
  if (!guarding) return { value, maskings: [] };
  const guard = new Guard();
  return { value: guarding(value, '', guard), maskings: guard.maskings };
}

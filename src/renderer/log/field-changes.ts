type Values = Record<string, unknown> | null;

export interface FieldChange {
  field: string;
  before: string | null;
  after: string | null;
}

function words(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Fields that differ, by name; null where the record did not exist before, or does not any more. */
export function fieldChanges(before: Values, after: Values): FieldChange[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].sort();
  return fields
    .filter((field) => JSON.stringify(before?.[field]) !== JSON.stringify(after?.[field]))
    .map((field) => ({
      field,
      before: before ? words(before[field]) : null,
      after: after ? words(after[field]) : null,
    }));
}

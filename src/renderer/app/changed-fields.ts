/** Of these fields, those that are other than before: what nobody touched is not written, nor read anew. */
export function changedFields<T extends object>(fields: T, before: Partial<T> | null): Partial<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(before?.[key as keyof T]),
    ),
  ) as Partial<T>;
}

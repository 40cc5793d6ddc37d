export interface ThreadMember {
  messageId: string;
  /** Message ids it answers or refers to, the nearest last. */
  references: readonly string[];
  /** Milliseconds since 1970 UTC; null where the date cannot be read. */
  at: number | null;
}

export interface OrderedMember<T> {
  member: T;
  depth: number;
  /** Another copy of the message above it. */
  copy: boolean;
}

/**
 * A conversation as a person follows it: each message below the nearest one it answers that is there, answers by time. Loops,
 * which forged headers can make, are cut where they close.
 */
export function orderThread<T extends ThreadMember>(
  members: readonly T[],
): { ordered: OrderedMember<T>[]; missing: string[] } {
  const byTime = [...members].sort(
    (one, other) => (one.at ?? Number.MAX_SAFE_INTEGER) - (other.at ?? Number.MAX_SAFE_INTEGER),
  );
  const first = new Map<string, T>();
  const copies = new Map<T, T[]>();
  for (const member of byTime) {
    const original = member.messageId === '' ? undefined : first.get(member.messageId);
    if (original) copies.set(original, [...(copies.get(original) ?? []), member]);
    else if (member.messageId !== '') first.set(member.messageId, member);
  }
  const isCopy = new Set([...copies.values()].flat());
  const parents = new Map<T, T>();
  const missing = new Set<string>();
  const leadsTo = (from: T, to: T): boolean => {
    for (let at: T | undefined = from; at; at = parents.get(at)) if (at === to) return true;
    return false;
  };
  for (const member of byTime) {
    if (isCopy.has(member)) continue;
    for (const id of member.references) if (!first.has(id)) missing.add(id);
    const parent = [...member.references]
      .reverse()
      .map((id) => first.get(id))
      .find((one) => one !== undefined && one !== member);
    if (parent && !leadsTo(parent, member)) parents.set(member, parent);
  }
  const children = new Map<T | null, T[]>();
  for (const member of byTime) {
    if (isCopy.has(member)) continue;
    const parent = parents.get(member) ?? null;
    children.set(parent, [...(children.get(parent) ?? []), member]);
  }
  const ordered: OrderedMember<T>[] = [];
  const waiting = (children.get(null) ?? []).map((member) => ({ member, depth: 0 })).reverse();
  while (waiting.length > 0) {
    const { member, depth } = waiting.pop()!;
    ordered.push({ member, depth, copy: false });
    for (const copy of copies.get(member) ?? []) ordered.push({ member: copy, depth, copy: true });
    for (const child of [...(children.get(member) ?? [])].reverse())
      waiting.push({ member: child, depth: depth + 1 });
  }
  return { ordered, missing: [...missing] };
}

import type { SqliteDatabase } from '../../database/sqlite.ts';

/** Of one decision: its records, and on which sides each stands; more than one where records became one since. */
type Decision = ReadonlyMap<string, ReadonlySet<string>>;

const differ = (left: ReadonlySet<string>, right: ReadonlySet<string>): boolean =>
  left.size > 1 || right.size > 1 || [...left][0] !== [...right][0];

/**
 * Which records of a case were said to be different, whichever group that was said in. Read from the decisions as they stand and
 * the records as they are: what was said of a record that went into another holds of that one.
 */
export class SaidApart {
  private readonly decisions = new Map<string, Map<string, Set<string>>>();
  private readonly decisionsOf = new Map<string, Decision[]>();

  private constructor(rows: Iterable<{ decision: string; id: string; side: string }>) {
    for (const { decision: decisionId, id, side } of rows) {
      const decision = this.decisions.get(decisionId) ?? new Map<string, Set<string>>();
      this.decisions.set(decisionId, decision);
      const sides = decision.get(id);
      if (sides) {
        sides.add(side);
        continue;
      }
      decision.set(id, new Set([side]));
      const known = this.decisionsOf.get(id);
      if (known) known.push(decision);
      else this.decisionsOf.set(id, [decision]);
    }
  }

  /** What was said of these, and nothing else. */
  static among(database: SqliteDatabase, caseId: string, ids: readonly string[]): SaidApart {
    const rows = database
      .cached(
        `WITH RECURSIVE went (entity_id, id) AS (
           SELECT value, value FROM json_each(@ids)
           UNION SELECT entity.id, went.id FROM went
             JOIN entity ON entity.case_id = @caseId AND entity.merged_into = went.entity_id)
         SELECT decision_id AS decision, went.id, side FROM went
           CROSS JOIN duplicate_apart ON duplicate_apart.entity_id = went.entity_id`,
      )
      .all({ ids: JSON.stringify(ids), caseId }) as { decision: string; id: string; side: string }[];
    return new SaidApart(rows);
  }

  get nothing(): boolean {
    return this.decisions.size === 0;
  }

  /** Those of `others` a record was said to be different from. */
  differentFrom(id: string, others: readonly string[]): Set<string> {
    const apart = new Set<string>();
    for (const decision of this.decisionsOf.get(id) ?? []) {
      const mine = decision.get(id)!;
      for (const other of others) {
        const theirs = other === id ? undefined : decision.get(other);
        if (theirs && differ(mine, theirs)) apart.add(other);
      }
    }
    return apart;
  }

  /** Whether nothing is left to decide among these: each pair of them was said to be different. */
  isDecided(members: readonly string[]): boolean {
    if (members.length < 2) return true;
    // A record in no decision is the usual case, and one decision that tells all of them apart the next.
    if (members.some((id) => !this.decisionsOf.has(id))) return false;
    for (const decision of this.decisionsOf.get(members[0]!)!) {
      const alone = members.filter((id) => [...(decision.get(id) ?? [])].some((side) => side !== '')).length;
      if (alone >= members.length - 1 && members.every((id) => decision.has(id))) return true;
    }
    return members.every((id) => this.differentFrom(id, members).size === members.length - 1);
  }
}

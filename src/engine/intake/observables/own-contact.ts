import { isAccusing } from '../../../shared/domain/accusing-roles.ts';
import { type EntityRole, entityKinds, entityRoles } from '../../../shared/domain/kinds.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import {
  harmlessRole,
  isHarmless,
  owningLinks,
  ownKinds,
  type WorkingContact,
  workingContacts,
} from './harmless-owners.ts';
import type { ObservableRow } from './observable-rows.ts';

interface Known {
  display: string;
  role: EntityRole;
}

interface Owner {
  display: string;
  /** Its role or part in the case, in words. */
  as: string;
}

/**
 * Keeps finds from being accepted as the other side's where the case knows them as the telephone, mailbox or account of somebody
 * harmed or helping: the numbers of a list of victims stand among the finds like all others, and finds are accepted by the
 * thousand. For whoever becomes known later see own-contact-rows.ts.
 */
export class OwnContacts {
  readonly #database: SqliteDatabase;
  readonly #caseId: string;
  readonly #working: readonly WorkingContact[];

  constructor(database: SqliteDatabase, caseId: string) {
    this.#database = database;
    this.#caseId = caseId;
    this.#working = workingContacts(database, caseId);
  }

  /** Why a find is not accepted in these roles; null where nothing speaks against it. */
  whyNotAccused(found: ObservableRow, roles: readonly EntityRole[]): string | null {
    const role = roles.find(isAccusing);
    if (role === undefined || found.kind === 'hash') return null;
    const owner = this.ownerOf(found);
    if (owner === null) return null;
    const what = lowerFirst(entityKinds[found.kind]);
    return `It is the ${what} of ${owner.display} (${lowerFirst(owner.as)}) and was not made ${lowerFirst(entityRoles[role])}. Accept it without this role, or enter it by hand where it is both.`;
  }

  ownerOf({ kind, normal }: Pick<ObservableRow, 'kind' | 'normal'>): Owner | null {
    if (!(ownKinds as readonly string[]).includes(kind)) return null;
    const holder = kind === 'phone' || kind === 'email' ? this.#withContact(kind, normal) : undefined;
    const owner = holder ?? this.#linkedTo(kind, normal);
    if (owner) return { display: owner.display, as: entityRoles[owner.role] };
    const ours = this.#working.find((one) => one.kind === kind && one.normal === normal);
    return ours ? { display: ours.name, as: ours.part } : null;
  }

  #withContact(kind: 'phone' | 'email', normal: string): Known | undefined {
    return this.#database
      .cached(
        `SELECT owner.display, ${harmlessRole('owner')} AS role FROM entity owner
         WHERE owner.match_${kind} = ? AND owner.case_id = ? AND ${isHarmless('owner')} ORDER BY owner.id LIMIT 1`,
      )
      .get(normal, this.#caseId) as Known | undefined;
  }

  #linkedTo(kind: string, normal: string): Known | undefined {
    return this.#database
      .cached(
        `SELECT owner.display, ${harmlessRole('owner')} AS role FROM entity thing
         JOIN link ON link.to_id = thing.id AND link.kind IN ${owningLinks} AND link.hidden_at IS NULL
         JOIN entity owner ON owner.id = link.from_id
         WHERE thing.kind = ? AND thing.normal = ? AND thing.case_id = ? AND thing.hidden_at IS NULL
           AND ${isHarmless('owner')} ORDER BY owner.id LIMIT 1`,
      )
      .get(kind, normal, this.#caseId) as Known | undefined;
  }
}

/** As it stands within a sentence: abbreviations keep their capitals. */
const lowerFirst = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);

import { foundation } from './0010-foundation.ts';
import { imports } from './0020-imports.ts';
import { search } from './0030-search.ts';
import { entities } from './0040-entities.ts';
import { reading } from './0050-reading.ts';
import { mail } from './0060-mail.ts';
import { tables } from './0070-tables.ts';
import { observables } from './0080-observables.ts';
import { intel } from './0090-intel.ts';
import { takenInTwice } from './0100-taken-in-twice.ts';
import { largeCases } from './0110-large-cases.ts';
import { duplicateGroups } from './0120-duplicate-groups.ts';
import type { Migration } from './migration.ts';

export const migrations: readonly Migration[] = [
  foundation,
  imports,
  search,
  entities,
  reading,
  mail,
  tables,
  observables,
  intel,
  takenInTwice,
  largeCases,
  duplicateGroups,
];
export const latestVersion = migrations.at(-1)!.version;

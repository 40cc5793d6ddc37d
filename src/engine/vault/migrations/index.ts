import { foundation } from './0010-foundation.ts';
import { imports } from './0020-imports.ts';
import { entities } from './0040-entities.ts';
import type { Migration } from './migration.ts';

export const migrations: readonly Migration[] = [foundation, imports, entities];
export const latestVersion = migrations.at(-1)!.version;

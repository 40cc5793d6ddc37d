import { foundation } from './0010-foundation.ts';
import { imports } from './0020-imports.ts';
import type { Migration } from './migration.ts';

export const migrations: readonly Migration[] = [foundation, imports];
export const latestVersion = migrations.at(-1)!.version;

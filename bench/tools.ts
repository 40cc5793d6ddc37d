import { ensurePackages, type PackageList } from '../scripts/system/debian-packages.ts';

/** What the baselines are made of. */
const baselinePackages: PackageList = [['coreutils'], ['findutils'], ['openssl'], ['sqlite3'], ['zip']];

/** @throws Error naming the programs that are missing */
export function ensureTools(): void {
  ensurePackages(baselinePackages, 'the baselines of the benchmarks');
}

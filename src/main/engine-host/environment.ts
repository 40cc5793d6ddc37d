import { nodeEnvironment } from '../../../bin/node-settings.mjs';

/** What the engine may know of our environment; everything else, secrets of a shell included, stays out. */
const kept = [
  'HOME',
  'USERPROFILE',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'LANG',
  'LC_ALL',
  'LC_TIME',
  'TZ',
  'PROFFER_SQLITE_BINDING',
] as const;

/** Environment of the engine process. */
export function engineEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  resources: string,
): Record<string, string> {
  const result: Record<string, string> = { ...nodeEnvironment, PROFFER_RESOURCES: resources };
  for (const name of kept) {
    const value = environment[name];
    if (value !== undefined) result[name] = value;
  }
  return result;
}

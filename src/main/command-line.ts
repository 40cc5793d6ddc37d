import { isAbsolute, resolve } from 'node:path';

export interface StartArguments {
  /** Absolute path of the vault to unlock first. */
  vault?: string;
  /** Absolute path of the folder for window settings; default is the system's. */
  userData?: string;
}

function value(args: readonly string[], name: string, workingFolder: string): string | undefined {
  const prefix = `--${name}=`;
  const given = args.find((argument) => argument.startsWith(prefix))?.slice(prefix.length);
  if (!given) return undefined;
  return isAbsolute(given) ? given : resolve(workingFolder, given);
}

/** Reads `--vault=DIR` and `--user-data-dir=DIR`; relative ones lie under the working folder of who started us. */
export function parseStartArguments(args: readonly string[], workingFolder: string): StartArguments {
  const vault = value(args, 'vault', workingFolder);
  const userData = value(args, 'user-data-dir', workingFolder);
  return { ...(vault ? { vault } : {}), ...(userData ? { userData } : {}) };
}

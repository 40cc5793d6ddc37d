import { type Command, InvalidArgumentError } from 'commander';
import { UsageError } from './usage-error.ts';

/** Options every command knows, before or after its name. */
export interface Globals {
  vault?: string;
  passphraseFile?: string;
  passphraseFd?: number;
  recoveryKeyFile?: string;
  recoveryKeyFd?: number;
  newPassphraseFile?: string;
  newPassphraseFd?: number;
  json: boolean;
  quiet: boolean;
  color: boolean;
}

export function integer(text: string): number {
  if (!/^-?\d{1,15}$/.test(text)) throw new InvalidArgumentError('It is a whole number.');
  return Number(text);
}

export function addGlobals(program: Command): Command {
  return program
    .option('--vault <dir>', 'folder of the vault (default: PROFFER_VAULT)')
    .option('--passphrase-file <file>', 'file that holds the passphrase')
    .option('--passphrase-fd <n>', 'open descriptor that holds the passphrase', integer)
    .option(
      '--recovery-key-file <file>',
      'file that holds the recovery key: opens the vault without the passphrase',
    )
    .option('--recovery-key-fd <n>', 'open descriptor that holds the recovery key', integer)
    .option('--new-passphrase-file <file>', 'file that holds the passphrase to be set')
    .option('--new-passphrase-fd <n>', 'open descriptor that holds the passphrase to be set', integer)
    .option('--json', 'one JSON document on stdout, also for failures', false)
    .option('-q, --quiet', 'no progress and no remarks on stderr', false)
    .option('--no-color', 'no colours (as with the environment variable NO_COLOR)');
}

/** @throws UsageError where neither `--vault` nor PROFFER_VAULT names one. */
export function vaultFolder(globals: Globals): string {
  const folder = globals.vault ?? process.env.PROFFER_VAULT;
  if (!folder) throw new UsageError('Which vault? Give --vault DIR or set PROFFER_VAULT.');
  return folder;
}

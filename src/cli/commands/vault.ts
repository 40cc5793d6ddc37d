import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Output } from '../../shared/contract/index.ts';
import type { Answer, Desk } from '../desk.ts';
import { exitFinding } from '../exit-codes.ts';
import { vaultFolder } from '../globals.ts';
import { perform, type Run } from '../perform.ts';
import { readNewSecret } from '../secrets.ts';
import { bytes, counted } from '../terminal/numbers.ts';
import { quoted } from '../terminal/quoted.ts';
import { safeLine } from '../terminal/safe-text.ts';
import { facts, table } from '../terminal/table.ts';

type Status = Output<'vault.status'>;

export function addVaultCommands(program: Command, run: Run): void {
  const vault = program.command('vault').description('make, open, check, back up a vault');

  vault
    .command('create')
    .description('make a vault in an empty or missing folder; its recovery key is told this once')
    .requiredOption('--person <name>', 'who works with it')
    .requiredOption('--organisation <name>', 'for whom')
    .option('--role <title>', 'title, as it stands under a signature', '')
    .option('--email <address>', 'e-mail address', '')
    .option('--phone <number>', 'telephone number', '')
    .option('--address <text>', 'postal address', '')
    .option('--save-recovery-key <file>', 'write the recovery key into this new file and do not show it')
    .action((options: OwnerOptions & { saveRecoveryKey?: string }, command: Command) =>
      perform(run, command, 'nothing', async (desk) => {
        const { person, organisation, role, email, phone, address, saveRecoveryKey } = options;
        const folder = resolve(vaultFolder(desk.globals));
        const { passphraseFile: file, passphraseFd: fd } = desk.globals;
        const passphrase = await readNewSecret({ file, fd }, 'passphrase', desk.terminal, desk.signal);
        const keyFile =
          saveRecoveryKey === undefined ? null : await open(resolve(saveRecoveryKey), 'wx', 0o600);
        try {
          const owner = { person, organisation, role, email, phone, address };
          const made = await desk.call('vault.create', { folder, passphrase, owner });
          desk.next(
            `export PROFFER_VAULT=${quoted(folder)}`,
            'proffer case create --reference EX-1 --title TITLE --scheme tech-support',
          );
          return await recoveryKeyAnswer(made, keyFile);
        } finally {
          await keyFile?.close();
        }
      }),
    );

  vault
    .command('inspect')
    .description('what lies in the folder and who has it open; needs no key')
    .action((_options: object, command: Command) =>
      perform(run, command, 'nothing', async (desk) => {
        const found = await desk.call('vault.inspect', { folder: resolve(vaultFolder(desk.globals)) });
        const { holder } = found;
        return {
          json: found,
          text: (page) =>
            facts(
              [
                ['Folder holds', found.kind],
                ['Vault', found.vaultId],
                ['Created', found.createdAt],
                ['Version', found.version],
                [
                  'Open by',
                  holder
                    ? `${holder.user} on ${holder.host} (process ${holder.processId}) since ${holder.since}`
                    : null,
                ],
                ['Problem', found.problem],
              ],
              page,
            ),
        };
      }),
    );

  vault
    .command('status')
    .description('open the vault and tell about it: proves that passphrase or recovery key fit')
    .action((_options: object, command: Command) =>
      perform(run, command, 'vault', async (desk) => statusAnswer(await desk.call('vault.status', {}))),
    );

  vault
    .command('key')
    .description(
      'public key and fingerprint: give them to recipients through another channel than the package',
    )
    .action((_options: object, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const { publicKey, fingerprint } = await desk.call('vault.status', {});
        return {
          json: { publicKey, fingerprint },
          text: () => `${safeLine(publicKey ?? '')}\n${fingerprint}`,
        };
      }),
    );

  vault
    .command('change-passphrase')
    .description('set a new passphrase; the recovery key stays')
    .action((_options: object, command: Command) =>
      perform(run, command, 'nothing', async (desk) => {
        const folder = resolve(vaultFolder(desk.globals));
        const current = await desk.passphrase();
        await desk.call('vault.unlock', { folder, passphrase: current });
        await desk.call('vault.changePassphrase', { current, next: await newPassphrase(desk) });
        return { json: {}, text: () => 'The passphrase was changed.' };
      }),
    );

  vault
    .command('reset-passphrase')
    .description('open the vault by its recovery key and set a new passphrase')
    .action((_options: object, command: Command) =>
      perform(run, command, 'nothing', async (desk) => {
        const folder = resolve(vaultFolder(desk.globals));
        const recoveryKey = await desk.recoveryKey();
        const status = await desk.call('vault.resetPassphrase', {
          folder,
          recoveryKey,
          next: await newPassphrase(desk),
        });
        return { json: status, text: () => 'A new passphrase was set.' };
      }),
    );

  addRecoveryKeyCommands(vault, run);
  addCopyCommands(vault, run);
}

interface OwnerOptions {
  person: string;
  organisation: string;
  role: string;
  email: string;
  phone: string;
  address: string;
}

function addRecoveryKeyCommands(vault: Command, run: Run): void {
  const recovery = vault.command('recovery-key').description('check or replace the recovery key');

  recovery
    .command('confirm')
    .description('open the vault by the recovery key that was written down and record that it fits')
    .action((_options: object, command: Command) =>
      perform(run, command, 'nothing', async (desk) => {
        const recoveryKey = await desk.recoveryKey();
        await desk.call('vault.unlock', { folder: resolve(vaultFolder(desk.globals)), recoveryKey });
        const confirmed = await desk.call('vault.confirmRecoveryKey', { recoveryKey });
        return { json: confirmed, text: () => 'The recovery key opens this vault.' };
      }),
    );

  recovery
    .command('replace')
    .description('make a new recovery key; the old one no longer opens the vault')
    .option('--save-recovery-key <file>', 'write the recovery key into this new file and do not show it')
    .action((options: { saveRecoveryKey?: string }, command: Command) =>
      perform(run, command, 'nothing', async (desk) => {
        const passphrase = await desk.passphrase();
        await desk.call('vault.unlock', { folder: resolve(vaultFolder(desk.globals)), passphrase });
        const keyFile =
          options.saveRecoveryKey === undefined
            ? null
            : await open(resolve(options.saveRecoveryKey), 'wx', 0o600);
        try {
          return await recoveryKeyAnswer(
            await desk.call('vault.replaceRecoveryKey', { passphrase }),
            keyFile,
          );
        } finally {
          await keyFile?.close();
        }
      }),
    );
}

function addCopyCommands(vault: Command, run: Run): void {
  vault
    .command('backup')
    .description('verified copy of the whole vault into a new folder below FOLDER')
    .argument('<folder>')
    .action((folder: string, _options: object, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const made = await desk.run('vault.backup', { folder: resolve(folder) });
        return {
          json: made,
          text: () =>
            `${safeLine(made.folder)}\n${counted(made.evidenceFiles, 'evidence file')}, ${bytes(made.sizeBytes)}, database SHA-256 ${made.databaseSha256}`,
        };
      }),
    );

  vault
    .command('restore')
    .description(
      'put a backup into a new folder, checked before it counts; passphrase or recovery key are the backup’s own',
    )
    .argument('<backup>')
    .argument('<folder>')
    .action((backup: string, folder: string, _options: object, command: Command) =>
      perform(run, command, 'nothing', async (desk) => {
        const made = await desk.run('vault.restore', {
          backup: resolve(backup),
          folder: resolve(folder),
          ...(await desk.openingSecret()),
        });
        return {
          json: made,
          text: () =>
            `${safeLine(made.folder)}\n${counted(made.evidenceFiles, 'evidence file')}, ${bytes(made.sizeBytes)}`,
        };
      }),
    );

  vault
    .command('check')
    .description('check everything: database, every evidence file, the change log')
    .action((_options: object, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const result = await desk.run('vault.check', {});
        const columns = [
          { title: 'Finding', value: (row: Finding) => row.code },
          { title: 'What', value: (row: Finding) => row.message, flexible: true },
          { title: 'Where', value: (row: Finding) => row.subject, flexible: true },
        ];
        const checked = `${counted(result.evidenceFiles, 'evidence file')}, ${counted(result.logEntries, 'log entry', 'log entries')}`;
        return {
          json: result,
          code: result.intact ? 0 : exitFinding,
          text: (page) =>
            result.intact
              ? `${desk.terminal.good('Intact')}: ${checked}.`
              : `${desk.terminal.bad('Not intact')}: ${checked}.\n${table(result.findings, columns, page)}`,
        };
      }),
    );
}

interface Finding {
  code: string;
  message: string;
  subject: string | null;
}

function newPassphrase(desk: Desk): Promise<string> {
  const { newPassphraseFile: file, newPassphraseFd: fd } = desk.globals;
  return readNewSecret({ file, fd }, 'new passphrase', desk.terminal, desk.signal);
}

/** The key goes to the file or to the answer, never to both. */
async function recoveryKeyAnswer<T extends { recoveryKey: string; status?: Status }>(
  made: T,
  file: { writeFile(text: string): Promise<void>; sync(): Promise<void> } | null,
): Promise<Answer> {
  const fingerprint = made.status ? `\nSigning key ${made.status.fingerprint}` : '';
  if (file) {
    await file.writeFile(`${made.recoveryKey}\n`);
    await file.sync();
    return {
      json: { ...made, recoveryKey: null },
      text: () => `The recovery key was written to the file. Keep it apart from the vault.${fingerprint}`,
    };
  }
  return {
    json: made,
    text: () =>
      `Recovery key, told this once. Write it down, keep it apart from the vault, then run "proffer vault recovery-key confirm":\n\n  ${made.recoveryKey}\n${fingerprint}`,
  };
}

const statusAnswer = (status: Status): Answer => ({
  json: status,
  text: (page) =>
    facts(
      [
        ['Vault', status.folder],
        ['Id', status.vaultId],
        ['Owner', [status.owner?.person, status.owner?.organisation].filter(Boolean).join(', ')],
        ['Created', status.createdAt],
        ['Recovery key checked', status.recoveryConfirmed],
        ['Auto-lock', status.autoLockMinutes === null ? null : counted(status.autoLockMinutes, 'minute')],
        ['Fingerprint', status.fingerprint],
        ['Public key', status.publicKey],
      ],
      page,
    ),
});

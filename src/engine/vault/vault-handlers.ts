import { readdir, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Output } from '../../shared/contract/index.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { Engine } from '../engine.ts';
import { publicKeyLine } from '../openssh/key.ts';
import type { Handlers } from '../rpc/handler.ts';
import { backupVault } from './backup.ts';
import { checkVault } from './check.ts';
import { createVault } from './create-vault.ts';
import { headerCopyName, headerName, type OpeningSecret, readHeader } from './header.ts';
import { presentHolder } from './lock.ts';
import { readRecoveryKey } from './recovery-key.ts';
import { restoreVault } from './restore.ts';
import type { VaultSession } from './session.ts';
import { unlockVault } from './unlock-vault.ts';

export const vaultHandlers = (engine: Engine) => {
  const sessionOptions = {
    ...(engine.options.kdf ? { kdf: engine.options.kdf } : {}),
    onWritten: ({ tables, caseId }: { tables: string[]; caseId: string | null }) =>
      engine.tell({ event: 'changed', tables, caseId }),
  };

  const open = (folder: string, secret: OpeningSecret) =>
    engine.openVault(() => unlockVault(folder, secret, sessionOptions));

  const setSetting = (session: VaultSession, key: string, value: string, summary: string) =>
    session.write({ reason: 'settings', summary, caseId: null }, (transaction) =>
      session.writeSetting(transaction, key, value),
    );

  return {
    async 'vault.create'({ folder, passphrase, owner }) {
      let recoveryKey = '';
      await engine.openVault(async () => {
        const made = await createVault(folder, passphrase, owner, sessionOptions);
        recoveryKey = made.recoveryKey;
        return made.session;
      });
      return { status: describe(engine), recoveryKey };
    },
    async 'vault.confirmRecoveryKey'({ recoveryKey }, { session }) {
      await session().checkRecoveryKey(readRecoveryKey(recoveryKey));
      setSetting(session(), 'recovery-confirmed', 'yes', 'Recovery key confirmed');
      return { confirmed: true as const };
    },
    async 'vault.unlock'({ folder, passphrase, recoveryKey }) {
      await open(folder, openingSecret(passphrase, recoveryKey));
      return describe(engine);
    },
    async 'vault.lock'() {
      await engine.lock('asked');
      return describe(engine);
    },
    'vault.status': () => describe(engine),
    'vault.inspect': ({ folder }) => inspect(folder),
    async 'vault.changePassphrase'({ current, next }, { session }) {
      await session().changePassphrase(current, next);
      return {};
    },
    async 'vault.resetPassphrase'({ folder, recoveryKey, next }) {
      const secret: OpeningSecret = { by: 'recovery-key', secret: readRecoveryKey(recoveryKey) };
      // The vault counts as unlocked only when the new passphrase is on disk: nobody is told of one before.
      await engine.openVault(async () => {
        const session = await unlockVault(folder, secret, sessionOptions);
        try {
          await session.setPassphrase(next);
          return session;
        } catch (error) {
          await session.close();
          throw error;
        }
      });
      return describe(engine);
    },
    async 'vault.replaceRecoveryKey'({ passphrase }, { session }) {
      const recoveryKey = await session().replaceRecoveryKey(passphrase);
      setSetting(session(), 'recovery-confirmed', 'no', 'Recovery key replaced');
      return { recoveryKey };
    },
    'vault.updateOwner'({ owner }, { session }) {
      setSetting(session(), 'owner', JSON.stringify(owner), 'Owner of the vault edited');
      return describe(engine);
    },
    'vault.setAutoLock'({ minutes }, { session }) {
      setSetting(session(), 'auto-lock-minutes', String(minutes), `Auto-lock set to ${minutes} minutes`);
      return describe(engine);
    },
    'vault.backup': {
      title: () => 'Back up the vault',
      run: ({ folder }, { session, signal, progress }) =>
        backupVault(session(), folder, { signal, progress }),
    },
    'vault.restore': {
      title: () => 'Restore a backup',
      run: ({ backup, folder, passphrase, recoveryKey }, { signal, progress }) =>
        restoreVault(backup, folder, openingSecret(passphrase, recoveryKey), { signal, progress }),
    },
    'vault.check': {
      title: () => 'Check the whole vault',
      run: (_input, { session, signal, progress }) => checkVault(session(), { signal, progress }),
    },
  } satisfies Handlers<
    | 'vault.create'
    | 'vault.confirmRecoveryKey'
    | 'vault.unlock'
    | 'vault.lock'
    | 'vault.status'
    | 'vault.inspect'
    | 'vault.changePassphrase'
    | 'vault.resetPassphrase'
    | 'vault.replaceRecoveryKey'
    | 'vault.updateOwner'
    | 'vault.setAutoLock'
    | 'vault.backup'
    | 'vault.restore'
    | 'vault.check'
  >;
};

/** @throws ProfferError `invalid-input` unless exactly one of the two is given. */
function openingSecret(passphrase: string | undefined, recoveryKey: string | undefined): OpeningSecret {
  if (passphrase !== undefined && recoveryKey === undefined) return { by: 'passphrase', passphrase };
  if (recoveryKey !== undefined && passphrase === undefined)
    return { by: 'recovery-key', secret: readRecoveryKey(recoveryKey) };
  throw new ProfferError('invalid-input', 'Give either the passphrase or the recovery key.');
}

function describe(engine: Engine): Output<'vault.status'> {
  const session = engine.sessionOrNull();
  if (!session) {
    return {
      state: engine.folder === null ? 'closed' : 'locked',
      folder: engine.folder,
      vaultId: null,
      owner: null,
      createdAt: null,
      recoveryConfirmed: null,
      autoLockMinutes: null,
      publicKey: null,
      fingerprint: null,
      notices: [],
    };
  }
  const owner = session.owner();
  return {
    state: 'unlocked',
    folder: session.folder,
    vaultId: session.vaultId,
    owner,
    createdAt: session.createdAt,
    recoveryConfirmed: session.setting('recovery-confirmed') === 'yes',
    autoLockMinutes: Number(session.setting('auto-lock-minutes') ?? 10),
    publicKey: publicKeyLine(session.keys.publicKey, owner.email || owner.organisation),
    fingerprint: session.fingerprint,
    notices: session.notices,
  };
}

async function inspect(folder: string): Promise<Output<'vault.inspect'>> {
  const nothing = { vaultId: null, createdAt: null, version: null, holder: null, problem: null };
  const place = resolve(folder);
  let names: string[];
  try {
    if (!(await stat(place)).isDirectory())
      return { kind: 'other', ...nothing, problem: `${place} is not a folder.` };
    names = await readdir(place);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'absent', ...nothing };
    throw error;
  }
  if (names.length === 0) return { kind: 'empty', ...nothing };
  if (!names.includes(headerName) && !names.includes(headerCopyName)) return { kind: 'other', ...nothing };
  try {
    const header = await readHeader(place);
    return {
      kind: 'vault',
      vaultId: header.vaultId,
      createdAt: header.createdAt,
      version: header.version,
      holder: await presentHolder(place),
      problem: null,
    };
  } catch (error) {
    if (!(error instanceof ProfferError)) throw error;
    return { kind: 'vault', ...nothing, problem: error.message };
  }
}

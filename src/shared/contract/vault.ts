import { z } from 'zod';
import { command, job, query } from './call.ts';
import { folder, instant, line, nothing, pii, requiredLine } from './common.ts';

const passphrase = pii(z.string().min(12, 'must have at least 12 characters').max(1024), 'secret');
const givenPassphrase = pii(z.string().min(1).max(1024), 'secret');
const recoveryKey = pii(z.string().min(1).max(200), 'secret');

export const vaultOwner = z.object({
  person: pii(requiredLine, 'name'),
  organisation: requiredLine,
  /** Role or title, as it stands under a signature. */
  role: line.default(''),
  email: pii(line, 'contact').default(''),
  phone: pii(line, 'contact').default(''),
  address: line.default(''),
});

const vaultStatus = z.object({
  state: z.enum(['closed', 'locked', 'unlocked']),
  folder: z.string().nullable(),
  vaultId: z.string().nullable(),
  owner: vaultOwner.nullable(),
  createdAt: instant.nullable(),
  /** Whether the person has typed the recovery key back once. */
  recoveryConfirmed: z.boolean().nullable(),
  autoLockMinutes: z.int().nullable(),
  /** OpenSSH public key line and its fingerprint: give them to recipients by another way than the package. */
  publicKey: z.string().nullable(),
  fingerprint: z.string().nullable(),
  /** What the opening had to tell: an unclean end before, a check that was run. */
  notices: z.array(z.string()),
});

export const vaultHolder = z.object({
  user: z.string(),
  host: z.string(),
  processId: z.int(),
  since: instant,
  program: z.string(),
});

export const vaultCalls = {
  /** Makes a vault in an empty or missing folder and leaves it unlocked. The recovery key is told this once. */
  'vault.create': command(
    z.object({ folder, passphrase, owner: vaultOwner }),
    z.object({ status: vaultStatus, recoveryKey: z.string() }),
  ),
  /** Checks the recovery key back against the header and records that it was. */
  'vault.confirmRecoveryKey': command(z.object({ recoveryKey }), z.object({ confirmed: z.literal(true) })),
  'vault.unlock': command(
    z.object({ folder, passphrase: givenPassphrase.optional(), recoveryKey: recoveryKey.optional() }),
    vaultStatus,
  ),
  'vault.lock': command(nothing, vaultStatus),
  'vault.status': query(nothing, vaultStatus),
  /** What lies in a folder, told without any key. */
  'vault.inspect': query(
    z.object({ folder }),
    z.object({
      kind: z.enum(['absent', 'empty', 'vault', 'other']),
      vaultId: z.string().nullable(),
      createdAt: instant.nullable(),
      version: z.int().nullable(),
      /** Who has it open at this moment. */
      holder: vaultHolder.nullable(),
      problem: z.string().nullable(),
    }),
  ),
  'vault.changePassphrase': command(z.object({ current: givenPassphrase, next: passphrase }), nothing),
  /** Opens a locked vault by its recovery key and sets a new passphrase in one step. */
  'vault.resetPassphrase': command(z.object({ folder, recoveryKey, next: passphrase }), vaultStatus),
  /** Replaces the recovery key; the old one no longer opens the vault. */
  'vault.replaceRecoveryKey': command(
    z.object({ passphrase: givenPassphrase }),
    z.object({ recoveryKey: z.string() }),
  ),
  'vault.updateOwner': command(z.object({ owner: vaultOwner }), vaultStatus),
  'vault.setAutoLock': command(z.object({ minutes: z.int().min(1).max(240) }), vaultStatus),
  /** Verified copy of the whole vault into a new folder below `folder`. */
  'vault.backup': job(
    z.object({ folder }),
    z.object({ folder: z.string(), evidenceFiles: z.int(), sizeBytes: z.int(), databaseSha256: z.string() }),
  ),
  /**
   * Puts a backup into a new place, checked before it counts; opens nothing, overwrites nothing. Passphrase or recovery key
   * are those of the backup's moment.
   */
  'vault.restore': job(
    z.object({
      backup: folder,
      folder,
      passphrase: givenPassphrase.optional(),
      recoveryKey: recoveryKey.optional(),
    }),
    z.object({ folder: z.string(), evidenceFiles: z.int(), sizeBytes: z.int() }),
  ),
  /** Full check: database pages, foreign keys, every evidence file, the change log. */
  'vault.check': job(
    nothing,
    z.object({
      intact: z.boolean(),
      findings: z.array(z.object({ code: z.string(), message: z.string(), subject: z.string().nullable() })),
      evidenceFiles: z.int(),
      logEntries: z.int(),
    }),
  ),
};

import {
  createCipheriv,
  createDecipheriv,
  createHash,
  hkdfSync,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { canonicalJson } from '../../shared/domain/canonical-json.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import { faultPoint } from '../store/fault-point.ts';
import { writeFileAtomically } from './atomic-write.ts';
import { headerMac } from './keys.ts';

const headerVersion = 1;
export const headerName = 'vault.json';
/** Second copy of the header: without a header no passphrase opens anything. */
export const headerCopyName = 'vault.copy.json';

const base64 = z.base64();
const wrap = z.strictObject({
  by: z.enum(['passphrase', 'recovery-key']),
  salt: base64,
  nonce: base64,
  sealed: base64,
});

/** Bounds keep a hostile header from asking for all the memory (128 × N × r bytes) or time there is. */
const kdf = z
  .strictObject({
    name: z.literal('scrypt'),
    N: z
      .int()
      .min(1024)
      .max(1 << 20)
      .refine((n) => (n & (n - 1)) === 0),
    r: z.int().min(1).max(32),
    p: z.int().min(1).max(4),
  })
  .refine(({ N, r }) => 128 * N * r <= 1 << 30);
/** A header has less than 2 KiB; more is not read. */
const largestHeader = 64 << 10;

const headerSchema = z.strictObject({
  format: z.literal('proffer-vault'),
  version: z.literal(headerVersion),
  vaultId: z.string().regex(/^[0-9a-f-]{36}$/),
  createdAt: z.iso.datetime(),
  kdf,
  /** One for each kind of secret. */
  wraps: z
    .array(wrap)
    .length(2)
    .refine((wraps) => new Set(wraps.map((one) => one.by)).size === 2),
  mac: base64,
  checksum: z.string(),
});

export type VaultHeader = z.infer<typeof headerSchema>;
export type KeyDerivation = z.infer<typeof kdf>;

/** scrypt at 128 MiB, about half a second on a laptop of 2023: above OWASP's minimum (N=2^17, r=8, p=1). */
export const defaultKeyDerivation: KeyDerivation = { name: 'scrypt', N: 1 << 17, r: 8, p: 1 };

/** The two secrets that open a vault: what a person types, or 32 random bytes. */
export type OpeningSecret = { by: 'passphrase'; passphrase: string } | { by: 'recovery-key'; secret: Buffer };

export async function makeHeader(
  facts: { vaultId: string; createdAt: string; kdf: KeyDerivation },
  master: Buffer,
  headerKey: Buffer,
  secrets: { passphrase: string; recovery: Buffer },
): Promise<VaultHeader> {
  const wraps = [
    await seal(master, { by: 'passphrase', passphrase: secrets.passphrase }, facts),
    await seal(master, { by: 'recovery-key', secret: secrets.recovery }, facts),
  ];
  return finish({ format: 'proffer-vault', version: headerVersion, ...facts, wraps }, headerKey);
}

/** A header that opens with a new secret of one kind; the other wrap stays. */
export async function rewrap(
  header: VaultHeader,
  master: Buffer,
  headerKey: Buffer,
  secret: OpeningSecret,
): Promise<VaultHeader> {
  const fresh = await seal(master, secret, header);
  const { mac: _mac, checksum: _checksum, ...rest } = header;
  return finish(
    { ...rest, wraps: header.wraps.map((one) => (one.by === secret.by ? fresh : one)) },
    headerKey,
  );
}

/**
 * Unwraps the master key.
 * @throws ProfferError `wrong-passphrase` when the secret does not open its wrap.
 */
export async function openHeader(header: VaultHeader, secret: OpeningSecret): Promise<Buffer> {
  const one = header.wraps.find((candidate) => candidate.by === secret.by)!;
  const key = await wrappingKey(secret, Buffer.from(one.salt, 'base64'), header.kdf);
  const sealed = Buffer.from(one.sealed, 'base64');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(one.nonce, 'base64'));
    decipher.setAAD(associatedData(header.vaultId, one.by));
    decipher.setAuthTag(sealed.subarray(-16));
    return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  } catch {
    throw new ProfferError(
      'wrong-passphrase',
      secret.by === 'passphrase'
        ? 'This passphrase does not open the vault. Check the keyboard layout and Caps Lock, or use the recovery key.'
        : 'This recovery key belongs to another vault, or was replaced by a newer one.',
    );
  }
}

/** @throws ProfferError `corrupt` when the header was altered by someone who did not hold the master key. */
export function checkHeaderMac(header: VaultHeader, headerKey: Buffer): void {
  const { mac, checksum: _checksum, ...rest } = header;
  const expected = Buffer.from(headerMac(headerKey, canonicalJson(rest)), 'base64');
  const found = Buffer.from(mac, 'base64');
  if (expected.length !== found.length || !timingSafeEqual(expected, found)) {
    throw new ProfferError(
      'corrupt',
      `${headerName} was altered after it was written: its authentication code does not fit. Put it back from ${headerCopyName} or a backup.`,
    );
  }
}

/**
 * Reads and checks the header of a vault folder.
 * @throws ProfferError `not-found` no header; `newer-version`; `corrupt` damaged, naming the intact copy if there is one.
 */
export async function readHeader(folder: string): Promise<VaultHeader> {
  const text = await readOptional(join(folder, headerName));
  if (text !== null) {
    const parsed = parseHeader(text);
    if ('header' in parsed) return parsed.header;
    if (parsed.problem === 'newer') throw newer(parsed.version);
  }
  const copy = await readOptional(join(folder, headerCopyName));
  const copyIntact = copy !== null && 'header' in parseHeader(copy);
  if (text === null && copy === null) {
    throw new ProfferError('not-found', `There is no vault in ${folder}: it holds no ${headerName}.`, {
      folder,
    });
  }
  throw new ProfferError(
    'corrupt',
    `${headerName} is ${text === null ? 'missing' : 'damaged'}. ${copyIntact ? `The second copy is intact: copy ${headerCopyName} over ${headerName} and open again.` : 'Put it back from a backup.'} Nothing was changed.`,
    { folder, copyIntact },
  );
}

/** Both copies, each whole or not at all. The old passphrase stops working only when both are written. */
export async function writeHeader(folder: string, header: VaultHeader): Promise<void> {
  const text = `${JSON.stringify(header, null, 2)}\n`;
  await writeFileAtomically(join(folder, headerName), text);
  faultPoint('vault-header-written');
  await writeFileAtomically(join(folder, headerCopyName), text);
}

/** Brings the second copy up to date after a change that was interrupted between the two writes. */
export async function mendHeaderCopy(folder: string, header: VaultHeader): Promise<void> {
  const copy = await readOptional(join(folder, headerCopyName));
  const text = `${JSON.stringify(header, null, 2)}\n`;
  if (copy !== text) await writeFileAtomically(join(folder, headerCopyName), text);
}

type Parsed = { header: VaultHeader } | { problem: 'damaged' } | { problem: 'newer'; version: number };

function parseHeader(text: string): Parsed {
  try {
    return parseJsonHeader(JSON.parse(text));
  } catch {
    // No JSON, or JSON that has no canonical form.
    return { problem: 'damaged' };
  }
}

function parseJsonHeader(raw: unknown): Parsed {
  // A newer version may have other fields: its number is all that is read of it, and only when its checksum,
  // which every version keeps, says that the number is not damage.
  const probe = z
    .looseObject({ format: z.literal('proffer-vault'), version: z.int(), checksum: z.string() })
    .safeParse(raw);
  if (!probe.success || checksumOf(probe.data) !== probe.data.checksum) return { problem: 'damaged' };
  if (probe.data.version > headerVersion) return { problem: 'newer', version: probe.data.version };
  const header = headerSchema.safeParse(raw);
  return header.success ? { header: header.data } : { problem: 'damaged' };
}

function finish(rest: Omit<VaultHeader, 'mac' | 'checksum'>, headerKey: Buffer): VaultHeader {
  const withMac = { ...rest, mac: headerMac(headerKey, canonicalJson(rest)) };
  return { ...withMac, checksum: checksumOf(withMac) };
}

function checksumOf(header: Record<string, unknown>): string {
  const { checksum: _checksum, ...rest } = header;
  return createHash('sha256').update(canonicalJson(rest)).digest('hex');
}

async function seal(master: Buffer, secret: OpeningSecret, facts: { vaultId: string; kdf: KeyDerivation }) {
  const salt = randomBytes(32);
  const nonce = randomBytes(12);
  const key = await wrappingKey(secret, salt, facts.kdf);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(associatedData(facts.vaultId, secret.by));
  const sealed = Buffer.concat([cipher.update(master), cipher.final(), cipher.getAuthTag()]);
  return {
    by: secret.by,
    salt: salt.toString('base64'),
    nonce: nonce.toString('base64'),
    sealed: sealed.toString('base64'),
  };
}

/** A typed passphrase is stretched (scrypt, RFC 7914); a recovery key has 256 bits already (HKDF). */
async function wrappingKey(secret: OpeningSecret, salt: Buffer, cost: KeyDerivation): Promise<Buffer> {
  if (secret.by === 'recovery-key') {
    return Buffer.from(hkdfSync('sha256', secret.secret, salt, 'proffer/1/recovery-wrap', 32));
  }
  const memory = 128 * cost.N * cost.r * cost.p + (32 << 20);
  return new Promise((resolve, reject) => {
    scrypt(
      secret.passphrase.normalize('NFKC'),
      salt,
      32,
      { N: cost.N, r: cost.r, p: cost.p, maxmem: memory },
      (error, key) => (error ? reject(error) : resolve(key)),
    );
  });
}

const associatedData = (vaultId: string, by: string) => Buffer.from(`proffer-vault/1/${vaultId}/${by}`);

const newer = (version: number) =>
  new ProfferError(
    'newer-version',
    `This vault was written by a newer Proffer (format ${version}; this one reads up to ${headerVersion}). Open it with that version; nothing was changed.`,
    {
      version,
      supported: headerVersion,
    },
  );

/** Null when there is none; what cannot be a header for its size or kind reads as an empty one. */
async function readOptional(path: string): Promise<string | null> {
  try {
    const facts = await stat(path);
    return facts.isFile() && facts.size <= largestHeader ? await readFile(path, 'utf8') : '';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

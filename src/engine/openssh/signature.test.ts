import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import {
  allowedSignersLine,
  fingerprint,
  parsePublicKeyLine,
  privateKeyOf,
  publicKeyLine,
  publicKeyOf,
} from './key.ts';
import { signSsh, verifySsh } from './signature.ts';

const folder = mkdtempSync(join(tmpdir(), 'proffer-ssh-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const seed = new Uint8Array(randomBytes(32));
const publicKey = publicKeyOf(seed);
const message = Buffer.from('the tag manifest\n');
const namespace = 'proffer-referral';

const hasSshKeygen = spawnSync('ssh-keygen', ['-?']).error === undefined;
if (!hasSshKeygen) console.warn('SKIPPED: ssh-keygen is not on the PATH');

describe('SSH signatures', () => {
  it('are checked with the key inside them', () => {
    const check = verifySsh(signSsh({ privateKey: seed, message, namespace }), message);
    expect(check).toMatchObject({ state: 'valid', namespace, hash: 'sha512', canonical: true });
    expect(check).toMatchObject({ fingerprint: fingerprint(publicKey) });
    expect(
      verifySsh(signSsh({ privateKey: privateKeyOf(seed), message, namespace }), Buffer.from('x')).state,
    ).toBe('invalid');
  });

  it('are the same bytes each time', () => {
    expect(signSsh({ privateKey: seed, message, namespace })).toBe(
      signSsh({ privateKey: seed, message, namespace }),
    );
  });

  it('are never right, nor a crash, once a byte of them or of the message is another', () => {
    const armored = Buffer.from(signSsh({ privateKey: seed, message, namespace }));
    fc.assert(
      fc.property(fc.nat(armored.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const altered = Buffer.from(armored);
        altered[at]! ^= change;
        const check = verifySsh(altered, message);
        expect(check.state === 'valid' && check.canonical && check.namespace === namespace).toBe(false);
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        (bytes) => verifySsh(bytes, message).state === 'malformed',
      ),
    );
  });

  it('refuse a key that is none, and an identity with a meaning of its own', () => {
    expect(() => publicKeyOf(new Uint8Array(31))).toThrow('32 bytes');
    for (const identity of ['a b', '*', 'a,b', '"a"', '', '!a', '#a']) {
      expect(() => allowedSignersLine(identity, publicKey, namespace)).toThrow('A signer is named');
    }
    expect(parsePublicKeyLine(publicKeyLine(publicKey, 'me'))).toEqual(publicKey);
    expect(parsePublicKeyLine('ssh-rsa AAAA')).toBeUndefined();
    expect(parsePublicKeyLine('ssh-ed25519 AAAA')).toBeUndefined();
  });
});

describe.skipIf(!hasSshKeygen)('with ssh-keygen', () => {
  const signers = join(folder, 'allowed_signers');
  writeFileSync(signers, allowedSignersLine('ana@desk.example', publicKey, namespace));

  function verifyWithTool(signature: string, input: Uint8Array, name = namespace) {
    const path = join(folder, 'check.sig');
    writeFileSync(path, signature);
    const result = spawnSync(
      'ssh-keygen',
      ['-Y', 'verify', '-f', signers, '-I', 'ana@desk.example', '-n', name, '-s', path],
      { input, encoding: 'utf8' },
    );
    return { status: result.status, output: result.stdout + result.stderr };
  }

  it.each(['sha256', 'sha512'] as const)(
    'ours by %s are good to it, and bad where they should be',
    (hash) => {
      const signature = signSsh({ privateKey: seed, message, namespace, hash });
      const good = verifyWithTool(signature, message);
      expect(good).toEqual({
        status: 0,
        output: `Good "${namespace}" signature for ana@desk.example with ED25519 key ${fingerprint(publicKey)}\n`,
      });
      expect(verifyWithTool(signature, Buffer.from('x')).status).not.toBe(0);
      expect(verifyWithTool(signature, message, 'file').status).not.toBe(0);
    },
  );

  it.each(['sha256', 'sha512'])('its own by %s are good to us, byte for byte in our form', (hash) => {
    const key = join(folder, `key-${hash}`);
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'somebody', '-f', key]);
    const file = join(folder, `message-${hash}`);
    writeFileSync(file, message);
    execFileSync('ssh-keygen', ['-Y', 'sign', '-f', key, '-n', namespace, '-O', `hashalg=${hash}`, file], {
      stdio: 'ignore',
    });
    const signature = readFileSync(`${file}.sig`);
    const check = verifySsh(signature, message);
    expect(check).toMatchObject({ state: 'valid', namespace, hash, canonical: true });
    const line = readFileSync(`${key}.pub`, 'utf8');
    const theirs = parsePublicKeyLine(line)!;
    expect(`${publicKeyLine(theirs, 'somebody')}\n`).toBe(line);
    expect(execFileSync('ssh-keygen', ['-l', '-f', `${key}.pub`], { encoding: 'utf8' })).toContain(
      fingerprint(theirs),
    );
  });

  it('a signature by another kind of key is told, not guessed at', () => {
    const key = join(folder, 'ecdsa');
    execFileSync('ssh-keygen', ['-q', '-t', 'ecdsa', '-N', '', '-f', key]);
    const file = join(folder, 'ecdsa-message');
    writeFileSync(file, message);
    execFileSync('ssh-keygen', ['-Y', 'sign', '-f', key, '-n', namespace, file], { stdio: 'ignore' });
    expect(verifySsh(readFileSync(`${file}.sig`), message).state).toBe('malformed');
  });
});

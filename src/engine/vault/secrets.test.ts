/** The two secrets of a vault: what opens, what does not, and what a change of one does to the other. */
import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { failureOf, newEngine, openCase, openDesk, passphrase } from '../../../tests/support/desk.ts';
import { newRecoveryKey, readRecoveryKey, writeRecoveryKey } from './recovery-key.ts';

const other = 'another good passphrase';

describe('passphrase', () => {
  test('opens, and after a change only the new one does', async () => {
    const { engine, folder } = await openDesk();
    await engine.call('vault.changePassphrase', { current: passphrase, next: other });
    await engine.call('vault.lock', {});
    expect((await failureOf(engine.call('vault.unlock', { folder, passphrase }))).code).toBe(
      'wrong-passphrase',
    );
    expect((await engine.call('vault.unlock', { folder, passphrase: other })).state).toBe('unlocked');
  });

  test('is not changed by someone who does not know it', async () => {
    const { engine, folder } = await openDesk();
    const failed = await failureOf(
      engine.call('vault.changePassphrase', { current: 'not the one', next: other }),
    );
    expect(failed.code).toBe('wrong-passphrase');
    await engine.call('vault.lock', {});
    expect((await engine.call('vault.unlock', { folder, passphrase })).state).toBe('unlocked');
  });

  test('may be typed composed or decomposed', async () => {
    const { engine, folder } = await openDesk();
    await engine.call('vault.changePassphrase', { current: passphrase, next: 'José in Zürich' });
    await engine.call('vault.lock', {});
    const typed = 'José in Zürich'.normalize('NFD');
    expect((await engine.call('vault.unlock', { folder, passphrase: typed })).state).toBe('unlocked');
  });

  test('is refused when it is too short, before anything is made', async () => {
    const { engine, base } = await openDesk();
    await engine.call('vault.lock', {});
    const input = {
      folder: join(base, 'second'),
      passphrase: 'too short',
      owner: { person: 'A', organisation: 'B' },
    };
    expect((await failureOf(engine.call('vault.create', input))).code).toBe('invalid-input');
    expect((await engine.call('vault.inspect', { folder: join(base, 'second') })).kind).toBe('absent');
  });

  test('a vault locked while its passphrase is changed opens with the new one, and is not destroyed', async () => {
    // The keys were wiped under the change, and the header was sealed with zeros: nothing opened it any more.
    const { engine, folder, recoveryKey } = await openDesk();
    const changing = engine.call('vault.changePassphrase', { current: passphrase, next: other });
    const locking = engine.call('vault.lock', {});
    await Promise.all([changing, locking]);
    expect((await engine.call('vault.unlock', { folder, passphrase: other })).state).toBe('unlocked');
    await engine.call('vault.lock', {});
    expect((await engine.call('vault.unlock', { folder, recoveryKey })).state).toBe('unlocked');
  });

  test('and recovery key changed at the same time both count', async () => {
    const { engine, folder } = await openDesk();
    const [, replaced] = await Promise.all([
      engine.call('vault.changePassphrase', { current: passphrase, next: other }),
      failureOf(engine.call('vault.replaceRecoveryKey', { passphrase })),
      engine.call('vault.replaceRecoveryKey', { passphrase: other }).then(async ({ recoveryKey }) => {
        await engine.call('vault.confirmRecoveryKey', { recoveryKey });
        await engine.call('vault.lock', {});
        expect((await engine.call('vault.unlock', { folder, recoveryKey })).state).toBe('unlocked');
        await engine.call('vault.lock', {});
      }),
    ]);
    expect(replaced.code).toBe('wrong-passphrase');
    expect((await engine.call('vault.unlock', { folder, passphrase: other })).state).toBe('unlocked');
  });
});

describe('recovery key', () => {
  test('opens, is checked back, and is nowhere in the vault', async () => {
    const { engine, folder, recoveryKey } = await openDesk();
    expect((await engine.call('vault.status', {})).recoveryConfirmed).toBe(false);
    const typed = ` ${recoveryKey.toLowerCase().replaceAll('-', '  ')} `;
    await engine.call('vault.confirmRecoveryKey', { recoveryKey: typed });
    expect((await engine.call('vault.status', {})).recoveryConfirmed).toBe(true);
    expect(JSON.stringify(await engine.call('vault.status', {}))).not.toContain(recoveryKey);
    await engine.call('vault.lock', {});
    expect(readFileSync(join(folder, 'vault.json'), 'utf8')).not.toContain(recoveryKey.slice(0, 9));
    expect((await engine.call('vault.unlock', { folder, recoveryKey: typed })).state).toBe('unlocked');
  });

  test('of another vault is told apart from a mistyped one', async () => {
    const { engine, folder, recoveryKey } = await openDesk();
    await engine.call('vault.lock', {});
    const foreign = await failureOf(
      engine.call('vault.unlock', { folder, recoveryKey: newRecoveryKey().written }),
    );
    expect([foreign.code, foreign.message]).toEqual([
      'wrong-passphrase',
      expect.stringContaining('another vault'),
    ]);
    const first = recoveryKey[0] === '7' ? '8' : '7';
    const mistyped = await failureOf(
      engine.call('vault.unlock', { folder, recoveryKey: first + recoveryKey.slice(1) }),
    );
    expect([mistyped.code, mistyped.message]).toEqual([
      'wrong-passphrase',
      expect.stringContaining('mistyped'),
    ]);
    const short = await failureOf(
      engine.call('vault.unlock', { folder, recoveryKey: recoveryKey.slice(0, -1) }),
    );
    expect(short.details).toMatchObject({ expectedCharacters: 56, foundCharacters: 55 });
  });

  test('once replaced opens nothing; the new one and the passphrase do', async () => {
    const { engine, folder, recoveryKey } = await openDesk();
    await engine.call('vault.confirmRecoveryKey', { recoveryKey });
    const { recoveryKey: next } = await engine.call('vault.replaceRecoveryKey', { passphrase });
    expect((await engine.call('vault.status', {})).recoveryConfirmed).toBe(false);
    expect((await failureOf(engine.call('vault.confirmRecoveryKey', { recoveryKey }))).code).toBe(
      'wrong-passphrase',
    );
    await engine.call('vault.lock', {});
    expect((await failureOf(engine.call('vault.unlock', { folder, recoveryKey }))).code).toBe(
      'wrong-passphrase',
    );
    expect((await engine.call('vault.unlock', { folder, recoveryKey: next })).state).toBe('unlocked');
    await engine.call('vault.lock', {});
    expect((await engine.call('vault.unlock', { folder, passphrase })).state).toBe('unlocked');
  });

  test('sets a new passphrase; the forgotten one is dead and what was in the vault is there', async () => {
    const { engine, folder, recoveryKey } = await openDesk();
    const caseId = await openCase(engine, 'Kept');
    await engine.call('vault.lock', {});
    const status = await engine.call('vault.resetPassphrase', { folder, recoveryKey, next: other });
    expect(status.state).toBe('unlocked');
    expect((await engine.call('case.get', { id: caseId })).title).toBe('Kept');
    await engine.call('vault.lock', {});
    expect((await failureOf(engine.call('vault.unlock', { folder, passphrase }))).code).toBe(
      'wrong-passphrase',
    );
    expect((await engine.call('vault.unlock', { folder, passphrase: other })).state).toBe('unlocked');
  });

  test('nobody is told of an open vault before its new passphrase is set, or when it cannot be', async () => {
    const { engine, folder, recoveryKey } = await openDesk();
    await engine.call('vault.lock', {});
    const heard: string[] = [];
    engine.listen((event) => {
      if (event.event !== 'vault') return;
      const header = readFileSync(join(folder, 'vault.json'), 'utf8');
      heard.push(`${event.state} ${header === before ? 'old' : 'new'}`);
    });
    const before = readFileSync(join(folder, 'vault.json'), 'utf8');
    // Where the header has to go, nothing can be put.
    renameSync(join(folder, 'vault.json'), join(folder, 'kept'));
    mkdirSync(join(folder, 'vault.json', 'in the way'), { recursive: true });
    await expect(
      engine.call('vault.resetPassphrase', { folder, recoveryKey, next: other }),
    ).rejects.toThrow();
    expect(engine.sessionOrNull()).toBe(null);
    rmSync(join(folder, 'vault.json'), { recursive: true });
    renameSync(join(folder, 'kept'), join(folder, 'vault.json'));
    expect(heard).toEqual([]);
    await engine.call('vault.resetPassphrase', { folder, recoveryKey, next: other });
    expect(heard).toEqual(['unlocked new']);
  });

  test('as written is read back, in any case and spacing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.boolean(), (bytes, lower) => {
        const written = writeRecoveryKey(Buffer.from(bytes));
        expect(written).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){13}[0-9A-HJKMNP-TV-Z]{4}$/);
        const typed = lower ? written.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l') : written;
        expect(readRecoveryKey(typed).equals(Buffer.from(bytes))).toBe(true);
      }),
    );
  });

  test('with one wrong character is noticed by its check digits', () => {
    const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.nat(55),
        fc.nat(31),
        (bytes, at, digit) => {
          const digits = [...writeRecoveryKey(Buffer.from(bytes)).replaceAll('-', '')];
          fc.pre(digits[at] !== alphabet[digit]);
          digits[at] = alphabet[digit]!;
          expect(() => readRecoveryKey(digits.join(''))).toThrow();
        },
      ),
      // Three bytes of check: one in 16 million wrong keys would pass.
      { numRuns: 2000 },
    );
  });
});

test('neither or both of the secrets is a misunderstanding', async () => {
  const { engine, folder, recoveryKey } = await openDesk();
  await engine.call('vault.lock', {});
  expect((await failureOf(engine.call('vault.unlock', { folder }))).code).toBe('invalid-input');
  expect((await failureOf(engine.call('vault.unlock', { folder, passphrase, recoveryKey }))).code).toBe(
    'invalid-input',
  );
});

test('a vault is made only in an empty place, and never over another', async () => {
  const { engine, base, folder } = await openDesk();
  const input = (place: string) => ({ folder: place, passphrase, owner: { person: 'A', organisation: 'B' } });
  expect((await failureOf(engine.call('vault.create', input(join(base, 'x'))))).code).toBe('conflict');
  await engine.call('vault.lock', {});
  expect((await failureOf(engine.call('vault.create', input(folder)))).message).toContain('There is a vault');
  expect((await failureOf(engine.call('vault.create', input(base)))).message).toContain('not empty');
});

test('of two openings at once one wins, and nothing stays locked behind the other', async () => {
  const { engine, base, folder } = await openDesk();
  await engine.call('vault.lock', {});
  const second = join(base, 'second');
  const results = await Promise.allSettled([
    engine.call('vault.unlock', { folder, passphrase }),
    engine.call('vault.create', { folder: second, passphrase, owner: { person: 'A', organisation: 'B' } }),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  await engine.call('vault.lock', {});
  await engine.call('vault.unlock', { folder, passphrase });
  expect((await newEngine().call('vault.inspect', { folder: second })).kind).toBe('absent');
});

test('unlocking right after a lock waits for the vault to be closed', async () => {
  const { engine, folder } = await openDesk();
  const [, , status] = await Promise.all([
    engine.call('vault.lock', {}),
    engine.call('vault.lock', {}),
    engine.call('vault.unlock', { folder, passphrase }),
  ]);
  expect(status.state).toBe('unlocked');
});

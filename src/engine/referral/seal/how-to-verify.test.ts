import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprint, publicKeyOf } from '../../openssh/key.ts';
import { bagName, seed, signer, temporaryFolder, writeSealedPackage } from '../../verify/testing/packages.ts';
import { howToVerify } from './how-to-verify.ts';

const facts = {
  bagName,
  identity: signer.identity,
  fingerprint: fingerprint(publicKeyOf(seed)),
  namespace: 'proffer-referral',
};
const commandsOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('$ '))
    .map((line) => line.slice(2));

const needed = ['unzip', 'sha256sum', 'sha512sum', 'ssh-keygen', 'bash'];
const absent = needed.filter((tool) => spawnSync(tool, ['--version']).error !== undefined);
if (absent.length > 0) console.warn(`SKIPPED: how-to-verify is not run, absent tools: ${absent.join(', ')}`);

describe.skipIf(absent.length > 0)('how-to-verify.txt', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    folder = await temporaryFolder();
    await writeSealedPackage(folder.path);
  });
  afterAll(() => folder.remove());

  function run(commands: string[]) {
    const result = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', commands.join('\n')], {
      cwd: folder.path,
      encoding: 'utf8',
    });
    return { status: result.status, output: result.stdout + result.stderr };
  }

  it('holds commands that work as written, and the answer it promises', () => {
    const text = howToVerify('en-US', facts);
    const commands = commandsOf(text);
    expect(commands.length).toBeGreaterThanOrEqual(8);
    const { status, output } = run(commands);
    expect(output).not.toMatch(/NOT LISTED|FAILED/);
    expect(status).toBe(0);
    const promise = text.split('\n').find((line) => line.startsWith('Good "'))!;
    expect(output.split('\n').filter((line) => line === promise)).toHaveLength(2);
  });

  it('holds commands that find what was done to the package', () => {
    const commands = commandsOf(howToVerify('en', facts)).slice(2);
    const inside = (change: string) =>
      run([`rm -rf copy && cp -r ${bagName} copy && cd copy`, change, ...commands]);
    expect(inside('true').status).toBe(0);
    expect(inside('echo x >> data/exhibits/EX-001/mail.eml').status).not.toBe(0);
    expect(inside('echo x > data/added.txt').output).toContain('NOT LISTED: data/added.txt');
    expect(inside('sed -i s/Desk/Dusk/ bag-info.txt').status).not.toBe(0);
    expect(inside('sed -i s/Ana/Eve/ seal/seal.json').status).not.toBe(0);
    expect(inside('sed -i "1s/^./x/" tagmanifest-sha256.txt').status).not.toBe(0);
  });

  it('is found through the package itself', () => {
    expect(
      run([`cmp ${join(bagName, 'data/how-to-verify.txt')} - <<'EOF'`, `${howToVerify('en', facts)}EOF`])
        .status,
    ).toBe(0);
  });

  it('refuses a language it has no text for', () => {
    expect(() => howToVerify('xx', facts)).toThrow('no instructions');
  });
});

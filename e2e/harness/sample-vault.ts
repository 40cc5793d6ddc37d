import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/project.ts';

export interface SampleVault {
  /** The output folder of the demonstration: vault and packages. */
  folder: string;
  vault: string;
  passphrase: string;
  dispose(): void;
}

/** The vault the demonstration makes of the sample case, by the command a person would give. */
export function makeSampleVault(): SampleVault {
  const folder = mkdtempSync(join(tmpdir(), 'proffer-sample-'));
  const script = join(projectRoot, 'scripts', 'demo.ts');
  const made = spawnSync(process.execPath, [script, '--output', folder, '--no-window'], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(`The demonstration failed.\n${made.stdout}\n${made.stderr}`);
  const keys = readdirSync(folder).find((name) => name.endsWith('-demo-keys.txt'));
  const [, vault] = /^ *Vault +(.+)$/m.exec(readFileSync(join(folder, keys!), 'utf8')) ?? [];
  const [, passphrase] = /^ *Passphrase +(.+)$/m.exec(readFileSync(join(folder, keys!), 'utf8')) ?? [];
  if (!vault || !passphrase) throw new Error('The demonstration no longer writes its keys as it did.');
  return {
    folder,
    vault,
    passphrase,
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

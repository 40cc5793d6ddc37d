import { spawn } from 'node:child_process';

/**
 * Runs a script in a process of its own and returns the most memory it ever held, in MB (10^6 bytes). The script prints
 * `process.resourceUsage().maxRSS` (KiB) as its last line.
 */
export function peakMemory(script: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      const kibibytes = Number(output.trim().split('\n').at(-1));
      if (code === 0 && kibibytes > 0) resolve((kibibytes * 1024) / 1e6);
      else reject(new Error(`${script} ended with ${code}`));
    });
  });
}

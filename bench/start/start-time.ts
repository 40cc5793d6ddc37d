import { start } from '../processes.ts';

const patience = 60_000;

/**
 * Starts an application that carries the probe and ends it again. Answers the seconds from the start of its process to
 * its word that the first page can be used.
 */
export function startTime(
  executable: string,
  args: readonly string[],
  environment: Record<string, string>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = start(executable, args, { stdio: ['ignore', 'pipe', 'pipe'], env: environment, cwd: '/' });
    let seconds: number | undefined;
    let said = '';
    const force = setTimeout(() => child.kill('SIGKILL'), patience);
    child.stdout!.on('data', (chunk: Buffer) => {
      said += chunk;
      if (seconds !== undefined || !said.includes('usable\n')) return;
      seconds = (performance.now() - began) / 1000;
      child.kill('SIGTERM');
    });
    child.stderr!.on('data', (chunk: Buffer) => {
      said = (said + chunk).slice(-4000);
    });
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(force);
      if (seconds !== undefined) resolve(seconds);
      else reject(new Error(`the application showed no page that can be used; it said:\n${said}`));
    });
  });
}

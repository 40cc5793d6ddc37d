import { readFileSync } from 'node:fs';

/**
 * The most memory this process ever held, in KiB. Not `maxRSS` on Linux: there a process starts with the value of the
 * one it was forked from, however large that was (getrusage(2) counts what was before the exec).
 */
export function ownPeak(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS;
  const line = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
  if (!line) throw new Error('/proc/self/status does not tell VmHWM');
  return Number(line[1]);
}

/** Runs a script of the tests in a process of its own, line by line. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Child {
  process: ChildProcess;
  /** All lines it has said so far. */
  lines: string[];
  /** Resolves with the first line, said already or still to come, that starts so; rejects when the child ends before. */
  said(start: string): Promise<string>;
  /** Resolves with the signal it died of, null when it ended by itself. */
  ended: Promise<NodeJS.Signals | null>;
}

export function startChild(script: URL, args: string[], environment: Record<string, string> = {}): Child {
  const running = spawn(process.execPath, [script.pathname, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const check of [...waiting]) check();
  };
  let errors = '';
  let over = false;
  running.stderr.on('data', (text: Buffer) => {
    errors += text.toString();
  });
  const reader = createInterface({ input: running.stdout });
  reader.on('line', (line) => {
    lines.push(line);
    wake();
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve, reject) => {
    running.on('error', reject);
    running.on('close', (code, signal) => {
      over = true;
      wake();
      if (signal === null && code !== 0) reject(new Error(`the child failed with ${code}: ${errors}`));
      else resolve(signal);
    });
  });
  ended.catch(() => {});
  const said = (start: string) =>
    new Promise<string>((resolve, reject) => {
      const check = () => {
        const line = lines.find((one) => one.startsWith(start));
        if (line === undefined && !over) return;
        waiting.delete(check);
        if (line === undefined) reject(new Error(`the child ended and never said ${start}: ${errors}`));
        else resolve(line);
      };
      waiting.add(check);
      check();
    });
  return { process: running, lines, said, ended };
}

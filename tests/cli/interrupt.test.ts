import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JobResult, Output } from '../../src/shared/contract/index.ts';
import { Desk, failureOf, start, workFolder } from './proffer.ts';

const folder = workFolder();
const desk = new Desk(folder);
const files = 6000;

function bytesBelow(path: string): number {
  let bytes = 0;
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    try {
      bytes += statSync(join(entry.parentPath, entry.name)).size;
    } catch {
      // A temporary file that is gone by now.
    }
  }
  return bytes;
}

describe('Ctrl-C during an intake', () => {
  it('keeps what was acknowledged, and the intake goes on later', async () => {
    await desk.create();
    await desk.createCase();
    const incoming = join(folder, 'incoming');
    for (let part = 0; part < 12; part++) mkdirSync(join(incoming, `part-${part}`), { recursive: true });
    for (let file = 0; file < files; file++) {
      writeFileSync(join(incoming, `part-${file % 12}`, `${file}.txt`), `${file} ${'x'.repeat(4096)}`);
    }
    const { child, ended } = start(['evidence', 'add', incoming, '--case', 'EX-1', '--json', ...desk.access]);
    const before = bytesBelow(join(desk.vault, 'evidence'));
    let running = true;
    void ended.then(() => {
      running = false;
    });
    while (running && bytesBelow(join(desk.vault, 'evidence')) < before + 2_000_000) {
      await new Promise((next) => setTimeout(next, 10));
    }
    expect(running).toBe(true);
    child.kill('SIGINT');
    const outcome = await ended;
    expect(outcome.code, outcome.stderr).toBe(130);
    const failure = failureOf(outcome);
    expect(failure.code).toBe('cancelled');
    expect(failure.message).toContain('proffer evidence resume');
    const added = failure.details.added as number;
    expect(added).toBeGreaterThan(0);
    expect(added).toBeLessThan(files);

    const kept = await desk.ask<Output<'evidence.list'>>('evidence.list', [
      'evidence',
      'list',
      '--case',
      'EX-1',
    ]);
    expect(kept.total).toBe(added);
    const resumed = await desk.ask<JobResult<'evidence.resumeIntake'>>('evidence.resumeIntake', [
      ...['evidence', 'resume', '--case', 'EX-1'],
    ]);
    expect(resumed).toMatchObject({ added: files - added, complete: true });
    const verified = await desk.ask<JobResult<'evidence.verify'>>('evidence.verify', [
      'evidence',
      'verify',
      '--case',
      'EX-1',
    ]);
    expect(verified).toEqual({ checked: files, ok: files, failed: [] });
    const again = await desk.run('evidence', 'resume', '--case', 'EX-1', '--json');
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({ batchId: null, added: 0, complete: true });
  });
});

describe('signals', () => {
  const source = `
    import { watchSignals } from ${JSON.stringify(resolve(import.meta.dirname, '../../src/cli/signals.ts'))};
    const { signal } = watchSignals();
    signal.addEventListener('abort', () => console.log('stopping'));
    setInterval(() => {}, 1000);
    console.log('ready');`;

  it('stop the work at first and the process at the second time', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', source], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines: string[] = [];
    const said = (word: string) =>
      new Promise<void>((done) => {
        const look = () => lines.join('').includes(word) && done();
        child.stdout.on('data', look);
        look();
      });
    child.stdout.on('data', (text) => lines.push(String(text)));
    const exited = new Promise<number | null>((done) => child.once('exit', done));
    await said('ready');
    child.kill('SIGINT');
    // The terminal and the wrapper both send it: that is still one Ctrl-C.
    child.kill('SIGINT');
    await said('stopping');
    await new Promise((next) => setTimeout(next, 600));
    expect(child.exitCode).toBe(null);
    child.kill('SIGINT');
    expect(await exited).toBe(130);
  });
});

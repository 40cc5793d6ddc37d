import { execFileSync } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark } from './benchmark.ts';
import { writeMailbox } from './mbox-source.ts';
import { lastLine } from './processes.ts';
import { shipped } from './shipped.ts';
import { gibibyte, mebibyte, resources } from './sources.ts';

/** A tenth of the size must need about the same: memory is for the window on the mailbox, not for the mailbox. */
const allowedGrowth = 1.25;

const benchmark: Benchmark = {
  name: 'mbox',
  describe:
    'peak memory of taking in and reading a mailbox of 1 GiB: messages, conversations, attachments as evidence, text for the search; flat (at most 25 % more than for 100 MiB); its time against wc is printed',
  unit: 'MB',
  // Beside the 300 MB of taking in (memory-intake) stand the page cache and one reader thread, whose heap V8 clears up late.
  goal: 640,
  diskBytes: 5 * gibibyte,
  async run(context) {
    const mailbox = join(context.folder, 'complaints.mbox');
    const vault = join(context.folder, 'vault');
    const script = await shipped('mbox-process');
    const read = async (size: number) => {
      for (const path of [mailbox, vault]) rmSync(path, { recursive: true, force: true });
      const messages = writeMailbox(mailbox, size);
      const told = JSON.parse(await lastLine(script, [mailbox, vault, resources, String(messages)]));
      const { seconds, kibibytes } = told as { seconds: number; kibibytes: number };
      const peak = (kibibytes * 1024) / 1e6;
      context.log(
        `${size / mebibyte} MiB, ${messages} messages: ${seconds.toFixed(1)} s, ${peak.toFixed(0)} MB`,
      );
      return { messages, seconds, peak };
    };
    const small = await read(100 * mebibyte);
    const large = await read(gibibyte);
    const start = performance.now();
    execFileSync('wc', [mailbox]);
    const baseline = (performance.now() - start) / 1000;
    const growth = large.peak / small.peak;
    const ratio = large.seconds / baseline;
    const perMessage = (statSync(join(vault, 'vault.db')).size / large.messages / 1000).toFixed(1);
    return {
      value: large.peak,
      holds: large.peak < benchmark.goal && growth <= allowedGrowth,
      note: `${growth.toFixed(2)} times the memory for ten times the size (at most ${allowedGrowth}); ${large.seconds.toFixed(1)} s, ${ratio.toFixed(1)} × wc (${baseline.toFixed(1)} s), ${(large.messages / large.seconds).toFixed(0)} messages a second, ${perMessage} kB of database a message`,
    };
  },
};

export default benchmark;

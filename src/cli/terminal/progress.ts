import { SingleBar } from 'cli-progress';
import type { z } from 'zod';
import type { jobProgress } from '../../shared/contract/job.ts';
import { bytes } from './numbers.ts';
import { safeLine } from './safe-text.ts';
import { cutText } from './text-width.ts';

type Progress = z.infer<typeof jobProgress>;

const amount = (value: number, unit: Progress['unit']): string =>
  unit === 'bytes' ? bytes(value) : `${value} ${unit}`;

/** One line of a job: a bar where the amount of work is known, else what was done so far. */
function line({ stage, done, total, unit, current }: Progress, columns: number): string {
  const share = total && total > 0 ? Math.min(1, done / total) : null;
  const filled = Math.round((share ?? 0) * 24);
  const bar =
    share === null ? '' : ` ${'█'.repeat(filled)}${'░'.repeat(24 - filled)} ${Math.floor(share * 100)} %`;
  const counted = total === null ? amount(done, unit) : `${amount(done, unit)} of ${amount(total, unit)}`;
  return cutText(safeLine(`${stage}${bar} ${counted}${current ? `  ${current}` : ''}`), columns - 1);
}

/** Progress of one job on stderr, drawn by cli-progress, gone when the job has ended. */
export class ProgressLine {
  private bar: SingleBar | null = null;
  private last: Progress | null = null;

  show(progress: Progress): void {
    this.last = progress;
    if (!this.bar) {
      this.bar = new SingleBar({
        stream: process.stderr,
        clearOnComplete: true,
        hideCursor: true,
        fps: 8,
        format: () => (this.last ? line(this.last, process.stderr.columns || 80) : ''),
      });
      this.bar.start(1, 0);
    }
    this.bar.update(0);
  }

  end(): void {
    this.bar?.stop();
    this.bar = null;
  }
}

/** What can be wrong with a stored content, as data and as errors. */
import { ProfferError } from '../../shared/domain/errors.ts';

export type Damage =
  | { result: 'missing' }
  | { result: 'corrupt'; message: string; segment: number | null }
  | { result: 'truncated'; message: string };

export function truncated(details: string): Damage {
  return {
    result: 'truncated',
    message: `A stored file is shorter than it was when it was written (${details}). Restore it from a backup.`,
  };
}

export function corruptSegment(segment: number, segments: number): Damage {
  return {
    result: 'corrupt',
    message: `Segment ${segment} of ${segments} of a stored file is damaged or was tampered with. Restore it from a backup.`,
    segment,
  };
}

export function corruptFile(details: string): Damage {
  return {
    result: 'corrupt',
    message: `A stored file is damaged or was tampered with (${details}). Restore it from a backup.`,
    segment: null,
  };
}

export function damageError(damage: Damage, sha256: string): ProfferError {
  switch (damage.result) {
    case 'missing':
      return new ProfferError(
        'not-found',
        'This content is not in the evidence store. Restore it from a backup.',
        {
          sha256,
        },
      );
    case 'truncated':
      return new ProfferError('integrity-failed', damage.message, { sha256, damage: 'truncated' });
    case 'corrupt':
      return new ProfferError('integrity-failed', damage.message, {
        sha256,
        damage: 'corrupt',
        segment: damage.segment,
      });
  }
}

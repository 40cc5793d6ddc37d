import { ProfferError } from '../../shared/domain/errors.ts';

export function errnoCode(error: unknown): string | undefined {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return undefined;
}

/** What a failed write, rename or fsync inside the vault means to a person. Anything unknown stays a defect. */
export function writeFailure(error: unknown): unknown {
  const code = errnoCode(error);
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new ProfferError(
        'disk-full',
        'The disk that holds the vault is full. Nothing of the unfinished intake was kept; free some space and take the files in again.',
        { code },
        { cause: error },
      );
    case 'EFBIG':
      return new ProfferError(
        'disk-full',
        'The disk that holds the vault, or a limit set on this account, does not allow a file of this size. Nothing of it was kept.',
        { code },
        { cause: error },
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new ProfferError(
        'permission',
        'The vault folder cannot be written. Check that it is not read-only and belongs to you.',
        { code },
        { cause: error },
      );
    case 'EIO':
      return new ProfferError(
        'corrupt',
        'The disk that holds the vault reported a fault while writing. Nothing of the unfinished intake was kept; check the disk before you go on.',
        { code },
        { cause: error },
      );
    default:
      return error;
  }
}

export function cancelled(): ProfferError {
  return new ProfferError('cancelled', 'The work was cancelled. What was already taken in stays.');
}

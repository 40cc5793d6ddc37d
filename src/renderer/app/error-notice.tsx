import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { assertNever, type ErrorCode } from '../../shared/domain/errors.ts';
import { Notice } from '../ui/notice.tsx';
import { asProfferError } from './client.ts';

/** What a kind of failure is called. */
function errorTitle(code: ErrorCode): string {
  switch (code) {
    case 'invalid-input':
      return 'Something entered is not right';
    case 'not-found':
      return 'Not found';
    case 'conflict':
      return 'This stands in the way';
    case 'locked':
      return 'The vault is locked';
    case 'wrong-passphrase':
      return 'That does not open the vault';
    case 'integrity-failed':
      return 'Integrity check failed';
    case 'corrupt':
      return 'Damaged data';
    case 'newer-version':
      return 'Written by a newer Proffer';
    case 'disk-full':
      return 'The disk is full';
    case 'permission':
      return 'Not permitted';
    case 'denied-by-marking':
      return 'The marking forbids this';
    case 'cancelled':
      return 'Cancelled';
    case 'engine-lost':
      return 'The engine stopped';
    case 'internal':
      return 'A defect in Proffer';
    default:
      return assertNever(code);
  }
}

/** A failure a person can act on: what, what to do, and the facts behind it on demand. */
export function ErrorNotice(props: { error: unknown; action?: ReactNode; onRetry?: () => void }) {
  if (!props.error) return null;
  const error = asProfferError(props.error);
  const details = Object.entries(error.details);
  return (
    <Notice
      tone={error.code === 'cancelled' ? 'warn' : 'bad'}
      title={error.details.holder ? 'In use elsewhere' : errorTitle(error.code)}
      action={
        props.action ??
        (props.onRetry && (
          <Button variant="default" size="compact-xs" onClick={props.onRetry}>
            Try again
          </Button>
        ))
      }
    >
      <p>{error.message}</p>
      {details.length > 0 && (
        <details>
          <summary>Details ({error.code})</summary>
          <pre>
            {details
              .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
              .join('\n')}
          </pre>
        </details>
      )}
    </Notice>
  );
}

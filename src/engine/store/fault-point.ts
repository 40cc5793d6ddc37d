/**
 * Where the crash tests pull the plug. `PROFFER_FAULT=name:count` kills this process without warning at the
 * count-th time it passes the point called `name`; without that variable nothing happens.
 */
const [faultName, faultCount] = (process.env.PROFFER_FAULT ?? '').split(':');
let remaining = Number(faultCount ?? 1);

export type FaultPoint =
  | 'staging-created'
  | 'segment-written'
  | 'before-sync'
  | 'synced'
  | 'before-rename'
  | 'renamed'
  | 'folders-synced'
  | 'recorded'
  | 'log-before-commit'
  | 'log-committed'
  | 'vault-header-written'
  | 'vault-database-made'
  | 'content-copied'
  | 'backup-whole'
  | 'vault-restored'
  | 'package-recorded'
  | 'copy-recorded'
  | 'migration-step';

export function faultPoint(name: FaultPoint): void {
  if (faultName === name && --remaining === 0) process.kill(process.pid, 'SIGKILL');
}

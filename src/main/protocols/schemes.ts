import type { CustomScheme } from 'electron';
import { evidenceScheme } from '../../shared/contract/shell.ts';

/** Our two schemes; to be registered before the application is ready. Neither bypasses the page's policy. */
export const schemes: CustomScheme[] = [
  {
    scheme: 'app',
    privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
  },
  {
    scheme: evidenceScheme,
    privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, stream: true },
  },
];

import { applicationOrigin, evidenceScheme } from '../../shared/contract/shell.ts';

/**
 * Whether a view may ask for this address at all: our own files, evidence, and what lives in its memory.
 * @param developmentServer origin of the development server; undefined in everything we ship
 */
export function isAllowedRequest(address: string, developmentServer: string | undefined): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.protocol === 'blob:' || url.protocol === 'data:') return true;
  if (url.protocol === `${evidenceScheme}:`) return true;
  if (`${url.protocol}//${url.host}` === applicationOrigin) return true;
  if (developmentServer === undefined) return false;
  return url.protocol === 'devtools:' || url.host === new URL(developmentServer).host;
}

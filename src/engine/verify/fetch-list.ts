import type { BagVersion } from './bag-version.ts';
import type { FindingList } from './finding-list.ts';
import { mostFiles } from './limits.ts';
import { decodePath } from './manifest.ts';
import { pathFault } from './path-safety.ts';
import { linesOf } from './tag-text.ts';

/**
 * Reads `fetch.txt` (RFC 8493, section 2.2.3): files to be got from elsewhere. Nothing is ever fetched; the paths
 * are checked, and answered so that a missing file can be explained.
 */
export function parseFetchList(text: string, version: BagVersion, findings: FindingList): Set<string> {
  const paths = new Set<string>();
  for (const line of linesOf(text.replace(/^\ufeff/, ''))) {
    if (line.trim() === '') continue;
    const match = /^\s*(\S+)[ \t]+(\d+|-)[ \t]+(.+)$/s.exec(line);
    if (!match) {
      findings.error(
        'fetch-malformed',
        `A line of fetch.txt is not "URL length path": ${JSON.stringify(line.slice(0, 120))}.`,
        {
          path: 'fetch.txt',
        },
      );
      continue;
    }
    const path = decodePath(match[3]!, version).replace(/^(\.\/)+/, '');
    const fault =
      pathFault(path) ?? (/^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(path) ? 'it is an address' : undefined);
    if (fault) {
      findings.error(
        'fetch-path-unsafe',
        `fetch.txt names a path that could lead out of the bag (${fault}).`,
        { path },
      );
    } else if (!path.startsWith('data/')) {
      findings.error('fetch-malformed', 'fetch.txt names a file that is not under data/.', { path });
    } else if (paths.size === mostFiles) {
      findings.error('fetch-malformed', `fetch.txt names more than ${mostFiles} files.`, {
        path: 'fetch.txt',
      });
      break;
    } else {
      paths.add(path);
    }
  }
  return paths;
}

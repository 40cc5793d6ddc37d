/** A sealed package as a reader without our code sees it: unzipped, and the text of its PDFs. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface OpenedPackage {
  folder: string;
  /** Paths within the bag with their bytes. */
  files: Map<string, Buffer>;
}

export function openPackage(zip: string, folder: string): OpenedPackage {
  mkdirSync(folder, { recursive: true });
  execFileSync('unzip', ['-q', '-o', zip, '-d', folder]);
  const files = new Map<string, Buffer>();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }) as string[]) {
    const path = join(folder, name);
    // The first folder is the bag's own.
    if (statSync(path).isFile()) files.set(name.split('/').slice(1).join('/'), readFileSync(path));
  }
  return { folder, files };
}

const hasTool = (name: string): boolean => spawnSync(name, ['-v']).error === undefined;

/** Everything a reader could read in it but the exhibits' own content: names of files, their text, the text of PDFs. */
export function readableText({ folder, files }: OpenedPackage): string {
  const parts: string[] = [];
  const withPdf = hasTool('pdftotext');
  if (!withPdf) console.warn('SKIPPED: pdftotext is not installed, the text of the PDFs is not read');
  for (const [name, bytes] of files) {
    parts.push(name);
    if (name.startsWith('data/exhibits/')) continue;
    parts.push(bytes.toString('utf8'), bytes.toString('latin1'));
    if (withPdf && name.endsWith('.pdf')) {
      const [bag] = readdirSync(folder);
      parts.push(execFileSync('pdftotext', ['-layout', join(folder, bag!, name), '-'], { encoding: 'utf8' }));
      parts.push(execFileSync('pdfinfo', [join(folder, bag!, name)], { encoding: 'utf8' }));
    }
  }
  return parts.join('\n');
}

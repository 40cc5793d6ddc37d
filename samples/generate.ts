/**
 * Writes the sample case: `node samples/generate.ts` the mails, tables, papers and `case.json`, whose bytes are the
 * same on every machine; `node samples/generate.ts --media` the pictures and the recording before them, whose
 * bytes depend on fonts and a speech synthesiser (fonts-noto-core, fonts-noto-mono, espeak-ng).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeLetters } from './generate/letters.ts';
import { writePapers } from './generate/papers.ts';
import { writeScript } from './generate/script.ts';
import { writeStatement } from './generate/statement.ts';
import { writeTables } from './generate/tables.ts';
import { writeWorkbook } from './generate/workbook.ts';

const here = dirname(fileURLToPath(import.meta.url));
export const caseFolder = join(here, 'case');

/** Every file of the case that comes out the same everywhere, by path below `samples/case`. */
export async function generateFiles(): Promise<Map<string, Buffer>> {
  return new Map([
    ...writeLetters(caseFolder),
    ...writeTables(),
    ...writePapers(),
    ...(await writeWorkbook()),
    ...(await writeStatement()),
  ]);
}

/** The text of `case.json`. */
export function generateScript(): string {
  return `${JSON.stringify(writeScript(), null, 2)}\n`;
}

function save(files: Map<string, Buffer>): void {
  for (const [path, content] of files) {
    mkdirSync(dirname(join(caseFolder, path)), { recursive: true });
    writeFileSync(join(caseFolder, path), content);
    console.log(`${String(content.length).padStart(8)}  ${path}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--media')) {
    const { drawPictures } = await import('./generate/pictures/all.ts');
    const { recordCall } = await import('./generate/recording.ts');
    save(drawPictures());
    save(recordCall());
  }
  save(await generateFiles());
  writeFileSync(join(here, 'case.json'), generateScript());
}

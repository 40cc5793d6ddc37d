/** The sources as the architecture tests see them: each file's imports, and its code without comments and texts. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { projectRoot } from '../support/desk.ts';

export interface SourceFile {
  /** From the root of the project, `/`-separated. */
  path: string;
  /** `src/…` for a file of ours, else the name as written: `node:fs`, `react`. */
  imports: string[];
  /** Without comments, and with texts emptied: names that stand here are used. */
  code: string;
}

/** Every shipped TypeScript file below `src`: no tests, nor what only they use. */
export function shippedSources(): SourceFile[] {
  return (readdirSync(join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' }) as string[])
    .map((name) => `src/${name.replaceAll('\\', '/')}`)
    .filter((path) => /\.tsx?$/.test(path) && !/\.(test|fixture)\.tsx?$|\/testing\//.test(path))
    .sort()
    .map((path) => parseSource(path, readFileSync(join(projectRoot, path), 'utf8')));
}

const lexeme = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;

export function parseSource(path: string, text: string): SourceFile {
  const withTexts = text.replace(lexeme, (one) => (/^\/[/*]/.test(one) ? ' ' : one));
  const imports = new Set<string>();
  const places =
    /(?:\bfrom|\bimport|\bimport\s*\(|\brequire\s*\(|\bgetBuiltinModule\s*\(|\bnew URL\s*\()\s*(['"`])([^'"`\n]+)\1/g;
  for (const [, , name] of withTexts.matchAll(places)) imports.add(resolveImport(path, name!));
  return { path, imports: [...imports], code: withTexts.replace(lexeme, "''") };
}

function resolveImport(from: string, name: string): string {
  const [plain] = name.split('?');
  return plain!.startsWith('.') ? normalize(join(dirname(from), plain!)).replaceAll('\\', '/') : plain!;
}

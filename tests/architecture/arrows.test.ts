/** Which part may know which: renderer, main, cli → shared ← engine. A file that breaks a rule is named with the rule. */
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contentSecurityPolicy } from '../../src/main/security/content-security-policy.ts';
import { projectRoot } from '../support/desk.ts';
import { parseSource, type SourceFile, shippedSources } from './sources.ts';

interface Rule {
  name: string;
  /** The files it holds for. */
  files: RegExp;
  /** What such a file may not import; all else may. */
  forbidden: (imported: string, file: SourceFile) => boolean;
}

const isNode = (name: string) => name.startsWith('node:') || builtinModules.includes(name.split('/')[0]!);
const isElectron = (name: string) => name === 'electron' || name.startsWith('electron/');
const isOurs = (name: string) => name.startsWith('src/');
const below =
  (...folders: string[]) =>
  (name: string) =>
    folders.some((folder) => name.startsWith(`src/${folder}/`));
const isView = (name: string) => /^(react|react-dom|@mantine|@tanstack|@tabler|pdfjs-dist)(\/|$)/.test(name);
const areaOf = (path: string) => /^src\/renderer\/([^/]+)\//.exec(path)?.[1];
const sharedAreas = new Set(['app', 'ui', 'fields', 'reading', 'mail']);
/** The whole frame of the program before a vault is open: the shell shows it in place of everything. */
const gate = 'src/renderer/vault/vault-gate.tsx';

const rules: Rule[] = [
  {
    name: 'shared runs anywhere: it knows nothing of Node, Electron, views or the other parts',
    files: /^src\/shared\//,
    forbidden: (name) =>
      isNode(name) ||
      isElectron(name) ||
      isView(name) ||
      name === 'better-sqlite3' ||
      (isOurs(name) && !below('shared')(name)),
  },
  {
    name: 'the engine has never heard of Electron, nor of who calls it',
    files: /^src\/engine\//,
    forbidden: (name) =>
      isElectron(name) ||
      (isView(name) && !name.startsWith('pdfjs-dist')) ||
      (isOurs(name) && !below('engine', 'shared')(name)),
  },
  {
    name: 'the window reaches the engine through the contract alone, and Node and Electron not at all',
    files: /^src\/renderer\//,
    forbidden: (name) =>
      isNode(name) || isElectron(name) || (isOurs(name) && !below('renderer', 'shared')(name)),
  },
  {
    name: 'the preload script carries one port and knows Electron and the shell contract alone',
    files: /^src\/preload\//,
    forbidden: (name) =>
      name !== 'electron' && !name.startsWith('src/shared/contract/shell') && !below('preload')(name),
  },
  {
    name: 'main stays out of the data path: of the contract it knows the calls of the shell, of the engine its entry',
    files: /^src\/main\//,
    forbidden: (name) =>
      name === 'better-sqlite3' ||
      isView(name) ||
      (name.startsWith('src/shared/contract/') && name !== 'src/shared/contract/shell.ts') ||
      (isOurs(name) && !below('main', 'shared')(name) && name !== 'src/engine/entry/utility.ts'),
  },
  {
    name: 'the command line calls the engine through its door',
    files: /^src\/cli\//,
    forbidden: (name) =>
      isElectron(name) ||
      isView(name) ||
      name === 'better-sqlite3' ||
      (isOurs(name) &&
        !below('cli', 'shared')(name) &&
        !/^src\/engine\/(engine|program|entry\/[^/]+|rpc\/failure)\.ts$/.test(name)),
  },
  {
    name: 'no area of the window reaches into another',
    files: /^src\/renderer\//,
    forbidden: (name, file) => {
      const [own, other] = [areaOf(file.path), areaOf(name)];
      if (other === undefined || other === own || sharedAreas.has(other)) return false;
      // The shell puts the areas together: routes load their pages.
      return !(own === 'app' && (name === gate || /-page\.tsx$/.test(name)));
    },
  },
  {
    name: 'ui has no domain words: it knows neither the contract nor the areas',
    files: /^src\/renderer\/ui\//,
    forbidden: (name) =>
      isOurs(name) && !name.startsWith('src/renderer/ui/') && !name.startsWith('src/shared/domain/errors'),
  },
  {
    name: 'nothing imports a module that can reach a network; the guard that blocks them does',
    files: /^src\/(?!engine\/entry\/no-network\.ts$)/,
    forbidden: (name) =>
      /^(node:)?(http|https|http2|net|tls|dgram|dns|inspector|repl)(\/|$)/.test(name) ||
      /^(undici|ws|axios|node-fetch|got|electron-updater)(\/|$)/.test(name),
  },
  {
    name: 'nobody reaches the SQLite driver but the one file that wraps it',
    files: /^src\/(?!engine\/database\/sqlite\.ts$)/,
    forbidden: (name) => name === 'better-sqlite3' || name === 'better-sqlite3-multiple-ciphers',
  },
];

/** Names of the platform that would connect somewhere, whatever part uses them. */
const networkNames =
  /(?<![.\w$])(fetch|WebSocket|XMLHttpRequest|EventSource|WebTransport|RTCPeerConnection|importScripts)\s*[(<]|\.sendBeacon\s*\(|\bnet\.(request|fetch)\b|new\s+(WebSocket|XMLHttpRequest|EventSource|RTCPeerConnection|WebTransport)\b|\bautoUpdater\b/;

/** The guard itself, and the two that read the program's own schemes: the page's policy lets `fetch` reach nothing else. */
const mayName = new Set([
  'src/engine/entry/no-network.ts',
  'src/renderer/ui/pdf/pdf-library.ts',
  'src/renderer/ui/pdf/pdf-view.tsx',
]);

function offences(files: readonly SourceFile[]): string[] {
  const found: string[] = [];
  for (const file of files) {
    for (const rule of rules) {
      if (!rule.files.test(file.path)) continue;
      for (const name of file.imports)
        if (rule.forbidden(name, file)) found.push(`${file.path} imports ${name}: ${rule.name}`);
    }
    if (!mayName.has(file.path)) {
      const name = networkNames.exec(file.code)?.[0];
      if (name) found.push(`${file.path} uses ${name.trim()}: no network of any kind`);
    }
  }
  return found;
}

test('every file keeps the arrows', () => {
  const files = shippedSources();
  expect(files.length).toBeGreaterThan(200);
  for (const folder of ['shared', 'engine', 'renderer', 'main', 'preload', 'cli'])
    expect(
      files.some(({ path }) => path.startsWith(`src/${folder}/`)),
      folder,
    ).toBe(true);
  expect(offences(files)).toEqual([]);
});

test.each<[string, string, RegExp]>([
  ['src/shared/domain/x.ts', "import { readFileSync } from 'node:fs';", /shared runs anywhere/],
  ['src/shared/domain/x.ts', "import { Engine } from '../../engine/engine.ts';", /shared runs anywhere/],
  ['src/engine/x.ts', "import { app } from 'electron';", /never heard of Electron/],
  ['src/engine/x.ts', "const m = await import('../main/settings.ts');", /never heard of Electron/],
  [
    'src/renderer/cases/x.tsx',
    "import type { Engine } from '../../engine/engine.ts';",
    /through the contract alone/,
  ],
  ['src/renderer/cases/x.tsx', "import fs from 'fs';", /through the contract alone/],
  ['src/renderer/cases/x.tsx', "import { y } from '../events/event-editor.tsx';", /no area of the window/],
  ['src/renderer/ui/x.tsx', "import { contract } from '../../shared/contract/index.ts';", /no domain words/],
  ['src/main/x.ts', "import { contract } from '../shared/contract/index.ts';", /out of the data path/],
  ['src/main/x.ts', "import { VaultSession } from '../engine/vault/session.ts';", /out of the data path/],
  ['src/preload/x.ts', "import { readFileSync } from 'node:fs';", /one port/],
  ['src/cli/x.ts', "import { unlockVault } from '../engine/vault/session.ts';", /through its door/],
  ['src/cli/x.ts', "import https from 'node:https';", /reach a network/],
  ['src/engine/x.ts', "const dns = require('dns/promises');", /reach a network/],
  ['src/engine/x.ts', "process.getBuiltinModule('net');", /reach a network/],
  ['src/engine/x.ts', "import Database from 'better-sqlite3';", /SQLite driver/],
  ['src/engine/x.ts', "await fetch('https://example.com');", /no network of any kind/],
  ['src/renderer/app/x.ts', 'const socket = new WebSocket(address);', /no network of any kind/],
  ['src/renderer/app/x.ts', 'navigator.sendBeacon(address);', /no network of any kind/],
])('the rules see an offence: %s with %s', (path, text, rule) => {
  expect(offences([parseSource(path, text)]).join('\n')).toMatch(rule);
});

test('what the window may fetch is its own files and evidence', () => {
  expect(contentSecurityPolicy('n')).toContain("connect-src 'self' evidence:;");
  expect(contentSecurityPolicy('n')).toContain("default-src 'none'");
});

test('comments and texts are no offence, nor are methods that are called fetch', () => {
  const text = `// fetch('x') from 'node:net'
    /* import 'electron' */ const words = "call fetch(x) with new WebSocket(y)"; cache.fetch(1); prefetch(2);`;
  expect(offences([parseSource('src/engine/x.ts', text)])).toEqual([]);
});

test('shared is checked by the compiler without the names of Node and of the browser', () => {
  const configuration = JSON.parse(readFileSync(join(projectRoot, 'tsconfig.shared.json'), 'utf8'));
  expect(configuration.compilerOptions.lib).toEqual(['ES2023']);
  expect(configuration.include).toEqual(['src/shared']);
  const base = JSON.parse(readFileSync(join(projectRoot, 'tsconfig.base.json'), 'utf8'));
  expect(base.compilerOptions).toMatchObject({ types: [], strict: true, noUncheckedIndexedAccess: true });
});

test('every process and every worker takes the network away before anything else', () => {
  const entries = shippedSources().filter(({ path }) =>
    /-worker\.ts$|^src\/engine\/entry\/utility\.ts$|^src\/cli\/main\.ts$/.test(path),
  );
  expect(entries.length).toBeGreaterThan(3);
  for (const { path, imports } of entries) expect(imports[0], path).toBe('src/engine/entry/no-network.ts');
});

test('the window loads no checker of the contract: making one probes eval, which its policy refuses', () => {
  const checked = new Set(
    shippedSources()
      .filter(({ path, imports }) => path.startsWith('src/shared/') && imports.includes('zod'))
      .map(({ path }) => path),
  );
  expect(checked.size).toBeGreaterThan(10);
  const loaded = shippedSources()
    .filter(({ path }) => path.startsWith('src/renderer/'))
    .flatMap(({ path }) => {
      // A type is gone when the program is built; what is left is loaded.
      const text = readFileSync(join(projectRoot, path), 'utf8').replace(
        /import type [^;]*;|import \{(?:\s*type \w+,?)+\s*\} from [^;]*;/g,
        '',
      );
      return parseSource(path, text)
        .imports.filter((name) => checked.has(name))
        .map((name) => `${path} loads ${name}`);
    });
  expect(loaded).toEqual([]);
});

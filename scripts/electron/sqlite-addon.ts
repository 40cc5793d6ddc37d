import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { projectRoot } from '../project.ts';
import { compilerPackages, ensurePackages } from '../system/debian-packages.ts';
import { run, say } from '../system/run.ts';
import { once } from './cache.ts';

const require = createRequire(import.meta.url);
const fileName = 'better_sqlite3.node';

/**
 * A folder with `include/node` of the Node.js that runs the scripts. Its package brings the headers at its own
 * install, inside itself, where a later `npm install` of anything else takes them away again; then they are
 * fetched once more, beside the work.
 */
function headersFolder(work: string): string {
  const wrapper = require.resolve('node/package.json');
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const installed = join(dirname(wrapper), 'node_modules', name);
  if (existsSync(join(installed, 'include', 'node', 'node_api.h'))) return installed;

  const { version } = JSON.parse(readFileSync(wrapper, 'utf8')) as { version: string };
  const download = join(work, 'headers');
  mkdirSync(download);
  run('npm', ['pack', '--silent', '--pack-destination', download, `${name}@${version}`], {
    cwd: download,
    stdio: ['ignore', 'ignore', 2],
  });
  const [packed] = readdirSync(download);
  if (!packed) throw new Error(`npm pack ${name}@${version} left no file.`);
  run('tar', ['-xzf', join(download, packed), '-C', download, '--no-same-owner', 'package/include']);
  return join(download, 'package');
}

/**
 * The shipped addon asks for Node-API 10, the fallback Electron has 9. The same source compiled with the
 * experimental surface of the headers loads in that Electron and in Node 20 and 24 alike.
 */
async function compile(folder: string, source: string): Promise<void> {
  ensurePackages(compilerPackages, 'Compiling SQLite for the fallback Electron');
  say('compiling SQLite for the fallback Electron (about a minute, once)');
  const work = join(folder, 'work');
  mkdirSync(join(work, 'node_modules'), { recursive: true });
  for (const part of ['package.json', 'binding.gyp', 'deps', 'lib', 'src']) {
    cpSync(join(source, part), join(work, part), { recursive: true });
  }
  const addonApi = dirname(require.resolve('node-addon-api/package.json'));
  symlinkSync(addonApi, join(work, 'node_modules', 'node-addon-api'));
  const nodeGyp = join(dirname(require.resolve('node-gyp/package.json')), 'bin', 'node-gyp.js');
  run(
    process.execPath,
    [
      nodeGyp,
      'rebuild',
      '--silent',
      '--release',
      '--force_build=1',
      '-j',
      'max',
      `--nodedir=${headersFolder(work)}`,
    ],
    {
      cwd: work,
      stdio: ['ignore', 'ignore', 2],
      env: {
        ...process.env,
        CXXFLAGS: '-UNAPI_VERSION -DNAPI_VERSION=2147483647 -DNAPI_EXPERIMENTAL -w',
        CFLAGS: '-w',
      },
    },
  );
  renameSync(join(work, 'build', 'Release', fileName), join(folder, fileName));
  rmSync(work, { recursive: true });
  const check = `const Database = require(process.argv[1]);
    const database = new Database(':memory:', { nativeBinding: process.argv[2] });
    database.pragma("cipher='sqlcipher'");
    if (database.prepare('select 6 * 7 as answer').get().answer !== 42) process.exit(1);`;
  run(process.execPath, ['-e', check, source, join(folder, fileName)]);
}

/**
 * Path of a SQLite addon that loads in the fallback Electron, compiled on first use into the cache.
 * The engine takes it from the environment variable PROFFER_SQLITE_BINDING; node_modules stays as it is.
 */
export async function sqliteAddon(cache: string): Promise<string> {
  const source = dirname(require.resolve('better-sqlite3/package.json', { paths: [projectRoot] }));
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as { version: string };
  const name = `sqlite-${version}-node-api-9-${process.platform}-${process.arch}`;
  return join(await once(cache, name, (folder) => compile(folder, source)), fileName);
}

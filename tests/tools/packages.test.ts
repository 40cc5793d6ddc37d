import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const work = mkdtempSync(join(tmpdir(), 'proffer-tools-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

interface Answer {
  code: number;
  text: string;
}

function run(command: string, args: string[], cwd: string, input?: Buffer): Answer {
  const result = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    ...(input ? { input } : {}),
  });
  if (result.error) throw result.error;
  return { code: result.status ?? 1, text: `${result.stdout}${result.stderr}` };
}

/** Tools we did not write, by the Debian package they come in. */
const tools = {
  unzip: 'unzip',
  '7z': 'p7zip-full',
  sha256sum: 'coreutils',
  sha512sum: 'coreutils',
  hashdeep: 'hashdeep',
  'ssh-keygen': 'openssh-client',
  qpdf: 'qpdf',
  pdffonts: 'poppler-utils',
  pdftotext: 'poppler-utils',
  'bagit.py': null,
} as const;
type Tool = keyof typeof tools;

/** A test with a tool. Without the tool it fails and names the package, unless PROFFER_SKIP_TOOLS is set. */
function withTool(tool: Tool, claim: string, check: () => void): void {
  it(`${tool} ${claim}`, () => {
    const path = (process.env.PATH ?? '').split(':').find((folder) => existsSync(join(folder, tool)));
    if (path === undefined) {
      const debian = tools[tool];
      if (debian === null)
        return console.warn(
          `SKIPPED: ${tool} is not on the PATH and in no registry; "${claim}" was not checked`,
        );
      if (process.env.PROFFER_SKIP_TOOLS)
        return console.warn(`SKIPPED: ${tool} is not installed; "${claim}" was not checked`);
      throw new Error(
        `${tool} is not installed. Install the Debian package ${debian}, or set PROFFER_SKIP_TOOLS=1.`,
      );
    }
    check();
  });
}

const agencies = ['us-fbi-fo', 'in-cbi'] as const;
/** A package of the demonstration, unpacked by unzip. */
interface Package {
  zip: string;
  bag: string;
}
const packages = {} as Record<(typeof agencies)[number], Package>;

beforeAll(() => {
  const output = join(work, 'output');
  const demo = run(
    process.execPath,
    [join(root, 'scripts/demo.ts'), '--output', output, '--no-window'],
    root,
  );
  expect(demo.code, demo.text).toBe(0);
  for (const agency of agencies) {
    const name = readdirSync(output).find((one) => one.endsWith(`_${agency}_v1.zip`));
    expect(name, demo.text).toBeDefined();
    const zip = join(output, name!);
    expect(run('unzip', ['-q', zip, '-d', join(work, agency)], work).code).toBe(0);
    const [folder, ...more] = readdirSync(join(work, agency));
    expect(more).toEqual([]);
    packages[agency] = { zip, bag: join(work, agency, folder!) };
  }
});

/** Changes the last byte of a file while something is checked: a tool that never fails proves nothing. */
function withFlippedByte(path: string, check: () => void): void {
  const bytes = readFileSync(path);
  const changed = Buffer.from(bytes);
  changed[changed.length - 1]! ^= 1;
  writeFileSync(path, changed);
  try {
    check();
  } finally {
    writeFileSync(path, bytes);
  }
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

/** PDFs of ours; exhibits are other people's. */
const documentsOf = (bag: string): string[] =>
  filesBelow(join(bag, 'data')).filter((path) => path.endsWith('.pdf') && !path.includes('/data/exhibits/'));

describe.each(agencies)('the package for %s', (agency) => {
  withTool('unzip', 'finds the archive whole', () => {
    expect(run('unzip', ['-tqq', packages[agency].zip], work)).toEqual({ code: 0, text: '' });
  });

  withTool('7z', 'finds the archive whole', () => {
    const answer = run('7z', ['t', packages[agency].zip], work);
    expect(answer.code).toBe(0);
    expect(answer.text).toContain('Everything is Ok');
    expect(answer.text).not.toMatch(/warning/i);
  });

  for (const tool of ['sha256sum', 'sha512sum'] as const) {
    withTool(tool, 'agrees with manifest and tag manifest', () => {
      const { bag } = packages[agency];
      for (const list of ['manifest', 'tagmanifest']) {
        const answer = run(tool, ['--check', '--strict', '--quiet', `${list}-${tool.slice(0, -3)}.txt`], bag);
        expect(answer).toEqual({ code: 0, text: '' });
      }
      withFlippedByte(join(bag, 'data/how-to-verify.txt'), () =>
        expect(run(tool, ['--check', '--quiet', `manifest-${tool.slice(0, -3)}.txt`], bag).code).not.toBe(0),
      );
    });
  }

  withTool('hashdeep', 'audits the payload: nothing changed, nothing missing, nothing added', () => {
    const { bag } = packages[agency];
    const lines = readFileSync(join(bag, 'manifest-sha256.txt'), 'utf8').trimEnd().split('\n');
    const known = lines.map((line) => {
      const [, hash, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line)!;
      return `${statSync(join(bag, path!)).size},${hash},${path}`;
    });
    const list = join(work, `${agency}.hashdeep`);
    writeFileSync(list, ['%%%% HASHDEEP-1.0', '%%%% size,sha256,filename', ...known, ''].join('\n'));
    const audit = () => run('hashdeep', ['-c', 'sha256', '-r', '-l', '-a', '-k', list, 'data'], bag);
    expect(audit()).toMatchObject({ code: 0, text: expect.stringContaining('Audit passed') });
    withFlippedByte(join(bag, 'data/how-to-verify.txt'), () =>
      expect(audit().text).toContain('Audit failed'),
    );
    const added = join(bag, 'data', 'added.txt');
    writeFileSync(added, 'added');
    expect(audit().text).toContain('Audit failed');
    rmSync(added);
  });

  withTool('ssh-keygen', 'verifies both signatures', () => {
    const { bag } = packages[agency];
    const signers = readFileSync(join(bag, 'seal/allowed_signers'), 'utf8');
    const identity = signers.split(' ')[0]!;
    const verify = (signature: string, signed: string) =>
      run(
        'ssh-keygen',
        [
          '-Y',
          'verify',
          '-f',
          'seal/allowed_signers',
          '-I',
          identity,
          '-n',
          'proffer-referral',
          '-s',
          signature,
        ],
        bag,
        readFileSync(join(bag, signed)),
      );
    for (const [signature, signed] of [
      ['seal/tagmanifest-sha256.txt.sig', 'tagmanifest-sha256.txt'],
      ['seal/seal.json.sig', 'seal/seal.json'],
    ] as const) {
      const answer = verify(signature, signed);
      expect(answer.code, answer.text).toBe(0);
      expect(answer.text).toContain(`Good "proffer-referral" signature for ${identity}`);
      withFlippedByte(join(bag, signed), () => expect(verify(signature, signed).code).not.toBe(0));
    }
  });

  withTool('bagit.py', 'finds a valid bag', () => {
    const answer = run('bagit.py', ['--validate', packages[agency].bag], work);
    expect(answer.code, answer.text).toBe(0);
  });

  withTool('qpdf', 'finds every document sound', () => {
    const documents = documentsOf(packages[agency].bag);
    expect(documents.map((path) => path.slice(packages[agency].bag.length + 1))).toContain(
      'data/summary.pdf',
    );
    for (const path of documents) {
      const answer = run('qpdf', ['--check', path], work);
      expect(answer.code, `${path}\n${answer.text}`).toBe(0);
      expect(answer.text).not.toContain('WARNING');
    }
  });

  withTool('pdffonts', 'finds every font embedded, as a subset, with its characters mapped', () => {
    const documents = documentsOf(packages[agency].bag);
    expect(documents.length).toBeGreaterThan(0);
    for (const path of documents) {
      const answer = run('pdffonts', [path], work);
      expect(answer.code).toBe(0);
      const fonts = answer.text.trimEnd().split('\n').slice(2);
      expect(fonts.length, path).toBeGreaterThan(0);
      // name, type, encoding, emb, sub, uni, object number, generation
      for (const font of fonts) expect(font, path).toMatch(/ yes yes yes +\d+ +\d+$/);
    }
  });

  withTool('pdftotext', 'reads the case and its people, in their own script', () => {
    const path = join(packages[agency].bag, 'data/summary.pdf');
    const { code, text } = run('pdftotext', ['-enc', 'UTF-8', path, '-'], work);
    expect(code).toBe(0);
    expect(text).toContain('NH-MR-2025-0417');
    expect(text).toContain('Nordhaven Software');
    // The manager of the call centre and the one who looks after its sites, as the former agent writes them.
    expect(text).toContain('आरव मेहता');
    expect(text).toContain('रोहन');
  });
});

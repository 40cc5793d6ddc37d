import { capture, run, say } from './run.ts';

/** Each entry: names under which Debian and its relatives know the same package, the first one found is taken. */
export type PackageList = readonly (readonly string[])[];

/** What Chromium links against, and a display for machines without one. */
export const electronPackages: PackageList = [
  ['xvfb'],
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libnss3'],
  ['libasound2', 'libasound2t64'],
  ['libgbm1'],
  ['libxss1'],
  ['libatk-bridge2.0-0', 'libatk-bridge2.0-0t64'],
  ['libcups2', 'libcups2t64'],
  ['libdrm2'],
];

/** What compiles the SQLite addon; needed only with the fallback Electron. */
export const compilerPackages: PackageList = [['g++'], ['make'], ['python3']];

/** The tools we did not write that tests hold our output against. */
export const testToolPackages: PackageList = [
  ['openssh-client'],
  ['qpdf'],
  ['hashdeep'],
  ['p7zip-full', '7zip'],
  ['poppler-utils'],
  ['libxml2-utils'],
  ['unzip'],
  ['zip'],
  ['coreutils'],
];

/** Entries of which no name is installed, by `dpkg-query`. */
export function missingPackages(wanted: PackageList, installed: ReadonlySet<string>): PackageList {
  return wanted.filter((names) => !names.some((name) => installed.has(name)));
}

function installedPackages(): ReadonlySet<string> | undefined {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholders
  const answer = capture('dpkg-query', ['--show', '--showformat', '${db:Status-Abbrev} ${Package}\n']);
  if (answer.code !== 0) return undefined;
  const lines = answer.stdout.split('\n').filter((line) => line.startsWith('ii'));
  return new Set(lines.map((line) => line.slice(3).trim()));
}

function privilege(): string[] | undefined {
  if (process.getuid?.() === 0) return [];
  return capture('sudo', ['-n', 'true']).code === 0 ? ['sudo', '-n'] : undefined;
}

/** The name this release of the system knows; the first one where apt knows none. */
function availableName(names: readonly string[]): string {
  const known = names.find((name) =>
    /Candidate: (?!\(none\))/.test(capture('apt-cache', ['policy', name]).stdout),
  );
  return known ?? names[0]!;
}

/**
 * Installs what is missing through apt-get where we may (root, or sudo without a password).
 * @param reason what the packages are for, in the words of the message
 * @throws Error naming exactly the packages to install, where we may not or apt-get fails
 */
export function ensurePackages(wanted: PackageList, reason: string): void {
  if (process.platform !== 'linux') return;
  const installed = installedPackages();
  if (!installed) {
    const names = wanted.map((entry) => entry[0]).join(' ');
    say(`this is no Debian system; ${reason} need what Debian calls: ${names}`);
    return;
  }
  const missing = missingPackages(wanted, installed);
  if (missing.length === 0) return;

  const prefix = privilege();
  if (!prefix) {
    const names = missing.map((entry) => entry[0]).join(' ');
    throw new Error(
      `${reason} need Debian packages that are not installed. Install them, then run this again:\n\n` +
        `  sudo apt-get install --no-install-recommends ${names}\n`,
    );
  }
  const apt = (...args: string[]): void => {
    const [command, ...rest] = [
      ...prefix,
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      'DEBCONF_NOWARNINGS=yes',
      'apt-get',
      ...args,
    ];
    // apt tells a long story on stdout; its complaints are on stderr.
    run(command!, rest, { stdio: ['ignore', 'ignore', 2] });
  };
  const wait = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3'];
  apt('update', '-qq', ...wait);
  const names = missing.map(availableName);
  say(`${reason} need Debian packages, installing: ${names.join(' ')}`);
  apt('install', '-y', '-qq', '--no-install-recommends', ...wait, ...names);
}

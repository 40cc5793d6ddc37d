import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project.ts';
import {
  dropPrivileges,
  mayAccess,
  type OrdinaryUser,
  ordinaryUser,
  temporaryFolder,
  userEnvironment,
} from '../system/ordinary-user.ts';
import { type ProvisionedElectron, provisionElectron } from './provision.ts';
import { stageApplication } from './stage.ts';

/** How to start our application here: as we are, or from root as an ordinary user. */
export interface Launcher {
  electron: ProvisionedElectron;
  user?: OrdinaryUser;
  /** Program to start; takes Electron's arguments. Under root it becomes the ordinary user first. */
  executable: string;
  /** First argument: the folder of the application, readable by whom it runs as. */
  application: string;
  /** Whole environment to start it with. */
  environment: Record<string, string>;
  /** A new private folder that the application may write to. */
  makeFolder(name: string): string;
  /** Takes away what was made for this launcher; folders from `makeFolder` are the caller's. */
  dispose(): void;
}

function ownEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && entry[0] !== 'ELECTRON_RUN_AS_NODE' && !entry[0].startsWith('npm_'),
  );
  return Object.fromEntries(entries);
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** A script that becomes the user and then Electron, keeping process id, pipes and arguments. */
function writeUserScript(folder: string, user: OrdinaryUser, executable: string): string {
  const path = join(folder, 'electron');
  const command = ['setpriv', ...dropPrivileges(user), executable].map(quoted).join(' ');
  writeFileSync(path, `#!/bin/sh\ncd ${quoted(user.home)} && exec ${command} "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}

/**
 * Provisions Electron and prepares its start; the application must have been built.
 * @throws Error saying what is missing and how to get it
 */
export async function prepareLauncher(): Promise<Launcher> {
  const electron = await provisionElectron();
  const user = ordinaryUser();
  const binding: Record<string, string> = electron.sqliteBinding
    ? { PROFFER_SQLITE_BINDING: electron.sqliteBinding }
    : {};
  if (!user) {
    return {
      electron,
      executable: electron.executable,
      application: projectRoot,
      environment: { ...ownEnvironment(), ...binding },
      makeFolder: (name) => temporaryFolder(`proffer-${name}`, undefined),
      dispose: () => undefined,
    };
  }
  const folder = temporaryFolder('proffer-launch', undefined);
  chmodSync(folder, 0o755);
  let application = projectRoot;
  if (!mayAccess(user, join(projectRoot, 'out/main/index.js'), 'r')) {
    application = join(folder, 'application');
    stageApplication(application);
  }
  return {
    electron,
    user,
    executable: writeUserScript(folder, user, electron.executable),
    application,
    environment: { ...userEnvironment(user), ...binding },
    makeFolder: (name) => temporaryFolder(`proffer-${name}`, user),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

import { buildApplication } from '../../scripts/build/application.ts';
import { prepareLauncher } from '../../scripts/electron/launcher.ts';
import { startDisplay } from '../../scripts/system/display.ts';
import { heldElectron } from './held-electron.ts';
import { publishLaunchPlan } from './launch-plan.ts';

/** Builds, provisions Electron and starts a display of our own; the answer takes it all down again. */
export default async function setUp(): Promise<() => Promise<void>> {
  buildApplication();
  const launcher = await prepareLauncher();
  const { electron, application, user } = launcher;
  const held = heldElectron(launcher.executable);
  const display = process.platform === 'linux' ? await startDisplay(user) : undefined;
  publishLaunchPlan({
    executable: held.executable,
    application,
    environment: { ...launcher.environment, ...display?.environment },
    ...(user ? { user } : {}),
    electron: { version: electron.version, source: electron.source },
  });
  return async () => {
    await display?.stop();
    held.dispose();
    launcher.dispose();
  };
}

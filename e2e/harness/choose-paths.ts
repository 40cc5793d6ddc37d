import type { ElectronApplication } from '@playwright/test';

/** Stands in for the person at the system's file dialogs, which no test can click: the next ones answer these paths. */
export async function choosePaths(app: ElectronApplication, ...paths: string[]): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    const left = [...chosen];
    dialog.showOpenDialog = async () => {
      const path = left.shift();
      return { canceled: path === undefined, filePaths: path === undefined ? [] : [path] };
    };
  }, paths);
}

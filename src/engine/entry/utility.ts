import './no-network.ts';
import type { EngineControl, EngineNotice } from '../../shared/contract/shell.ts';
import { Engine } from '../engine.ts';
import { servePort } from '../rpc/serve-port.ts';
import { serveBytes } from './bytes-port.ts';
import { resourcesFolder } from './resources-folder.ts';

/** The port of a process that Electron forked; typed here because the engine knows nothing of Electron. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: EngineControl; ports: TransferredPort[] }) => void): void;
  postMessage(notice: EngineNotice): void;
}

interface TransferredPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
  postMessage(message: unknown): void;
  start(): void;
}

const parent = (process as unknown as { parentPort: ParentPort }).parentPort;
const engine = new Engine({ resources: resourcesFolder(), readAfterIntake: true });

parent.on('message', ({ data, ports }) => {
  const port = ports[0];
  switch (data.type) {
    case 'renderer-port':
      if (port) servePort(engine, port);
      return;
    case 'bytes-port':
      if (port) serveBytes(engine, port);
      return;
    case 'system-lock':
      void engine.lock(data.cause);
      return;
    case 'shutdown':
      engine.close().finally(() => parent.postMessage({ type: 'closed' }));
      return;
  }
});
parent.postMessage({ type: 'ready' });

import './no-network.ts';
import type { EngineControl, EngineNotice } from '../../shared/contract/shell.ts';

/** The port of a process that Electron forked; typed here because the engine knows nothing of Electron. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: EngineControl; ports: TransferredPort[] }) => void): void;
  postMessage(notice: EngineNotice): void;
}

interface TransferredPort {
  on(event: 'message', listener: (event: { data: { id?: number; method?: string } }) => void): void;
  postMessage(message: unknown): void;
  start(): void;
}

const parent = (process as unknown as { parentPort: ParentPort }).parentPort;

parent.on('message', ({ data, ports }) => {
  if (data.type === 'shutdown') parent.postMessage({ type: 'closed' });
  const port = ports[0];
  if (!port) return;
  port.on('message', ({ data: request }) => {
    const error = { code: 'not-found', message: `There is no call ${request.method ?? ''}.`, details: {} };
    port.postMessage({ id: request.id, ok: false, error });
  });
  port.start();
});
parent.postMessage({ type: 'ready' });

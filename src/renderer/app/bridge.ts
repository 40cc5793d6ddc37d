import { enginePortMessage } from '../../shared/contract/shell.ts';
import { transport } from './client.ts';
import { connectEvents } from './engine-events.ts';
import { askedVault, engineState } from './engine-state.ts';
import { queryClient } from './queries.ts';
import { loseVault } from './session.ts';

/** Ties the transport to the ports main hands over, and the engine's life to what the person sees. */
export function connectShell(): void {
  const shell = window.proffer;
  askedVault.set(shell.startup.vault ?? null);
  let ports = 0;
  window.addEventListener('message', (event) => {
    if (event.source !== window || event.data?.type !== enginePortMessage) return;
    const port = event.ports[0];
    if (!port) return;
    ports += 1;
    transport.attach(port);
    // Chromium tells when the other end of a port has gone.
    port.addEventListener('close', () => transport.detach(port, 'The engine stopped.'));
    if (ports > 1) void queryClient.resetQueries();
  });
  shell.onEngineState((state) => {
    engineState.set(state);
    if (state.status === 'lost' || state.status === 'stopped') {
      transport.lose(state.reason ?? 'The engine stopped.');
      loseVault();
    }
  });
  shell.onOpenVault((vault) => askedVault.set(vault));
  connectEvents();
  shell.requestPort();
}

import type { Page } from '@playwright/test';

export interface EngineAnswer {
  ok: boolean;
  value?: unknown;
  error?: { code: string; message: string };
}

/**
 * Makes one call to the engine from inside the page, over the very port the page has: a second one would take the
 * place of the first, and with it every answer under way. For what a story has to prepare or look up beside the screens.
 */
export async function askEngine(window: Page, method: string, input: unknown): Promise<EngineAnswer> {
  if (await window.evaluate(listenForPorts)) await window.waitForTimeout(300);
  return window.evaluate(
    ([called, given]) =>
      new Promise<EngineAnswer>((resolve, reject) => {
        const probe = globalThis as unknown as { enginePort?: MessagePort };
        const id = 1_000_000_000 + Math.floor(Math.random() * 1_000_000_000);
        const giveUp = setTimeout(() => reject(new Error(`the engine gave no answer to ${called}`)), 60_000);
        const send = (): void => {
          const port = probe.enginePort;
          // Between the end of one engine and the start of the next there is none.
          if (!port) return void setTimeout(send, 20);
          port.addEventListener(
            'message',
            function take({ data }: MessageEvent<EngineAnswer & { id?: number }>) {
              if (data.id !== id) return;
              port.removeEventListener('message', take);
              clearTimeout(giveUp);
              resolve(data);
            },
          );
          port.start();
          port.postMessage({ id, method: called, input: given });
        };
        send();
      }),
    [method, input] as const,
  );
}

/** Runs in the page. Keeps the port the page has now, and each that follows; true when it had to ask for one. */
function listenForPorts(): boolean {
  const probe = globalThis as unknown as {
    enginePort?: MessagePort | undefined;
    proffer: { requestPort(): void };
  };
  if ('enginePort' in probe) return false;
  probe.enginePort = undefined;
  addEventListener('message', (event) => {
    if ((event.data as { type?: string } | null)?.type !== 'proffer:engine-port') return;
    const port = event.ports[0]!;
    probe.enginePort = port;
    port.addEventListener('close', () => {
      if (probe.enginePort === port) probe.enginePort = undefined;
    });
  });
  probe.proffer.requestPort();
  return true;
}

/** Like `askEngine`, but gives the value and throws on a failure. */
export async function fromEngine<T>(window: Page, method: string, input: unknown): Promise<T> {
  const answer = await askEngine(window, method, input);
  if (!answer.ok) throw new Error(`${method}: ${answer.error?.code}: ${answer.error?.message}`);
  return answer.value as T;
}

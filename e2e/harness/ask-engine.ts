import type { Page } from '@playwright/test';

export interface EngineAnswer {
  ok: boolean;
  value?: unknown;
  error?: { code: string; message: string };
}

/**
 * Makes one call to the engine from inside the page, as the page itself does, over a port of its own.
 * For what a story has to prepare or look up beside the screens.
 */
export function askEngine(window: Page, method: string, input: unknown): Promise<EngineAnswer> {
  return window.evaluate(
    ([called, given]) =>
      new Promise<EngineAnswer>((resolve, reject) => {
        const shell = (globalThis as unknown as { proffer: { requestPort(): void } }).proffer;
        const id = 1_000_000_000 + Math.floor(Math.random() * 1_000_000_000);
        const timer = setTimeout(() => reject(new Error(`the engine gave no answer to ${called}`)), 60_000);
        const listener = (event: MessageEvent): void => {
          if ((event.data as { type?: string } | null)?.type !== 'proffer:engine-port') return;
          removeEventListener('message', listener);
          const port = event.ports[0]!;
          port.addEventListener('message', ({ data }: MessageEvent<EngineAnswer & { id?: number }>) => {
            if (data.id !== id) return;
            clearTimeout(timer);
            resolve(data);
          });
          port.start();
          port.postMessage({ id, method: called, input: given });
        };
        addEventListener('message', listener);
        shell.requestPort();
      }),
    [method, input] as const,
  );
}

/** Like `askEngine`, but gives the value and throws on a failure. */
export async function fromEngine<T>(window: Page, method: string, input: unknown): Promise<T> {
  const answer = await askEngine(window, method, input);
  if (!answer.ok) throw new Error(`${method}: ${answer.error?.code}: ${answer.error?.message}`);
  return answer.value as T;
}

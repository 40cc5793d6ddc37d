import { z } from 'zod';
import type { ReplyFrame } from '../../shared/contract/index.ts';
import type { Engine } from '../engine.ts';
import { reportIncident, toErrorData } from './failure.ts';

const requestFrame = z.union([
  z.object({ cancel: z.number() }),
  z.object({ id: z.number(), method: z.string(), input: z.unknown() }),
]);

/** The part of a MessagePort used here; Node's, Electron's and a browser's all have it. What comes is checked, not believed. */
export interface FramePort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
  postMessage(frame: ReplyFrame): void;
  start(): void;
}

/** Answers calls that come over a port, and tells it what the engine says unasked. Ends with the port. */
export function servePort(engine: Engine, port: FramePort): void {
  const running = new Map<number, AbortController>();
  const stop = engine.listen((event) => port.postMessage(event));
  const reply = (id: number, answer: Promise<unknown>) =>
    answer
      .then(
        (value): ReplyFrame => ({ id, ok: true, value }),
        (error): ReplyFrame => ({ id, ok: false, error: toErrorData(error) }),
      )
      .then((frame) => {
        running.delete(id);
        port.postMessage(frame);
      })
      // An answer that cannot be sent (the port is gone, or it holds what no port carries) ends here.
      .catch((error: unknown) => port.postMessage({ id, ok: false, error: toErrorData(error) }))
      .catch(reportIncident);
  port.on('message', ({ data }) => {
    const frame = requestFrame.safeParse(data);
    if (!frame.success) {
      reportIncident(new Error('a frame that is none came over the port'));
      return;
    }
    if ('cancel' in frame.data) {
      running.get(frame.data.cancel)?.abort();
      return;
    }
    const { id, method, input } = frame.data;
    const controller = new AbortController();
    running.set(id, controller);
    void reply(id, engine.callUnchecked(method, input, controller.signal));
  });
  port.on('close', () => {
    stop();
    for (const controller of running.values()) controller.abort();
  });
  port.start();
}

import type { ReplyFrame, RequestFrame } from '../../shared/contract/index.ts';
import type { Engine } from '../engine.ts';
import { toErrorData } from './failure.ts';

/** The part of a MessagePort used here; Node's, Electron's and a browser's all have it. */
export interface FramePort {
  on(event: 'message', listener: (event: { data: RequestFrame }) => void): void;
  on(event: 'close', listener: () => void): void;
  postMessage(frame: ReplyFrame): void;
  start(): void;
}

/** Answers calls that come over a port, and tells it what the engine says unasked. Ends with the port. */
export function servePort(engine: Engine, port: FramePort): void {
  const running = new Map<number, AbortController>();
  const stop = engine.listen((event) => port.postMessage(event));
  port.on('message', ({ data: frame }) => {
    if ('cancel' in frame) {
      running.get(frame.cancel)?.abort();
      return;
    }
    const { id, method, input } = frame;
    const controller = new AbortController();
    running.set(id, controller);
    engine
      .callUnchecked(method, input, controller.signal)
      .then(
        (value): ReplyFrame => ({ id, ok: true, value }),
        (error): ReplyFrame => ({ id, ok: false, error: toErrorData(error) }),
      )
      .then((reply) => {
        running.delete(id);
        port.postMessage(reply);
      });
  });
  port.on('close', () => {
    stop();
    for (const controller of running.values()) controller.abort();
  });
  port.start();
}

import { describe, expect, it } from 'vitest';
import type { ProfferError } from '../../shared/domain/errors.ts';
import { type FramePort, Transport } from './transport.ts';

class TestPort implements FramePort {
  onmessage: FramePort['onmessage'] = null;
  readonly sent: unknown[] = [];
  closed = false;
  postMessage(frame: unknown) {
    this.sent.push(frame);
  }
  close() {
    this.closed = true;
  }
  say(data: unknown) {
    this.onmessage?.(new MessageEvent('message', { data }));
  }
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    (error: ProfferError) => error.code,
  );

describe('Transport', () => {
  it('holds calls back until the port arrives and keeps their order', async () => {
    const transport = new Transport();
    const first = transport.call('case.get', { id: 'a' });
    const second = transport.call('case.get', { id: 'b' });
    const port = new TestPort();
    transport.attach(port);
    expect(port.sent).toEqual([
      { id: 1, method: 'case.get', input: { id: 'a' } },
      { id: 2, method: 'case.get', input: { id: 'b' } },
    ]);
    port.say({ id: 1, ok: true, value: 'A' });
    port.say({ id: 2, ok: true, value: 'B' });
    expect(await first).toBe('A');
    expect(await second).toBe('B');
  });

  it('matches replies that come out of order', async () => {
    const transport = new Transport();
    const port = new TestPort();
    transport.attach(port);
    const slow = transport.call('event.list', {});
    const quick = transport.call('case.list', {});
    port.say({ id: 2, ok: true, value: 'quick' });
    port.say({ id: 1, ok: true, value: 'slow' });
    expect(await quick).toBe('quick');
    expect(await slow).toBe('slow');
  });

  it('rejects with the code and message the engine gave', async () => {
    const transport = new Transport();
    const port = new TestPort();
    transport.attach(port);
    const call = transport.call('vault.unlock', {});
    port.say({
      id: 1,
      ok: false,
      error: { code: 'wrong-passphrase', message: 'No.', details: { tries: 1 } },
    });
    await expect(call).rejects.toMatchObject({
      code: 'wrong-passphrase',
      message: 'No.',
      details: { tries: 1 },
    });
  });

  it('tells the engine of a cancel, once, and ignores its late reply', async () => {
    const transport = new Transport();
    const port = new TestPort();
    transport.attach(port);
    const abort = new AbortController();
    const call = transport.call('event.list', {}, abort.signal);
    abort.abort();
    expect(await codeOf(call)).toBe('cancelled');
    expect(port.sent).toEqual([{ id: 1, method: 'event.list', input: {} }, { cancel: 1 }]);
    port.say({ id: 1, ok: true, value: 'late' });
    expect(port.sent).toHaveLength(2);
  });

  it('sends nothing for a call cancelled before it began', async () => {
    const transport = new Transport();
    const port = new TestPort();
    transport.attach(port);
    expect(await codeOf(transport.call('event.list', {}, AbortSignal.abort()))).toBe('cancelled');
    expect(port.sent).toEqual([]);
  });

  it('rejects everything in hand when the engine is lost and never sends it again', async () => {
    const transport = new Transport();
    const port = new TestPort();
    transport.attach(port);
    const write = transport.call('case.create', {});
    const read = transport.call('case.list', {});
    transport.lose('The engine stopped.');
    expect(await codeOf(write)).toBe('engine-lost');
    expect(await codeOf(read)).toBe('engine-lost');
    expect(port.closed).toBe(true);
    const next = new TestPort();
    transport.attach(next);
    expect(next.sent).toEqual([]);
  });

  it('rejects what was in hand when a new port replaces the old one, and is deaf to the old one', async () => {
    const transport = new Transport();
    const old = new TestPort();
    transport.attach(old);
    const stranded = transport.call('case.list', {});
    const next = new TestPort();
    transport.attach(next);
    expect(await codeOf(stranded)).toBe('engine-lost');
    const call = transport.call('case.list', {});
    old.say({ id: 2, ok: true, value: 'old' });
    next.say({ id: 2, ok: true, value: 'new' });
    expect(await call).toBe('new');
  });

  it('hands events to listeners until they stop', () => {
    const transport = new Transport();
    const port = new TestPort();
    transport.attach(port);
    const heard: string[] = [];
    const stop = transport.listen((event) => heard.push(event.event));
    port.say({ event: 'changed', tables: ['cases'], caseId: null });
    stop();
    port.say({ event: 'changed', tables: ['cases'], caseId: null });
    expect(heard).toEqual(['changed']);
  });
});

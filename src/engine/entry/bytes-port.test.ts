/** Bytes go out by id, a chunk for each pull; what is no request is told of and answered by nothing. */
import { expect, test } from 'vitest';
import { newEngine } from '../../../tests/support/desk.ts';
import { type BytesReply, evidenceScheme } from '../../shared/contract/shell.ts';
import { type BytesPort, serveBytes } from './bytes-port.ts';

function openPort() {
  const engine = newEngine();
  const replies: BytesReply[] = [];
  let hear: (event: { data: unknown }) => void = () => {};
  const port: BytesPort = {
    on(event: 'message' | 'close', listener: (event: { data: unknown }) => void) {
      if (event === 'message') hear = listener;
    },
    postMessage: (reply) => replies.push(reply),
    start() {},
  };
  serveBytes(engine, port);
  const send = async (data: unknown) => {
    const before = replies.length;
    hear({ data });
    await expect.poll(() => replies.length).toBeGreaterThan(before);
    return replies.at(-1);
  };
  return { engine, replies, send, throwIn: (data: unknown) => hear({ data }) };
}

test('a part of a preview, pull by pull, to its end', async () => {
  const { engine, send } = openPort();
  engine.previews.set('p1', { bytes: Buffer.from('0123456789'), mediaType: 'text/plain', name: 'a.txt' });
  expect(await send({ id: 1, open: { kind: 'preview', ref: 'p1', start: 2, end: 5 } })).toMatchObject({
    id: 1,
    head: { size: 10, mediaType: 'text/plain' },
  });
  expect(await send({ id: 1, pull: true })).toEqual({ id: 1, chunk: Buffer.from('234') });
  expect(await send({ id: 1, pull: true })).toEqual({ id: 1, end: true });
});

test('what does not exist, and evidence of a locked vault, are errors by code', async () => {
  const { send } = openPort();
  expect(await send({ id: 1, open: { kind: 'preview', ref: 'none' } })).toMatchObject({
    error: { code: 'not-found' },
  });
  expect(await send({ id: 2, open: { kind: evidenceScheme, ref: 'x' } })).toMatchObject({
    error: { code: 'locked' },
  });
});

test.each([
  null,
  'pull',
  { id: 'x', pull: true },
  { id: 1, open: { kind: 'preview', ref: '../vault.db' } },
  { id: 1, open: { kind: 'file', ref: 'a' } },
  { id: 1, open: { kind: 'preview', ref: 'p1', start: -1 } },
])('%j is no request and gets no answer', async (data) => {
  const { engine, replies, send, throwIn } = openPort();
  engine.previews.set('p1', { bytes: Buffer.from('0'), mediaType: 'text/plain', name: 'a.txt' });
  throwIn(data);
  await send({ id: 9, open: { kind: 'preview', ref: 'p1' } });
  expect(replies).toHaveLength(1);
});

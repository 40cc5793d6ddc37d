import { describe, expect, it } from 'vitest';
import type { BytesReply, BytesRequest } from '../../shared/contract/shell.ts';
import { BytesClient, type BytesPort } from './bytes-client.ts';
import { engineEnvironment } from './environment.ts';
import { RestartPolicy } from './restart-policy.ts';

describe('restarts', () => {
  it('are three in five minutes, then as time passes more', () => {
    const policy = new RestartPolicy(3, 300_000);
    expect([0, 1, 2, 3].map((now) => policy.allow(now))).toEqual([true, true, true, false]);
    expect(policy.allow(299_999)).toBe(false);
    expect(policy.allow(300_000)).toBe(true);
    expect(policy.allow(300_000)).toBe(false);
  });
});

describe('environment of the engine', () => {
  it('holds what was named and nothing else', () => {
    const given = {
      HOME: '/home/a',
      PROFFER_SQLITE_BINDING: '/b.node',
      AWS_SECRET_ACCESS_KEY: 's',
      NODE_OPTIONS: '--inspect',
    };
    expect(engineEnvironment(given, '/r')).toEqual({
      HOME: '/home/a',
      PROFFER_SQLITE_BINDING: '/b.node',
      PROFFER_RESOURCES: '/r',
      UV_THREADPOOL_SIZE: '16',
    });
  });
});

/** The engine's side of the bytes port, answering as the test says. */
function port() {
  const sent: BytesRequest[] = [];
  let listener: ((event: { data: BytesReply }) => void) | undefined;
  const own: BytesPort = {
    postMessage: (message) => sent.push(message),
    on: (_event, given) => {
      listener = given;
    },
    start: () => undefined,
    close: () => undefined,
  };
  return { sent, own, reply: (data: BytesReply) => listener?.({ data }) };
}

const head = { size: 3, mediaType: 'text/plain', name: 'a.txt' };
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('bytes of evidence', () => {
  it('are pulled one chunk at a time, and only when somebody reads', async () => {
    const { sent, own, reply } = port();
    const opening = new BytesClient(own).open('evidence', 'r', { start: 1 });
    reply({ id: 1, head });
    const { body } = await opening;
    await turn();
    expect(sent).toEqual([{ id: 1, open: { kind: 'evidence', ref: 'r', start: 1 } }]);

    const reader = body.getReader();
    const first = reader.read();
    await turn();
    expect(sent.slice(1)).toEqual([{ id: 1, pull: true }]);
    reply({ id: 1, chunk: Uint8Array.of(1, 2) });
    expect((await first).value).toEqual(Uint8Array.of(1, 2));
    await turn();
    expect(sent).toHaveLength(2);

    const second = reader.read();
    await turn();
    reply({ id: 1, end: true });
    expect((await second).done).toBe(true);
  });

  it('of several readers do not mix', async () => {
    const { own, reply } = port();
    const client = new BytesClient(own);
    const openings = [client.open('evidence', 'a'), client.open('preview', 'b')];
    reply({ id: 2, head: { ...head, name: 'b' } });
    reply({ id: 1, head: { ...head, name: 'a' } });
    expect((await Promise.all(openings)).map(({ head: { name } }) => name)).toEqual(['a', 'b']);
  });

  it('that nobody wants any more are cancelled in the engine', async () => {
    const { sent, own, reply } = port();
    const opening = new BytesClient(own).open('evidence', 'r');
    reply({ id: 1, head });
    await (await opening).body.cancel();
    expect(sent.at(-1)).toEqual({ id: 1, cancel: true });
  });

  it('fail as the engine says, before and after the head', async () => {
    const { own, reply } = port();
    const client = new BytesClient(own);
    const refused = client.open('evidence', 'a');
    reply({ id: 1, error: { code: 'locked', message: 'The vault is locked.', details: {} } });
    await expect(refused).rejects.toMatchObject({ code: 'locked' });

    const opening = client.open('evidence', 'b');
    reply({ id: 2, head });
    const reading = (await opening).body.getReader().read();
    reply({ id: 2, error: { code: 'integrity-failed', message: 'The file is damaged.', details: {} } });
    await expect(reading).rejects.toMatchObject({ code: 'integrity-failed' });
  });

  it('fail with engine-lost when the engine is gone, and so do later ones', async () => {
    const { own, reply } = port();
    const client = new BytesClient(own);
    const waiting = client.open('evidence', 'a');
    const opening = client.open('evidence', 'b');
    reply({ id: 2, head });
    const reading = (await opening).body.getReader().read();
    client.close();
    for (const failing of [waiting, reading, client.open('evidence', 'c')]) {
      await expect(failing).rejects.toMatchObject({ code: 'engine-lost' });
    }
  });
});

/** Reader threads: a file that hangs, eats memory or breaks its parser costs itself and nothing else. */
import { afterAll, describe, expect, test } from 'vitest';
import { failureOf } from '../../../../tests/support/desk.ts';
import { endIdleReaders, inReader } from './reader-host.ts';

const signal = new AbortController().signal;
const limits = { signal, seconds: 20 };

afterAll(endIdleReaders);

const answers = () => inReader('reader-check', { does: 'answer', bytes: Uint8Array.of(1, 2, 3) }, limits);

describe('a reader in its thread', () => {
  test('answers; bytes that fill their buffer are moved, not copied', async () => {
    const bytes = new Uint8Array(100_000).fill(1);
    expect(await inReader('reader-check', { does: 'answer', bytes }, limits)).toEqual({
      ok: true,
      value: { length: 100_000, sum: 100_000 },
    });
    expect(bytes.length).toBe(0);
  });

  test('is ready for whichever task comes next: none starts a thread of its own', async () => {
    const thread = async (megabytes: number) => {
      const told = await inReader('reader-check', { does: 'tell-thread' }, { ...limits, megabytes });
      return told.ok ? told.value.sum : told.failure;
    };
    const first = await thread(512);
    for (const megabytes of [64, 1024, 512]) expect(await thread(megabytes)).toBe(first);
  });

  test('that never ends is ended, and the next one reads', async () => {
    const result = await inReader('reader-check', { does: 'spin' }, { signal, seconds: 1 });
    expect(result).toMatchObject({ ok: false, failure: { code: 'reader-timeout' } });
    expect(await answers()).toMatchObject({ ok: true });
  });

  test.each(['fill-heap', 'fill-buffers'] as const)(
    'that takes memory without end (%s) is ended',
    async (does) => {
      const result = await inReader('reader-check', () => ({ does }), { ...limits, megabytes: 64 });
      expect(result).toMatchObject({ ok: false, failure: { code: 'reader-memory' } });
      expect(await answers()).toMatchObject({ ok: true });
    },
  );

  test('says why it refuses, and a defect does not show its insides', async () => {
    expect(
      await inReader('reader-check', { does: 'refuse', message: 'It wants a password.' }, limits),
    ).toEqual({ ok: false, failure: { code: 'reader-refused', message: 'It wants a password.' } });
    expect(await inReader('reader-check', { does: 'break' }, limits)).toMatchObject({
      ok: false,
      failure: { code: 'reader-failed', message: expect.not.stringContaining('defect') },
    });
  });

  test('is ended by its caller, also while it waits for its turn', async () => {
    const controller = new AbortController();
    const many = Array.from({ length: 12 }, () =>
      failureOf(inReader('reader-check', { does: 'spin' }, { signal: controller.signal })),
    );
    setTimeout(() => controller.abort(), 200);
    for (const { code } of await Promise.all(many)) expect(code).toBe('cancelled');
    expect(await answers()).toMatchObject({ ok: true });
  });
});

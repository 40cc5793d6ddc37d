import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProfferError } from '../../shared/domain/errors.ts';
import { parseRangeHeader, satisfiableRange } from './byte-range.ts';
import { evidenceHandler, type OpenEvidence } from './evidence.ts';
import { servedMediaType } from './media-type.ts';

const content = new TextEncoder().encode('0123456789');

/** An engine with one piece of evidence; notes what was asked and whether it was let go. */
function engine(mediaType = 'text/plain') {
  const log: string[] = [];
  const open: OpenEvidence = async (kind, reference, range) => {
    log.push(`open ${kind}/${reference} ${range?.start ?? ''}-${range?.end ?? ''}`);
    if (reference !== 'known') throw new ProfferError('not-found', 'There is no such evidence.');
    const part = content.slice(range?.start ?? 0, range?.end);
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        if (part.length > 0) controller.enqueue(part);
        controller.close();
      },
      cancel: () => {
        log.push('cancel');
      },
    });
    return { head: { size: content.length, mediaType, name: 'x' }, body };
  };
  return { log, handle: evidenceHandler(open, 'app://proffer') };
}

const ask = (address: string, init?: RequestInit, mediaType?: string) =>
  engine(mediaType).handle(new Request(address, init));
const ranged = (range: string) => ask('evidence://evidence/known', { headers: { range } });

describe('evidence over its scheme', () => {
  it('comes whole, under a policy that runs nothing', async () => {
    const answer = await ask('evidence://evidence/known');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('0123456789');
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-length': '10',
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'access-control-allow-origin': 'app://proffer',
    });
  });

  it.each([
    ['bytes=2-4', '234', 'bytes 2-4/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=8-99', '89', 'bytes 8-9/10'],
    ['bytes=-3', '789', 'bytes 7-9/10'],
    ['bytes=-99', '0123456789', 'bytes 0-9/10'],
  ])('answers %s with that part', async (range, text, contentRange) => {
    const answer = await ranged(range);
    expect([answer.status, await answer.text(), answer.headers.get('content-range')]).toEqual([
      206,
      text,
      contentRange,
    ]);
  });

  it.each(['bytes=10-', 'bytes=99-100', 'bytes=-0'])('cannot satisfy %s', async (range) => {
    const answer = await ranged(range);
    expect([answer.status, answer.headers.get('content-range')]).toEqual([416, 'bytes */10']);
  });

  it('lets go of what nobody reads', async () => {
    const { handle, log } = engine();
    const answer = await handle(new Request('evidence://preview/known', { method: 'HEAD' }));
    expect([answer.status, answer.headers.get('content-length')]).toEqual([200, '10']);
    expect(log).toEqual(['open preview/known -', 'cancel']);
  });

  it.each([
    'evidence://evidence/',
    'evidence://evidence/a/b',
    'evidence://evidence/%2e%2e%2fetc',
    'evidence://evidence/.hidden',
    'evidence://evidence/known?x=1',
    'evidence://other/known',
    `evidence://evidence/${'a'.repeat(201)}`,
  ])('does not even ask the engine for %s', async (address) => {
    const { handle, log } = engine();
    expect((await handle(new Request(address))).status).toBe(400);
    expect(log).toEqual([]);
  });

  it('turns an expected failure into a status and its words', async () => {
    const answer = await ask('evidence://evidence/unknown');
    expect([answer.status, await answer.text()]).toEqual([404, 'There is no such evidence.']);
  });

  it.each([
    'text/html',
    'image/svg+xml',
    'application/javascript',
    'application/xhtml+xml',
    'TEXT/HTML',
    '',
    'x',
  ])('never serves %s as itself', (mediaType) =>
    expect(servedMediaType(mediaType)).toBe('application/octet-stream'),
  );
});

describe('ranges', () => {
  it('are read back as they were written, and always lie inside the content', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), fc.nat(1000), (start, more, size) => {
        const parsed = parseRangeHeader(`bytes=${start}-${start + more}`);
        expect(parsed).toEqual({ type: 'range', range: { start, end: start + more + 1 } });
        const part = satisfiableRange({ start, end: start + more + 1 }, size);
        if (part) expect(part.start < part.end && part.end <= size).toBe(true);
        else expect(start >= size).toBe(true);
      }),
    );
  });

  it('that make no sense mean the whole', () => {
    for (const header of [
      null,
      '',
      'bytes=',
      'bytes=-',
      'bytes=5-2',
      'bytes=1-2,4-5',
      'items=0-1',
      'bytes=a-b',
    ]) {
      expect(parseRangeHeader(header)).toEqual({ type: 'whole' });
    }
  });
});

import fc from 'fast-check';
import { fileTypeFromBuffer } from 'file-type';
import { describe, expect, it } from 'vitest';
import { mayHaveSignature, signaturesLookedFor } from './signatures.ts';

const zeros = new Uint8Array(4095);
const known = await signaturesLookedFor(Uint8Array.of(0x43, ...zeros));

describe('signatures', () => {
  it('are heard from file-type itself, those at the start and those further in', () => {
    const texts = known.map(({ bytes }) => Buffer.from(bytes).toString('latin1'));
    for (const text of [
      '%PDF',
      'PK\x03\x04',
      '\xff\xd8\xff',
      'GIF',
      'SQLi',
      '!BDN',
      'MZ',
      'WS',
      'ftyp',
      'ustar',
      'DICM',
    ])
      expect(texts).toContain(text);
    expect(known.length).toBeGreaterThan(150);
  });

  it('are the same whatever a content begins with: no comparison is made behind a first byte but that of Flash', async () => {
    const all = new Set(known.map((signature) => JSON.stringify(signature)));
    for (let first = 0; first < 256; first++)
      for (const signature of await signaturesLookedFor(Uint8Array.of(first, ...zeros)))
        expect(all).toContain(JSON.stringify(signature));
  });

  it('let file-type be asked about every content that it knows a type of', async () => {
    const signature = fc.constantFrom(...known);
    const content = fc
      .tuple(signature, fc.uint8Array({ maxLength: 700 }), fc.boolean())
      .map(([one, rest, zeroed]) => {
        const { offset, bytes } = one;
        const head = new Uint8Array(Math.max(rest.length, offset + bytes.length));
        if (!zeroed) head.set(rest);
        head.set(bytes, offset);
        return head;
      });
    await fc.assert(
      fc.asyncProperty(fc.oneof(content, fc.uint8Array({ maxLength: 400 })), async (head) => {
        if ((await fileTypeFromBuffer(head).catch(() => undefined)) !== undefined)
          expect(mayHaveSignature(head)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('are seen at most rarely in what has none', () => {
    const mail = Buffer.from(
      'Received: from mx.example.org by mail.example.com\nSubject: hello\n\nhello '.repeat(9),
    );
    expect(mayHaveSignature(mail)).toBe(false);
    const table = Buffer.from('name,phone,amount\nVic Example,+1 202 555 0100,500\n'.repeat(9));
    expect(mayHaveSignature(table)).toBe(false);
    expect(mayHaveSignature(new Uint8Array(0))).toBe(false);
    expect(mayHaveSignature(Uint8Array.of(0x25))).toBe(false);
  });
});

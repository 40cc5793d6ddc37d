/** Text in pictures: recognised on this machine with what lies beside the program, told with how certain it is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import PdfDocument from 'pdfkit';
import { describe, expect, test } from 'vitest';
import { openCase, openDesk, projectRoot, writeFiles } from '../../../../tests/support/desk.ts';

const screenshots = join(projectRoot, 'samples/case/screenshots');
const picture = (name: string) => readFileSync(join(screenshots, name));

/** A sheet of paper as a scanner makes it: a page that is one picture. */
function scanned(image: Buffer): Promise<Uint8Array> {
  const document = new PdfDocument({ size: [800, 600], margin: 0 });
  const pieces: Buffer[] = [];
  document.on('data', (piece: Buffer) => pieces.push(piece));
  document.image(image, 0, 0, { width: 800 });
  document.end();
  return new Promise((resolve) => document.on('end', () => resolve(new Uint8Array(Buffer.concat(pieces)))));
}

async function readFiles(files: Record<string, Uint8Array>) {
  const desk = await openDesk();
  const caseId = await openCase(desk.engine);
  const { evidenceIds } = await desk.engine.run('evidence.intake', {
    caseId,
    paths: [writeFiles(desk.base, files)],
  });
  await desk.engine.run('evidence.read', { caseId });
  return { ...desk, caseId, evidenceIds };
}

describe('a picture', () => {
  test('and a scanned page of it give the same words, marked as recognised', async () => {
    const image = picture('us-locked-computer.png');
    const { engine, evidenceIds } = await readFiles({ 'a.png': image, 'b.pdf': await scanned(image) });
    const pages = await Promise.all(
      evidenceIds.map((evidenceId) => engine.call('text.page', { evidenceId, page: 1 })),
    );
    for (const page of pages) {
      expect(page.source).toBe('ocr');
      expect(page.confidence).toBeGreaterThan(60);
      expect(page.text).toMatch(/computer|locked|call/i);
    }
    const { content } = await engine.call('reading.get', { evidenceId: evidenceIds[0]! });
    expect(content?.assumed).toEqual([expect.stringContaining('English')]);
  });

  test('is read in the languages a person declares', async () => {
    const { engine, caseId, evidenceIds } = await readFiles({ 'de.png': picture('de-refund-page.png') });
    const evidenceId = evidenceIds[0]!;
    await engine.call('reading.declare', { evidenceId, declared: { languages: ['deu'] } });
    await engine.run('evidence.read', { caseId, evidenceIds: [evidenceId], again: true });
    const { content, declared } = await engine.call('reading.get', { evidenceId });
    expect(declared.languages).toEqual(['deu']);
    expect(content?.assumed).toEqual([expect.stringContaining('German')]);
    expect((await engine.call('text.page', { evidenceId, page: 1 })).text).toMatch(/[äöüß]/);
  });

  test('that is damaged or holds no text says so and fails nothing else', async () => {
    const image = picture('us-locked-computer.png');
    const dot = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const { engine, evidenceIds } = await readFiles({
      'a-cut.png': image.subarray(0, 3_000),
      'b-dot.png': dot,
      'c.txt': Buffer.from('still read'),
    });
    const states = await Promise.all(
      evidenceIds.map(async (evidenceId) =>
        (await engine.call('reading.get', { evidenceId })).steps.find(({ step }) => step === 'text'),
      ),
    );
    expect(states[1]).toMatchObject({ state: 'nothing', summary: expect.stringContaining('No text') });
    expect(states[2]).toMatchObject({ state: 'done' });
    expect(states[0]?.state).not.toBe('running');
    expect([...(states[0]?.findings ?? []), states[0]?.summary].join('')).not.toBe('');
  });
});

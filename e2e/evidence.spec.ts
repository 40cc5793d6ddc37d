import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fax } from '../src/engine/intake/text/testing/tiff.ts';
import { fromEngine } from './harness/ask-engine.ts';
import { inBothSchemes } from './harness/both-schemes.ts';
import { choosePaths } from './harness/choose-paths.ts';
import { go, named, prepareDesk, takeIn } from './harness/desk.ts';
import { dropFiles } from './harness/drop-files.ts';
import { expect, test } from './harness/workbench.ts';

const sampleCase = join(import.meta.dirname, '..', 'samples', 'case');

test('evidence: a copy goes out on the record, a piece is hidden and brought back', async ({
  workbench,
  sandbox,
  provide,
  picture,
}) => {
  const { app, window } = workbench;
  const { caseId } = await prepareDesk(window, sandbox);
  const original = join(sampleCase, 'infrastructure', 'domains.txt');
  await takeIn(window, caseId, [provide(original)]);
  await go(window, 'Evidence');
  await window.getByRole('row').filter({ hasText: 'domains.txt' }).click();
  const panel = window.getByRole('complementary', { name: 'Evidence details' });

  await panel.getByRole('button', { name: 'More actions' }).click();
  await window.getByRole('menuitem', { name: /Export a copy/ }).click();
  const question = window.getByRole('dialog');
  await expect(question.getByRole('button', { name: 'Choose folder…' })).toBeDisabled();
  await question.getByLabel(/Purpose/).fill('For the registrar, by hand');
  const outbox = join(sandbox, 'outbox');
  await choosePaths(app, outbox);
  await picture(window, '26-export-copy');
  await question.getByRole('button', { name: 'Choose folder…' }).click();
  await expect(window.getByText(/Done: .*outbox/)).toBeVisible();
  const [copy] = readdirSync(outbox).filter((name) => !name.startsWith('.'));
  const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
  const bytes = await fromEngine<{ rows: { sha256: string }[] }>(window, 'evidence.list', { caseId });
  expect(copy).toContain('domains.txt');
  expect(bytes.rows[0]?.sha256).toBe(digest(original));
  await expect(panel.getByRole('table', { name: 'Custody' })).toContainText('Exported');

  await panel.getByRole('button', { name: 'More actions' }).click();
  await window.getByRole('menuitem', { name: /Hide/ }).click();
  await window.getByRole('dialog').getByLabel('Reason').fill('Belongs to another case');
  await window.getByRole('dialog').getByRole('button', { name: 'Hide evidence' }).click();
  await expect(window.getByRole('row').filter({ hasText: 'domains.txt' })).toHaveCount(0);
  await expect(panel.getByText('Hidden', { exact: true }).first()).toBeVisible();
  await window.getByRole('button', { name: 'Show hidden' }).click();
  await expect(window.getByRole('row').filter({ hasText: 'domains.txt' })).toBeVisible();
  await picture(window, '27-hidden');
  await panel.getByRole('button', { name: 'More actions' }).click();
  await window.getByRole('menuitem', { name: 'Bring back' }).click();
  await window.getByRole('dialog').getByRole('button', { name: 'Bring back' }).click();
  await window.getByRole('button', { name: 'Show hidden' }).click();
  await expect(window.getByRole('row').filter({ hasText: 'domains.txt' })).toBeVisible();
});

test('the same folder dropped again adds what is new; what it left out is listed, and taken in after all', async ({
  workbench,
  sandbox,
  provide,
  picture,
}) => {
  const { window } = workbench;
  await prepareDesk(window, sandbox);
  await go(window, 'Evidence');
  await expect(window.getByTestId('file-drop')).toBeVisible();
  const folder = provide(join(sampleCase, 'infrastructure'));
  const count = readdirSync(folder).length;
  const rows = window.getByRole('grid', { name: 'Evidence' }).getByRole('row');
  const drop = async (source: string) => {
    await dropFiles(window, [folder]);
    await window.getByRole('textbox', { name: named('From whom or what') }).fill(source);
    await window.getByRole('button', { name: 'Start intake' }).click();
  };

  await drop('Partner desk (fictional)');
  await expect(window.getByText(`${count} files taken in`)).toBeVisible();
  writeFileSync(join(folder, 'second-delivery.txt'), 'What the second delivery has besides.');
  await dropFiles(window, [folder]);
  await expect(window.getByRole('combobox', { name: 'Files the case has already' })).toHaveValue(
    /same source/,
  );
  await inBothSchemes(window, '28-intake-dialog', (name) => picture(window, name));
  await window.keyboard.press('Escape');
  await drop('Partner desk (fictional)');
  await expect(window.getByText('1 file taken in,')).toBeVisible();
  await expect(window.getByText(`${count} files left out, as the case has them.`)).toBeVisible();
  await inBothSchemes(window, '28-left-out', (name) => picture(window, name));

  await window.getByRole('button', { name: 'Show which' }).click();
  const dialog = window.getByRole('dialog');
  const file = dialog.getByRole('row').filter({ hasText: 'domains.txt' });
  await expect(file).toContainText('Left out');
  await inBothSchemes(window, '28-left-out-files', (name) => picture(window, name));
  await file.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: 'Take in ticked (1)' }).click();
  const copy = rows.filter({ hasText: '= E-0' });
  await expect(copy).toHaveCount(1);
  await expect(copy).toContainText('domains.txt');

  // Somebody else gave the same: that is evidence of its own.
  await drop('The victim (fictional)');
  await expect(window.getByText(`${count + 1} files taken in`)).toBeVisible();
  await expect(copy).toHaveCount(count + 2);
  await inBothSchemes(window, '28-further-copies', (name) => picture(window, name));
});

/**
 * One page that is one scanned picture: 32 by 32 points of CCITT Group 4 fax (ITU-T T.6). Each row is like the white
 * one above it, which is one bit `1`; the last bits are the end-of-block mark. `Decode [1 0]` turns white to black.
 */
function scannedPage(): Buffer {
  const rows = 'f'.repeat(8);
  const picture = Buffer.from(`${rows}001001`, 'hex');
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n')];
  const at: number[] = [];
  const object = (dictionary: string, stream?: Buffer) => {
    at.push(parts.reduce((sum, part) => sum + part.length, 0));
    parts.push(Buffer.from(`${at.length} 0 obj\n<< ${dictionary} >>\n`));
    if (stream) parts.push(Buffer.from('stream\n'), stream, Buffer.from('\nendstream\n'));
    parts.push(Buffer.from('endobj\n'));
  };
  object('/Type /Catalog /Pages 2 0 R');
  object('/Type /Pages /Kids [3 0 R] /Count 1');
  object(
    '/Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << /XObject << /S 5 0 R >> >>',
  );
  const content = Buffer.from('q 100 0 0 100 50 50 cm /S Do Q');
  object(`/Length ${content.length}`, content);
  object(
    '/Type /XObject /Subtype /Image /Width 32 /Height 32 /BitsPerComponent 1 /ColorSpace /DeviceGray /Decode [1 0] ' +
      `/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 32 /Rows 32 >> /Length ${picture.length}`,
    picture,
  );
  const start = parts.reduce((sum, part) => sum + part.length, 0);
  const entries = at.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 ${at.length + 1}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${at.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

test('a scanned page is drawn, by a decoder that is no WebAssembly', async ({
  workbench,
  sandbox,
  picture,
}) => {
  const { window } = workbench;
  const { caseId } = await prepareDesk(window, sandbox);
  const path = join(sandbox, 'scan.pdf');
  writeFileSync(path, scannedPage());
  await takeIn(window, caseId, [path]);
  await go(window, 'Evidence');
  await window.getByRole('row').filter({ hasText: 'scan.pdf' }).click();
  await window.getByRole('button', { name: 'Show content' }).click();
  const page = window.getByRole('img', { name: /page 1 of 1/ });
  await expect(page).toBeVisible();
  const grey = (across: number, down: number) =>
    page.evaluate(
      (element, [x, y]) => {
        const canvas = element as HTMLCanvasElement;
        const at = [Math.floor(canvas.width * x), Math.floor(canvas.height * y)] as const;
        return canvas.getContext('2d')!.getImageData(...at, 1, 1).data[0]!;
      },
      [across, down] as const,
    );
  await expect.poll(() => grey(0.5, 0.5)).toBeLessThan(40);
  expect(await grey(0.1, 0.1)).toBeGreaterThan(215);
  await picture(window, '40-scanned-page');
});

test('a fax is shown page by page, drawn where it is read', async ({ workbench, sandbox, picture }) => {
  const { window } = workbench;
  const { caseId } = await prepareDesk(window, sandbox);
  const path = join(sandbox, 'fax.tif');
  writeFileSync(path, fax());
  await takeIn(window, caseId, [path]);
  await go(window, 'Evidence');
  await window.getByRole('row').filter({ hasText: 'fax.tif' }).click();
  await window.getByRole('button', { name: 'Show content' }).click();
  const drawn = window.getByRole('img', { name: 'Content of fax.tif' });
  await expect(drawn).toBeVisible();
  const shown = () => drawn.evaluate((image) => (image as HTMLImageElement).naturalWidth);
  await expect.poll(shown).toBeGreaterThan(100);
  await expect(window.getByText('Page 1 of 2')).toBeVisible();
  const first = await drawn.getAttribute('src');
  await inBothSchemes(window, '41-fax', (name) => picture(window, name));
  await window.getByRole('button', { name: 'Further' }).click();
  await expect(window.getByText('Page 2 of 2')).toBeVisible();
  await expect(drawn).not.toHaveAttribute('src', first!);
  await expect.poll(shown).toBeGreaterThan(100);
  await expect(window.getByRole('button', { name: 'Further' })).toBeDisabled();
});

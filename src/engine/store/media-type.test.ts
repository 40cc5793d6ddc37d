import { expect, test } from 'vitest';
import { detectMediaType } from './media-type.ts';

const tell = (head: string | Buffer, name: string) => detectMediaType(Buffer.from(head), name, head.length);

test('a page under the name of a workbook is a page, and the note says what the name promises', async () => {
  const page = await tell('<html><body><table><tr><td>1</td></tr></table>', 'statement.xls');
  expect(page).toEqual({
    mediaType: 'text/html',
    note: 'The name ends in .xls, but the content is text.',
  });
  const binary = await tell(Buffer.from(`d0cf11e0a1b11ae1${'00'.repeat(600)}`, 'hex'), 'statement.xls');
  expect(binary).toEqual({ mediaType: 'application/x-cfb', note: '' });
  expect((await tell('a\tb\n1\t2\n', 'statement.xls')).note).toContain('but the content is text');
});

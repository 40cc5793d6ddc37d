/** Reading evidence from the command line. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { JobResult, Output } from '../../src/shared/contract/index.ts';
import { Desk, workFolder } from './proffer.ts';

const folder = workFolder();
const desk = new Desk(folder);
const incoming = join(folder, 'incoming');
const chat = [
  '01/02/24, 09:00 - Ada: Pay now',
  '01/02/24, 09:05 - Bob: To whom?\u202e',
  '02/02/24, 09:06 - Ada: IMG-1.jpg (file attached)',
];

beforeAll(async () => {
  await desk.create();
  await desk.createCase();
  mkdirSync(incoming);
  writeFileSync(join(incoming, 'chat.txt'), chat.join('\n'));
  writeFileSync(join(incoming, 'damaged.pdf'), '%PDF-1.4\nnothing more');
  writeFileSync(join(incoming, 'letter.html'), '<p>Dear <b>customer</b><script>alert(1)</script>');
});

describe('evidence', () => {
  it('is taken in and read in one go; what cannot be read is named, and the rest is read', async () => {
    const { code, stdout } = await desk.run('evidence', 'add', incoming, '--case', 'EX-1', '--read');
    expect(stdout).toMatch(/^3 files taken in/);
    expect(stdout).toContain('1 piece could not be read');
    expect(code).toBe(1);
    const list = await desk.run('evidence', 'readings', '--case', 'EX-1', '--findings', 'error');
    expect(list.stdout).toContain('damaged.pdf');
    expect(list.stdout).not.toContain('letter.html');
  });

  it('shows its text page by page, inert', async () => {
    const { stdout } = await desk.run('evidence', 'text', 'E-0003', '--case', 'EX-1');
    expect(stdout).toBe('--- page 1 ---\nDear customer\n');
  });

  it('that is a chat keeps times as written until the order of day and month is declared', async () => {
    const ask = () =>
      desk.ask<Output<'text.messages'>>('text.messages', ['evidence', 'messages', '1', '--case', 'EX-1']);
    expect((await ask()).rows).toMatchObject([
      { sender: 'Ada', sentAsWritten: '01/02/24, 09:00', sentLocal: null },
      { sender: 'Bob' },
      { attachment: 'IMG-1.jpg' },
    ]);
    const again = [
      'evidence',
      'read',
      '1',
      '--case',
      'EX-1',
      '--day-order',
      'day-month-year',
      '--zone',
      'Asia/Kolkata',
    ];
    expect(await desk.ask<JobResult<'evidence.read'>>('evidence.read', again)).toMatchObject({ done: 1 });
    expect((await ask()).rows[0]).toMatchObject({
      sentLocal: '2024-02-01T09:00:00',
      sentAt: Date.UTC(2024, 1, 1, 3, 30),
    });
    const { stdout } = await desk.run('evidence', 'metadata', '1', '--case', 'EX-1');
    expect(stdout).toContain('Chat export (WhatsApp)');
    const log = await desk.run('log', 'list');
    expect(log.stdout).toContain('Declared for reading');
  });
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { Output } from '../../src/shared/contract/index.ts';
import { Desk, workFolder } from './proffer.ts';

const folder = workFolder();
const desk = new Desk(folder);
const incoming = join(folder, 'incoming');
const message = (number: number) =>
  `From v@home.example Tue Mar  4 10:00:00 2025\nReceived: from a.example ([192.0.2.1]) by mx.example; Tue, 4 Mar 2025 10:00:00 +0100\nFrom: "\u202eV" <v@home.example>\nSubject: number ${number}\nDate: Tue, 4 Mar 2025 09:59:00 +0100\nMessage-ID: <m${number}@home.example>\n\nsee https://evil.example/${number}\n\n`;

beforeAll(async () => {
  await desk.create();
  await desk.createCase();
  mkdirSync(incoming);
  writeFileSync(join(incoming, 'export.mbox'), message(1) + message(2));
  expect((await desk.run('evidence', 'add', incoming, '--case', 'EX-1')).code).toBe(0);
  expect((await desk.run('evidence', 'read', '--case', 'EX-1')).code).toBe(0);
});

it('lists messages and conversations, shows one with its hops and defanged links, takes one out', async () => {
  const list = await desk.ask<Output<'mail.list'>>('mail.list', [
    'mail',
    'list',
    '--case',
    'EX-1',
    '--sort',
    'number',
  ]);
  expect(list.rows.map(({ number, subject }) => [number, subject])).toEqual([
    [1, 'number 1'],
    [2, 'number 2'],
  ]);
  const threads = await desk.run('mail', 'threads', '--case', 'EX-1');
  expect(threads.stdout).toContain('number 2');
  const shown = await desk.run('mail', 'show', '1', '2', '--case', 'EX-1', '--header');
  expect(shown.code).toBe(0);
  expect(shown.stdout).toContain('hxxps://evil[.]example/2');
  expect(shown.stdout).toContain('192.0.2.1');
  expect(shown.stdout).not.toContain('\u202e');
  const taken = await desk.ask<Output<'mail.takeOut'>>('mail.takeOut', [
    'mail',
    'take-out',
    '1',
    '2',
    '--case',
    'EX-1',
  ]);
  expect(taken.evidenceIds).toHaveLength(1);
  expect((await desk.run('mail', 'show', '1', '7', '--case', 'EX-1')).code).not.toBe(0);
});

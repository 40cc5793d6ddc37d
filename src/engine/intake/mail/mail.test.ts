/** Mail through the whole engine: taken in, read, attachments with custody, conversations, taken back as one. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  type Desk,
  failureOf,
  openCase,
  openDesk,
  projectRoot,
  writeFiles,
} from '../../../../tests/support/desk.ts';

let desk: Desk;
let caseId: string;

beforeEach(async () => {
  desk = await openDesk();
  caseId = await openCase(desk.engine);
});

async function takeIn(files: Record<string, string | Uint8Array>) {
  const folder = writeFiles(desk.base, files);
  const { batchId } = await desk.engine.run('evidence.intake', { caseId, paths: [folder] });
  await desk.engine.run('evidence.read', { caseId, batchId });
  return batchId;
}

const list = async (input: object = {}) => (await desk.engine.call('mail.list', { caseId, ...input })).rows;
const evidence = async () => (await desk.engine.call('evidence.list', { caseId })).rows;

const attachment = 'aGVsbG8gd29ybGQ=';
const letter = (subject: string, id: string, more = '', body = 'words') =>
  `From: v@home.example\nTo: desk@bank.example\nSubject: ${subject}\nDate: Tue, 4 Mar 2025 10:00:00 +0100\nMessage-ID: <${id}>\n${more}\n${body}\n`;
const withFile = (subject: string, id: string) =>
  letter(
    subject,
    id,
    'Content-Type: multipart/mixed; boundary=b\n',
    `--b\n\ntext\n--b\nContent-Type: text/csv; name=calls.csv\nContent-Transfer-Encoding: base64\n\n${attachment}\n--b--`,
  );

describe('attachments', () => {
  test('become evidence below their mail, with where they lay in their custody; reading again adds none', async () => {
    await takeIn({ 'complaint.eml': withFile('Complaint', 'c1@home.example') });
    const rows = await evidence();
    expect(rows.map(({ exhibit, name, mediaType }) => [exhibit, name, mediaType])).toEqual([
      ['E-0001', 'complaint.eml', 'message/rfc822'],
      ['E-0002', 'calls.csv', 'text/csv'],
    ]);
    const child = await desk.engine.call('evidence.get', { id: rows[1]!.id });
    expect(child.parent?.id).toBe(rows[0]!.id);
    expect(child.custody[0]).toMatchObject({
      action: 'acquired',
      details: { parent: 'E-0001', parentSha256: rows[0]!.sha256, locator: 'part 2', how: 'decoded' },
    });
    const { offset, length } = child.custody[0]!.details as { offset: number; length: number };
    expect(withFile('Complaint', 'c1@home.example').slice(offset, offset + length)).toBe(attachment);
    const parent = await desk.engine.call('evidence.get', { id: rows[0]!.id });
    expect(parent.custody.map(({ action }) => action)).toEqual(['acquired', 'derived']);
    await desk.engine.run('evidence.read', { caseId, again: true });
    expect(await evidence()).toHaveLength(2);
    expect(await list()).toHaveLength(1);
    expect(await desk.engine.run('log.verify', { rows: true })).toMatchObject({ intact: true });
  });

  test('messages within messages are read too, each below the other, down to the limit', async () => {
    let text = letter('innermost', 'deep@x.example');
    for (let depth = 13; depth >= 1; depth--)
      text = letter(`level ${depth}`, `d${depth}@x.example`, 'Content-Type: message/rfc822\n', text);
    await takeIn({ 'nested.eml': text });
    const rows = await list({ sort: 'number', direction: 'ascending' });
    expect(rows.map(({ subject }) => subject)).toEqual(
      Array.from({ length: 11 }, (_, index) => `level ${index + 1}`),
    );
    const findings = await desk.engine.call('reading.list', { caseId, findings: 'error' });
    expect(findings.rows.flatMap((row) => row.findings.map(({ code }) => code))).toEqual(['too-deep']);
  });

  test('are taken back with the intake that brought their mail', async () => {
    const batchId = await takeIn({ 'complaint.eml': withFile('Complaint', 'c1@home.example') });
    const { entries } = { entries: (await desk.engine.call('log.list', { caseId })).rows };
    expect(entries.filter(({ reason }) => reason === 'import').length).toBeGreaterThan(1);
    const last = entries.find(({ summary }) => summary.startsWith('Taken out'));
    expect(last).toBeDefined();
    await desk.engine.call('log.undo', { caseId, seq: last!.seq });
    const hidden = await desk.engine.call('evidence.list', { caseId, batchId, hidden: 'only' });
    expect(hidden.rows.map(({ name }) => name)).toContain('calls.csv');
  });
});

describe('a mailbox', () => {
  const mailbox = ['one', 'two', 'three']
    .map(
      (subject, index) =>
        `From v@home.example Tue Mar  4 10:00:0${index} 2025\n${withFile(subject, `${subject}@home.example`)}\n`,
    )
    .join('');

  test('is its messages, each with its place and hash; their attachments are evidence of the mailbox', async () => {
    await takeIn({ 'export.mbox': mailbox });
    const rows = await list({ sort: 'number', direction: 'ascending' });
    expect(rows.map(({ number, subject, attachments }) => [number, subject, attachments])).toEqual([
      [1, 'one', 1],
      [2, 'two', 1],
      [3, 'three', 1],
    ]);
    for (const { offset, sizeBytes, sha256 } of rows)
      expect(
        createHash('sha256')
          .update(mailbox.slice(offset, offset + sizeBytes))
          .digest('hex'),
      ).toBe(sha256);
    const pieces = await evidence();
    expect(pieces.map(({ name }) => name)).toEqual(['export.mbox', 'calls.csv', 'calls.csv', 'calls.csv']);
    const record = await desk.engine.call('mail.get', { evidenceId: rows[1]!.evidenceId, number: 2 });
    expect(record.parts.find(({ role }) => role === 'attachment')).toMatchObject({
      exhibit: 'E-0003',
      evidenceId: pieces[2]!.id,
    });
    const found = await desk.engine.call('text.pages', { evidenceId: rows[0]!.evidenceId });
    expect(found.rows.map(({ label, source }) => [label, source])).toEqual([
      ['one', 'mail'],
      ['two', 'mail'],
      ['three', 'mail'],
    ]);
  });

  test('gives a message out as evidence of its own, byte for byte, once; lists still show it once', async () => {
    await takeIn({ 'export.mbox': mailbox });
    const [, second] = await list({ sort: 'number', direction: 'ascending' });
    const input = { evidenceId: second!.evidenceId, numbers: [2] };
    const { evidenceIds } = await desk.engine.call('mail.takeOut', input);
    expect(await desk.engine.call('mail.takeOut', input)).toEqual({ evidenceIds });
    const piece = await desk.engine.call('evidence.get', { id: evidenceIds[0]! });
    expect(piece).toMatchObject({
      sha256: second!.sha256,
      mediaType: 'message/rfc822',
      parent: { id: second!.evidenceId },
    });
    await desk.engine.run('evidence.read', { caseId });
    expect(await list()).toHaveLength(3);
    const record = await desk.engine.call('mail.get', { evidenceId: second!.evidenceId, number: 2 });
    expect(record.takenOutAs?.id).toBe(evidenceIds[0]);
    expect(
      await failureOf(desk.engine.call('mail.get', { evidenceId: second!.evidenceId, number: 9 })),
    ).toMatchObject({ code: 'not-found' });
  });
});

describe('a message taken out of its mailbox', () => {
  const mailbox = ['one', 'two']
    .map(
      (subject) =>
        `From v@home.example Tue Mar  4 10:00:00 2025\n${withFile(subject, `${subject}@home.example`)}\n`,
    )
    .join('');
  const names = async () => (await evidence()).map(({ exhibit, name }) => `${exhibit} ${name}`);

  test('shares what lies in it with the mailbox: no attachment becomes an exhibit twice', async () => {
    await takeIn({ 'export.mbox': mailbox });
    const [box, , second] = await evidence();
    const { evidenceIds } = await desk.engine.call('mail.takeOut', { evidenceId: box!.id, numbers: [2] });
    await desk.engine.run('evidence.read', { caseId });
    await desk.engine.run('evidence.read', { caseId, again: true });
    const all = ['E-0001 export.mbox', 'E-0002 calls.csv', 'E-0003 calls.csv', 'E-0004 message-0002.eml'];
    expect(await names()).toEqual(all);
    const message = await desk.engine.call('mail.get', { evidenceId: evidenceIds[0]!, number: 1 });
    expect(message.parts.find(({ role }) => role === 'attachment')).toMatchObject({ exhibit: 'E-0003' });
    const within = await desk.engine.call('evidence.list', { caseId, parentId: evidenceIds[0]! });
    expect(within.rows.map(({ id }) => id)).toEqual([second!.id]);
    const piece = await desk.engine.call('evidence.get', { id: evidenceIds[0]! });
    expect(piece.children).toEqual({ shown: 1, hidden: 0 });
    await desk.engine.call('evidence.hide', { id: piece.id, hidden: true, withChildren: true });
    expect(await names()).toEqual(all.slice(0, 2));
  });

  test('is found to have them already where the mailbox is read again', async () => {
    await takeIn({ 'export.mbox': mailbox });
    const [box] = await evidence();
    const { database } = desk.engine.session();
    // As if the reading of the mailbox had been cut off before the attachments of the second were taken out.
    database
      .prepare("UPDATE evidence SET original_path = original_path || ' cut off' WHERE number = 3")
      .run();
    await desk.engine.call('mail.takeOut', { evidenceId: box!.id, numbers: [2] });
    await desk.engine.run('evidence.read', { caseId });
    const before = await names();
    expect(before).toHaveLength(5);
    await desk.engine.run('evidence.read', { caseId, again: true });
    expect(await names()).toEqual(before);
    const record = await desk.engine.call('mail.get', { evidenceId: box!.id, number: 2 });
    expect(record.parts.find(({ role }) => role === 'attachment')).toMatchObject({ exhibit: 'E-0005' });
  });
});

test('conversations tie mails of different files together, also when what ties them comes last', async () => {
  await takeIn({
    'a.eml': letter('Refund', 'a@x.example'),
    'c.eml': letter('Re: Refund', 'c@x.example', 'In-Reply-To: <b@x.example>\n'),
    'd.eml': letter('Other', 'd@x.example'),
  });
  expect((await desk.engine.call('mail.threads', { caseId })).total).toBe(3);
  const folder = writeFiles(
    desk.base,
    { 'b.eml': letter('Re: Refund', 'b@x.example', 'References: <a@x.example>\n') },
    'later',
  );
  await desk.engine.run('evidence.intake', { caseId, paths: [folder] });
  await desk.engine.run('evidence.read', { caseId });
  const { rows } = await desk.engine.call('mail.threads', {
    caseId,
    sort: 'messages',
    direction: 'descending',
  });
  expect(rows.map(({ messages, subject }) => [messages, subject])).toEqual([
    [3, 'Refund'],
    [1, 'Other'],
  ]);
  const thread = await desk.engine.call('mail.thread', { caseId, thread: rows[0]!.thread });
  expect(thread.messages.map(({ messageId, depth }) => [messageId, depth])).toEqual([
    ['a@x.example', 0],
    ['b@x.example', 1],
    ['c@x.example', 2],
  ]);
});

test('addresses and hosts of hops find their mails', async () => {
  await takeIn({
    'a.eml': letter(
      'One',
      'a@x.example',
      'Received: from evil.example ([203.0.113.5]) by mx.example; Tue, 4 Mar 2025 10:00:00 +0100\nCc: Witness <w@other.example>\n',
    ),
    'b.eml': letter('Two', 'b@x.example'),
  });
  expect((await list({ search: '203.0.113.5' })).map(({ subject }) => subject)).toEqual(['One']);
  expect((await list({ search: 'w@other' })).map(({ subject }) => subject)).toEqual(['One']);
});

test('what is no mail, and what is mail that is not read here, says so', async () => {
  await takeIn({
    'note.txt': 'just a note',
    'old.pst': Buffer.concat([Buffer.from('!BDN'), Buffer.alloc(600)]),
    'broken.msg': Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
  });
  const reading = await desk.engine.call('reading.list', { caseId, findings: 'info' });
  const codes = reading.rows
    .filter(({ step }) => step === 'mail')
    .flatMap(({ name, findings }) => findings.map(({ code }) => `${name} ${code}`));
  expect(codes.sort()).toEqual(['broken.msg not-read', 'old.pst outlook-data-file']);
});

test('the fictional case of the project: every complaint is a mail, every screenshot a piece of evidence', async () => {
  const folder = join(projectRoot, 'samples/case');
  await desk.engine.run('evidence.intake', {
    caseId,
    paths: [join(folder, 'complaints'), join(folder, 'partner')],
  });
  await desk.engine.run('evidence.read', { caseId });
  const rows = await list({ limit: 100 });
  const separators =
    readFileSync(join(folder, 'partner/meridane-complaints.mbox'), 'latin1').match(/^From /gm)?.length ?? 0;
  expect(rows.filter(({ format }) => format === 'mailbox')).toHaveLength(separators);
  expect(rows.filter(({ format }) => format === 'message')).toHaveLength(12);
  for (const row of rows) {
    const record = await desk.engine.call('mail.get', { evidenceId: row.evidenceId, number: row.number });
    expect(record.body.text.length).toBeGreaterThan(50);
    expect(record.date?.at).toBe(row.at);
    for (const part of record.parts) if (part.role === 'attachment') expect(part.evidenceId).not.toBeNull();
  }
});

/** Search as a person does it, over a vault with two cases. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newEngine, openDesk, passphrase, temporaryBase, writeFiles } from '../../../tests/support/desk.ts';
import type { Input, Output } from '../../shared/contract/index.ts';
import type { Engine } from '../engine.ts';
import { indexEvidenceText } from './search-index.ts';

async function twoCases(engine: Engine) {
  const make = (reference: string) =>
    engine.call('case.create', { reference, title: `Case ${reference}`, scheme: 'tech-support' });
  const [first, second] = [await make('NH-1'), await make('NH-2')];
  return { first: first.id, second: second.id };
}

const find = (
  engine: Engine,
  text: string,
  more: Partial<Input<'search.find'>> = {},
): Promise<Output<'search.find'>> => engine.call('search.find', { text, ...more });
const titles = (answer: Output<'search.find'>) => answer.hits.map(({ title }) => title.text);
const marked = ({ text, marks }: { text: string; marks: [number, number][] }) =>
  marks.map(([start, end]) => text.slice(start, end));

test('every noun is found by its words, with what was found marked in its context', async () => {
  const { engine } = await openDesk();
  const { first } = await twoCases(engine);
  const entity = await engine.call('entity.create', {
    caseId: first,
    kind: 'person',
    value: 'José Álvarez',
    note: 'He said the café opposite had a ladder.',
    roles: ['victim'],
    country: 'ES',
  });
  const domain = await engine.call('entity.create', {
    caseId: first,
    kind: 'domain',
    value: 'nordhaven-help.example',
  });
  await engine.call('event.create', {
    caseId: first,
    kind: 'call',
    title: 'Call about a refund',
    description: 'The caller asked for AnyDesk and opened the bank page.',
    when: { text: '2025-06-18' },
  });
  await engine.call('link.create', {
    caseId: first,
    kind: 'uses',
    fromId: entity.id,
    toId: domain.id,
    note: 'Seen on the invoice',
  });
  await engine.call('loss.create', {
    caseId: first,
    victimId: entity.id,
    amount: { minor: 123_450, currency: 'EUR' },
    method: 'gift-card',
    reference: 'GC-77',
  });

  expect(titles(await find(engine, 'jose alvarez'))).toEqual(['José Álvarez']);
  const call = await find(engine, '"anydesk and opened"');
  expect(call.hits).toHaveLength(1);
  expect(call.hits[0]).toMatchObject({ kind: 'event', sort: 'call', caseReference: 'NH-1', exact: false });
  expect(marked(call.hits[0]!.snippet!)).toEqual(['AnyDesk and opened']);
  expect((await find(engine, 'opened anydesk')).total).toBe(1);
  expect((await find(engine, '"opened anydesk"')).total).toBe(0);
  expect((await find(engine, 'anyd*')).total).toBe(1);
  expect((await find(engine, 'anyd')).total).toBe(0);
  expect((await find(engine, 'anyd', { asTyped: true })).total).toBe(1);
  expect((await find(engine, 'invoice')).hits[0]).toMatchObject({ kind: 'link', sort: 'uses' });
  expect((await find(engine, '1234.50')).hits[0]).toMatchObject({ kind: 'loss' });
  expect((await find(engine, 'NH-2')).hits[0]).toMatchObject({ kind: 'case' });
  expect((await find(engine, 'ladder -cafe')).total).toBe(0);
  expect((await find(engine, 'anydesk OR ladder')).counts).toEqual(
    expect.arrayContaining([
      { kind: 'event', count: 1 },
      { kind: 'entity', count: 1 },
    ]),
  );
});

test('filters narrow by kind, case, role, country and date', async () => {
  const { engine } = await openDesk();
  const { first, second } = await twoCases(engine);
  for (const [caseId, country, when] of [
    [first, 'IN', '2025-06-18'],
    [second, 'US', '2024'],
  ] as const) {
    await engine.call('entity.create', {
      caseId,
      kind: 'person',
      value: `Ann ${country}`,
      country,
      roles: ['suspect'],
    });
    await engine.call('event.create', {
      caseId,
      kind: 'call',
      title: `Ann called from ${country}`,
      when: { text: when },
    });
  }
  expect((await find(engine, 'ann')).total).toBe(4);
  expect((await find(engine, 'ann', { caseId: first })).total).toBe(2);
  expect((await find(engine, 'ann case:nh-2')).total).toBe(2);
  expect((await find(engine, 'ann case:nh-3')).problems).toHaveLength(1);
  expect(titles(await find(engine, 'ann country:in'))).toEqual(['Ann IN']);
  expect((await find(engine, 'role:suspect')).total).toBe(2);
  expect((await find(engine, 'role:victim')).total).toBe(0);
  expect((await find(engine, 'ann kind:call')).total).toBe(2);
  expect((await find(engine, 'ann kind:person')).total).toBe(2);
  expect(titles(await find(engine, 'kind:event from:2025-06 to:2025-06'))).toEqual(['Ann called from IN']);
  expect((await find(engine, 'ann to:2024-03')).total).toBe(1);
  expect((await find(engine, 'ann', { kinds: ['event'] })).total).toBe(2);
  expect((await find(engine, 'ann from:yesterday')).problems).toHaveLength(1);
});

test('an identifier is found by its normal form in whatever form it is written', async () => {
  const { engine } = await openDesk();
  const { first } = await twoCases(engine);
  const add = async (kind: 'phone' | 'domain' | 'email' | 'bank-account', value: string) =>
    (await engine.call('entity.create', { caseId: first, kind, value })).id;
  const phone = await add('phone', '+91 22 6555 0199');
  const domain = await add('domain', 'evil-support.com');
  const email = await add('email', 'help@evil-support.com');
  const account = await add('bank-account', 'DE89 3704 0044 0532 0130 00');
  const forms: [string, string[]][] = [
    [phone, ['+912265550199', '+91 (22) 6555-0199', '0091-22-65550199', '022 6555 0199', '65550199']],
    [
      domain,
      ['evil-support.com', 'EVIL-SUPPORT[.]COM', 'hxxp://evil-support[.]com', 'https://evil-support.com/'],
    ],
    [email, ['help@evil-support.com', 'Help[at]evil-support[.]com', 'mailto:help@evil-support.com']],
    [account, ['DE89370400440532013000', 'de89 3704 0044 0532 0130 00']],
  ];
  for (const [id, written] of forms) {
    for (const text of written) {
      const { hits } = await find(engine, text);
      expect(hits[0], text).toMatchObject({ id, exact: true });
    }
  }
  expect((await find(engine, 'hxxp://evil-support[.]com')).identifiers.map(({ kind }) => kind)).toContain(
    'url',
  );
});

test('the text of evidence is found with its page, in every script, and identifiers in any form', async () => {
  const { engine, base } = await openDesk();
  const { first, second } = await twoCases(engine);
  const path = writeFiles(base, { 'letter.txt': 'same bytes' });
  for (const caseId of [first, second]) await engine.run('evidence.intake', { caseId, paths: [path] });
  const { database } = engine.session();
  const contentId = database.prepare('SELECT content_id FROM evidence LIMIT 1').pluck().get() as string;
  const pages = [
    'Call us at 0091 (22) 6555-0199 or write to help (at) evil-support[.]com today.',
    'मेरा बैंक खाता हिन्दी में है',
    'Позвоните нам, Алёна',
    'اتصل بنا مُحَمَّد',
    '東京都の電話番号を教えてください',
  ];
  database.transaction(() => {
    pages.forEach((text, index) => {
      database
        .prepare(
          `INSERT INTO evidence_text (content_id, page, label, source, confidence, text) VALUES (?, ?, ?, 'text', NULL, ?)`,
        )
        .run(contentId, index + 1, `page ${index + 1}`, text);
    });
    indexEvidenceText(database, contentId);
  })();

  const number = await find(engine, '+91 22 6555 0199');
  expect(number.hits).toHaveLength(1);
  expect(number.hits[0]).toMatchObject({ kind: 'text', place: { page: 1, label: 'page 1' }, copies: 1 });
  expect(marked(number.hits[0]!.snippet!)).toEqual(['0091 (22) 6555-0199']);
  for (const text of [
    '022-6555-0199',
    'help@evil-support.com',
    'evil-support.com',
    'hxxp://evil-support[.]com',
  ])
    expect((await find(engine, text)).hits[0]?.place?.page, text).toBe(1);
  for (const [text, page] of [
    ['हिन्दी', 2],
    ['алена', 3],
    ['محمد', 4],
    ['東京', 5],
    ['番号', 5],
  ] as const) {
    const { hits } = await find(engine, text);
    expect(
      hits.map(({ place }) => place?.page),
      text,
    ).toEqual([page]);
    expect(marked(hits[0]!.snippet!)).toHaveLength(1);
  }
  expect((await find(engine, 'हुन्दी')).total).toBe(0);
  expect((await find(engine, '京東')).total).toBe(0);
  const inSecond = await find(engine, 'evil-support.com', { caseId: second });
  expect(inSecond.hits[0]).toMatchObject({ caseId: second, copies: 0 });

  const { rows } = await engine.call('evidence.list', { caseId: second });
  await engine.call('evidence.hide', { id: rows[0]!.id, hidden: true });
  expect((await find(engine, 'evil-support.com', { caseId: second })).total).toBe(0);
  expect((await find(engine, 'evil-support.com')).hits[0]).toMatchObject({ caseId: first, copies: 0 });
});

test('the index follows edits, hiding, undo and redo, and a hidden case is left out', async () => {
  const { engine } = await openDesk();
  const { first } = await twoCases(engine);
  const { id } = await engine.call('event.create', {
    caseId: first,
    kind: 'call',
    title: 'Zebra',
    when: { text: '2025' },
  });
  const total = async (text: string) => (await find(engine, text)).total;
  expect(await total('zebra')).toBe(1);
  await engine.call('event.update', { id, fields: { title: 'Okapi' } });
  expect([await total('zebra'), await total('okapi')]).toEqual([0, 1]);
  await engine.call('log.undo', { caseId: first });
  expect([await total('zebra'), await total('okapi')]).toEqual([1, 0]);
  await engine.call('event.hide', { id, hidden: true });
  expect(await total('zebra')).toBe(0);
  await engine.call('event.hide', { id, hidden: false });
  expect(await total('zebra')).toBe(1);
  await engine.call('case.hide', { id: first, hidden: true });
  expect([await total('zebra'), await total('NH-1')]).toEqual([0, 0]);
});

test('the index is whole after lock and unlock, after a backup, and when made anew', async () => {
  const { engine, folder } = await openDesk();
  const { first } = await twoCases(engine);
  for (const title of ['One zebra', 'Two zebras', 'Three zebra'])
    await engine.call('event.create', { caseId: first, kind: 'call', title, when: { text: '2025' } });
  // Noted, but not yet given to the index.
  await engine.call('vault.lock', {});
  await engine.call('vault.unlock', { folder, passphrase });
  expect((await find(engine, 'zebra')).total).toBe(2);
  const base = temporaryBase();
  const backup = await engine.run('vault.backup', { folder: base });
  expect((await engine.run('search.rebuild', {})).records).toBe(5);
  expect((await find(engine, 'zebra')).total).toBe(2);
  expect((await engine.run('vault.check', {})).findings).toEqual([]);
  const other = newEngine();
  await other.run('vault.restore', { backup: backup.folder, folder: `${base}/restored`, passphrase });
  await other.call('vault.unlock', { folder: `${base}/restored`, passphrase });
  expect((await find(other, 'zebra')).total).toBe(2);
  expect((await find(other, 'two')).hits[0]?.title.text).toBe('Two zebras');
});

test('the full check sees an index that does not agree with the records', async () => {
  const { engine } = await openDesk();
  const { first } = await twoCases(engine);
  await engine.call('event.create', { caseId: first, kind: 'call', title: 'Zebra', when: { text: '2025' } });
  expect((await find(engine, 'zebra')).total).toBe(1);
  const { database } = engine.session();
  const findings = async () => (await engine.run('vault.check', {})).findings.map(({ code }) => code);
  expect(await findings()).toEqual([]);
  database.exec('DELETE FROM search_record WHERE record = (SELECT id FROM event)');
  expect(await findings()).toEqual(['search-index-differs']);
  await engine.run('search.rebuild', {});
  expect(await findings()).toEqual([]);
  expect((await find(engine, 'zebra')).total).toBe(1);
});

test('a text in which an identifier was recognised is found by it, however it was spelled there', async () => {
  const { engine, base } = await openDesk();
  const { first } = await twoCases(engine);
  const folder = writeFiles(base, { 'note.txt': 'Seen on evil-support PUNTO com yesterday.' });
  const { evidenceIds } = await engine.run('evidence.intake', { caseId: first, paths: [folder] });
  const { database } = engine.session();
  const contentId = database.prepare('SELECT content_id FROM evidence').pluck().get() as string;
  database.exec(`DELETE FROM observable_place; DELETE FROM observable; DELETE FROM evidence_text`);
  database
    .prepare(
      `INSERT INTO evidence_text (content_id, page, label, source, confidence, text) VALUES (?, 1, 'text', 'text', NULL, ?)`,
    )
    .run(contentId, 'Seen on evil-support PUNTO com yesterday.');
  indexEvidenceText(database, contentId);
  expect((await find(engine, 'evil-support.com')).total).toBe(0);
  database
    .prepare(
      `INSERT INTO observable (id, case_id, kind, normal, display, host, checked, problems, facts, ignored_by, found_at)
       VALUES ('o', ?, 'domain', 'evil-support.com', 'evil-support[.]com', NULL, 'valid', '[]', '{}', NULL, '')`,
    )
    .run(first);
  database
    .prepare(`INSERT INTO observable_place VALUES ('o', ?, 1, 8, 30, 'evil-support PUNTO com', 1)`)
    .run(evidenceIds[0]);
  const { hits, total } = await find(engine, 'hxxp://evil-support[.]com');
  expect(total).toBe(1);
  expect(hits[0]).toMatchObject({ kind: 'text', id: evidenceIds[0], place: { page: 1 } });
  expect((await find(engine, 'yesterday')).total).toBe(1);
});

test('what is indexed and searched for lies readable nowhere in the vault or in temporary files', async () => {
  const { engine, folder } = await openDesk();
  const { first } = await twoCases(engine);
  const word = 'quixoticzebra';
  for (let number = 0; number < 30; number++)
    await engine.call('event.create', {
      caseId: first,
      kind: 'call',
      title: `${word} ${number}`,
      description: `${word} `.repeat(200),
      when: { text: '2025' },
    });
  expect((await find(engine, word)).total).toBe(30);
  await engine.run('search.rebuild', {});
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  const readable = files.filter((path) => statSync(path).isFile() && readFileSync(path).includes(word));
  expect(readable).toEqual([]);
});

/** A table becomes records: declared, tried, imported as one, matched, taken back as one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Desk, failureOf, openCase, openDesk, writeFiles } from '../../../../tests/support/desk.ts';
import type { ColumnMapping, TableMapping } from '../../../shared/contract/import-table.ts';
import type { Input, Output } from '../../../shared/contract/index.ts';

let desk: Desk;
let caseId: string;

beforeEach(async () => {
  desk = await openDesk();
  caseId = await openCase(desk.engine);
});

async function takeIn(name: string, content: string | Uint8Array, into = caseId): Promise<string> {
  const folder = writeFiles(desk.base, { [name]: content }, `in-${Math.random().toString(36).slice(2)}`);
  const { evidenceIds } = await desk.engine.run('evidence.intake', {
    caseId: into,
    paths: [join(folder, name)],
    copies: 'all',
  });
  return evidenceIds[0]!;
}

type Declared = Omit<Partial<TableMapping>, 'columns'> & { columns?: Record<string, Partial<ColumnMapping>> };

/** The mapping a person makes of what was found: every guess of a use taken, and what they declare. */
async function declared(evidenceId: string, more: Declared = {}): Promise<Input<'import.table'>['mapping']> {
  const found = await desk.engine.call('import.inspectTable', { evidenceId });
  const { columns, ...table } = more;
  return {
    format: found.format,
    headerRow: found.headerRow,
    rowsAre: found.rowsAre.value,
    ...table,
    columns: found.columns.map((column) => ({
      index: column.index,
      header: column.header,
      use: column.use.value,
      ...columns?.[column.header],
    })),
  };
}

const victims = [
  'Complaint ID,Victim Name,Email,Phone,State,Country,Age,Amount,Payment Type,Date,Scammer Phone,Notes',
  'C-1,Vera Vorbild,vera@mail.example,(202) 555-0143,Ohio,USA,71,"$1,200.00",Gift card,03/04/2023,+1 415 555 0134,"Says: ""they called twice"""',
  'C-2,Max Muster,max@mail.example,(202) 555-0156,Texas,USA,Over 60,850.50,Wire,03/17/2023,+1 415 555 0134,',
  'C-3,,noname@mail.example,,,Atlantis,34,=1+1,Zelle,03/18/2023,not a number,',
  'C-4,Rita Rechts,rita@mail.example,,Iowa,USA,44,99,Zelle,,,',
].join('\n');

const victimMapping = (evidenceId: string) =>
  declared(evidenceId, {
    eventKind: 'complaint',
    columns: {
      Date: { use: 'money-date', dayOrder: 'month-day-year', zone: 'America/New_York' },
      Amount: { currency: 'USD', decimalSeparator: '.' },
      Phone: { use: 'person-phone', country: 'US' },
      'Scammer Phone': { use: 'phone' },
    },
  });

describe('a list of victims', () => {
  test('is looked at: every guess says why, and nothing is taken for declared', async () => {
    const id = await takeIn('victims.csv', victims);
    const found = await desk.engine.call('import.inspectTable', { evidenceId: id });
    expect(found).toMatchObject({ headerRow: 1, rowsAre: { value: 'people' }, remembered: null });
    expect(found.format).toMatchObject({ kind: 'delimited', delimiter: ',', encoding: 'utf-8' });
    const uses = Object.fromEntries(found.columns.map((column) => [column.header, column.use.value]));
    expect(uses).toMatchObject({
      'Victim Name': 'person-name',
      Email: 'person-email',
      State: 'person-region',
      Age: 'person-age',
      Amount: 'amount',
      'Payment Type': 'method',
      'Scammer Phone': 'phone',
      Notes: 'note',
    });
    for (const column of found.columns) expect(column.use.why).not.toBe('');
    const date = found.columns.find(({ header }) => header === 'Date');
    expect(date?.dayOrder).toMatchObject({
      value: 'month-day-year',
      why: expect.stringContaining('03/17/2023'),
    });
  });

  test('is not imported before the order of its dates, their zone and its currency are declared', async () => {
    const id = await takeIn('victims.csv', victims);
    const mapping = await declared(id, { columns: { Date: { use: 'money-date' } } });
    const { undeclared } = await desk.engine.call('import.previewTable', { evidenceId: id, mapping });
    expect(undeclared.map(({ declare, column }) => [declare, column])).toEqual(
      expect.arrayContaining([
        ['dayOrder', 9],
        ['zone', 9],
        ['currency', 7],
      ]),
    );
    const failed = await failureOf(desk.engine.run('import.table', { evidenceId: id, mapping }));
    expect([failed.code, failed.details.undeclared]).toEqual(['invalid-input', undeclared]);
    expect((await desk.engine.call('import.list', { caseId })).total).toBe(0);
  });

  test('is previewed and tried without writing', async () => {
    const id = await takeIn('victims.csv', victims);
    const mapping = await victimMapping(id);
    const before = desk.engine.session().log.head();
    const preview = await desk.engine.call('import.previewTable', { evidenceId: id, mapping });
    expect(preview.undeclared).toEqual([]);
    const [first, , third] = preview.rows;
    expect(first?.records.map(({ what }) => what)).toEqual(['person', 'phone', 'loss', 'event', 'link']);
    expect(first?.records[2]?.text).toContain('1,200.00');
    expect(third?.problems.map(({ code }) => code).sort()).toEqual([
      'invalid-phone',
      'unknown-country',
      'unreadable-amount',
    ]);
    const trial = await desk.engine.run('import.table', { evidenceId: id, mapping, trial: true });
    expect(trial).toMatchObject({
      batchId: null,
      rows: 4,
      counts: { people: 4, losses: 3, rows: 4, 'different things': 1 },
    });
    expect(desk.engine.session().log.head()).toEqual(before);
  });

  test('becomes people, losses, events and the number that called them; each rests on its row', async () => {
    const id = await takeIn('victims.csv', victims);
    const result = await desk.engine.run('import.table', {
      evidenceId: id,
      mapping: await victimMapping(id),
    });
    expect(result.counts).toMatchObject({ rows: 4, people: 4, things: 1, losses: 3, links: 2 });
    const people = await desk.engine.call('entity.list', { caseId, kinds: ['person'], roles: ['victim'] });
    expect(people.rows.map(({ display }) => display).sort()).toEqual([
      'Max Muster',
      'Not named (noname@mail.example)',
      'Rita Rechts',
      'Vera Vorbild',
    ]);
    const vera = await desk.engine.call('entity.get', {
      id: people.rows.find(({ display }) => display === 'Vera Vorbild')!.id,
    });
    expect(vera).toMatchObject({
      country: 'US',
      fields: { email: 'vera@mail.example', phone: '+12025550143', region: 'Ohio', ageBand: '70-79' },
    });
    const losses = await desk.engine.call('loss.list', { caseId });
    expect(losses.rows.map(({ amount }) => amount.minor).sort((one, other) => one - other)).toEqual([
      9900, 85050, 120000,
    ]);
    const phones = await desk.engine.call('entity.list', { caseId, kinds: ['phone'] });
    expect(phones.rows).toMatchObject([{ normal: '+14155550134', roles: ['scam-infrastructure'] }]);
    const support = desk.engine
      .session()
      .database.prepare('SELECT because FROM support WHERE subject_id = ?')
      .pluck()
      .get(vera.id);
    expect(JSON.parse(support as string)).toMatchObject({ place: 'row 2' });
  });

  test('tells each row it could not take as it was, with its number and cells', async () => {
    const id = await takeIn('victims.csv', victims);
    const { batchId } = await desk.engine.run('import.table', {
      evidenceId: id,
      mapping: await victimMapping(id),
    });
    const errors = await desk.engine.call('import.findings', { id: batchId!, severity: 'error' });
    expect(errors.rows.map(({ place, code }) => [place, code])).toEqual([
      ['row 4', 'invalid-phone'],
      ['row 4', 'unreadable-amount'],
    ]);
    expect(errors.rows[0]?.raw).toContain('C-3,,noname@mail.example');
  });

  test('imported twice, or from a second file with the same rows, changes nothing', async () => {
    const id = await takeIn('victims.csv', victims);
    const mapping = await victimMapping(id);
    await desk.engine.run('import.table', { evidenceId: id, mapping });
    const counts = () =>
      ['entity', 'loss', 'event', 'link'].map((table) =>
        desk.engine.session().database.prepare(`SELECT count(*) FROM ${table}`).pluck().get(),
      );
    const before = counts();
    const again = await desk.engine.run('import.table', { evidenceId: id, mapping });
    expect(counts()).toEqual(before);
    expect(again.counts).toMatchObject({ 'losses known': 3, matched: 6 });
    const copy = await takeIn('copy.csv', `${victims}\n`);
    await desk.engine.run('import.table', { evidenceId: copy, mapping: await victimMapping(copy) });
    expect(counts().slice(1)).toEqual(before.slice(1));
  });

  test('is taken back whole, and done again', async () => {
    const id = await takeIn('victims.csv', victims);
    const { batchId } = await desk.engine.run('import.table', {
      evidenceId: id,
      mapping: await victimMapping(id),
    });
    const visible = async () => (await desk.engine.call('entity.list', { caseId })).total;
    expect(await visible()).toBe(5);
    expect(await desk.engine.call('import.get', { id: batchId! })).toMatchObject({
      undone: false,
      undoable: true,
    });
    const undone = await desk.engine.call('import.undo', { id: batchId! });
    expect(undone).toMatchObject({ kept: 0, import: { undone: true, undoable: false } });
    expect([await visible(), (await desk.engine.call('loss.list', { caseId })).total]).toEqual([0, 0]);
    expect((await failureOf(desk.engine.call('import.undo', { id: batchId! }))).code).toBe('conflict');
    await desk.engine.call('log.undo', { caseId, seq: desk.engine.session().log.head().seq });
    expect(await visible()).toBe(5);
    expect(await desk.engine.call('import.get', { id: batchId! })).toMatchObject({ undone: false });
    await desk.engine.call('import.undo', { id: batchId! });
    expect(await visible()).toBe(0);
    expect(await desk.engine.run('log.verify', {})).toMatchObject({ intact: true });
  });

  test('with a record changed since is taken back only where that one may stay', async () => {
    const id = await takeIn('victims.csv', victims);
    const { batchId } = await desk.engine.run('import.table', {
      evidenceId: id,
      mapping: await victimMapping(id),
    });
    const { rows } = await desk.engine.call('entity.list', { caseId, kinds: ['phone'] });
    await desk.engine.call('entity.update', { id: rows[0]!.id, fields: { note: 'Called it back.' } });
    expect((await failureOf(desk.engine.call('import.undo', { id: batchId! }))).code).toBe('conflict');
    expect(await desk.engine.call('import.undo', { id: batchId!, keepChanged: true })).toMatchObject({
      kept: 1,
    });
  });
});

describe('web addresses of a table', () => {
  const pages = [
    'date,URL,description',
    '2024/03/01 09:00:00,https://pay.example.com/login,Example Bank',
    '2024/03/02 09:00:00,hxxps://pay[.]example[.]com/again,Example Bank',
    '2024/03/03 09:00:00,http://203.0.113.9/x,Example Bank',
    '2024/03/04 09:00:00,http://router/setup,Example Bank',
  ].join('\n');
  const bring = async (more: Partial<Input<'import.table'>> = {}, into = caseId) => {
    const id = await takeIn('pages.csv', pages, into);
    const { presets } = await desk.engine.call('import.inspectTable', { evidenceId: id });
    const mapping = { ...presets[0]!.mapping, keepInvalid: true };
    return desk.engine.run('import.table', { evidenceId: id, mapping, ...more });
  };

  test('bring their hosts, each once, without a role, linked and resting on the row', async () => {
    const trial = await bring({ trial: true });
    expect(trial.counts).toMatchObject({ hosts: 2, 'different things': 5 });
    const { counts } = await bring();
    expect(counts).toMatchObject({ rows: 4, hosts: 2 });
    const hosts = (await desk.engine.call('entity.list', { caseId, kinds: ['domain', 'ip'] })).rows;
    expect(hosts.map(({ display, roles }) => [display, roles]).sort()).toEqual([
      ['203[.]0[.]113[.]9', []],
      ['pay[.]example[.]com', []],
    ]);
    const links = (await desk.engine.call('link.list', { caseId, kinds: ['hosted-on'] })).rows;
    expect(links.map(({ from, to, confidence }) => [from.display, to.display, confidence]).sort()).toEqual([
      ['hxxp://203[.]0[.]113[.]9/x', '203[.]0[.]113[.]9', 'confirmed'],
      ['hxxps://pay[.]example[.]com/again', 'pay[.]example[.]com', 'confirmed'],
      ['hxxps://pay[.]example[.]com/login', 'pay[.]example[.]com', 'confirmed'],
    ]);
    const because = desk.engine
      .session()
      .database.prepare('SELECT because FROM support WHERE subject_id = ?')
      .pluck();
    const domain = hosts.find(({ kind }) => kind === 'domain')!;
    expect(because.all(domain.id).map((text) => JSON.parse(text as string).place)).toEqual(['row 2']);
    const again = await bring();
    expect(again.counts).toMatchObject({ 'hosts known': 2 });
    expect(again.counts.hosts).toBeUndefined();
  });

  test('meet the domain another case knows, until the import is taken back', async () => {
    const other = await openCase(desk.engine, 'Other');
    const input = { caseId: other, kind: 'domain', value: 'pay.example.com' } as const;
    const { id } = await desk.engine.call('entity.create', input);
    const matches = () => desk.engine.call('match.ofEntity', { id });
    expect((await matches()).matches).toEqual([]);
    const { batchId } = await bring();
    expect((await matches()).matches).toMatchObject([{ caseId, kind: 'domain', basis: 'identifier' }]);
    await desk.engine.call('import.undo', { id: batchId! });
    expect((await matches()).matches).toEqual([]);
    expect((await desk.engine.call('entity.list', { caseId })).total).toBe(0);
  });

  test('are joined to the host that stands in their own row', async () => {
    const text = 'url,domain,ip\nhttps://pay.example.com/a,pay.example.com,203.0.113.9\n';
    const id = await takeIn('rows.csv', text);
    const { counts } = await desk.engine.run('import.table', { evidenceId: id, mapping: await declared(id) });
    expect(counts).toMatchObject({ things: 3, links: 3 });
    expect(counts.hosts).toBeUndefined();
  });
});

describe('a list as people keep it', () => {
  const list = [
    '# numbers of the Kolkata room',
    '+91 22 5555 0100 - calls at night',
    '+1 202 555 0143',
    '+44 808 157 0000 (HMRC scam, card 4111 1111 1111 1111)',
    '+12025550144, +12025550145',
    'ask Rick',
    '+1 202 555 0146;agent Rick',
  ].join('\n');

  test('is known for what it lists; numbers are taken, remarks are their notes, masked, and what holds none is told', async () => {
    const id = await takeIn('numbers.txt', list);
    const found = await desk.engine.call('import.inspectTable', { evidenceId: id });
    expect(found.presets.map((preset) => preset.id)).toEqual(['phone-list']);
    const { mapping } = found.presets[0]!;
    const { batchId, counts } = await desk.engine.run('import.table', { evidenceId: id, mapping });
    expect(counts).toMatchObject({ things: 6, errors: 1 });
    expect(counts.warnings ?? 0).toBe(0);
    const { rows } = await desk.engine.call('entity.list', { caseId, kinds: ['phone'] });
    const notes = await Promise.all(
      rows.map(async (row) => [row.normal, (await desk.engine.call('entity.get', { id: row.id })).note]),
    );
    expect(Object.fromEntries(notes)).toEqual({
      '+912255550100': 'calls at night',
      '+12025550143': '',
      '+448081570000': expect.stringMatching(/^HMRC scam, card (?!.*4111 1111 1111)/),
      '+12025550144': '',
      '+12025550145': '',
      '+12025550146': 'agent Rick',
    });
    const findings = await desk.engine.call('import.findings', { id: batchId!, limit: 100 });
    expect(findings.rows.map(({ place, code, severity }) => `${place} ${severity} ${code}`)).toEqual([
      'row 1 info comment',
      'row 2 info remark-parted',
      'row 4 info remark-parted',
      'row 4 info masked-secret',
      'row 5 info several-in-cell',
      'row 6 error invalid-phone',
      'row 7 info remark-parted',
    ]);
    expect(findings.rows[5]?.raw).toBe('ask Rick');
    expect(JSON.stringify(findings.rows)).not.toContain('4111 1111 1111');
  });

  test('keeps the telephone of a person apart from what is said about it', async () => {
    const id = await takeIn(
      'people.csv',
      'Name,Phone,Amount\nVera Vorbild,+1 202 555 0143 (after 6 pm),5 USD\nMax Muster,+1 202 555 0144,6 USD\n',
    );
    const { presets } = await desk.engine.call('import.inspectTable', { evidenceId: id });
    const mapping = presets.find((preset) => preset.id === 'complaint-victims')!.mapping;
    await desk.engine.run('import.table', {
      evidenceId: id,
      mapping: { ...mapping, lossMethod: 'cash' },
    });
    const { rows } = await desk.engine.call('entity.list', { caseId, search: 'Vera' });
    expect(await desk.engine.call('entity.get', { id: rows[0]!.id })).toMatchObject({
      fields: { phone: '+12025550143' },
      note: 'Phone as written: +1 202 555 0143 (after 6 pm)',
    });
  });
});

describe('a mapping', () => {
  test('is remembered for tables with the same headers, and forgotten', async () => {
    const id = await takeIn('victims.csv', victims);
    const mapping = await victimMapping(id);
    await desk.engine.run('import.table', { evidenceId: id, mapping, remember: 'Complaint centre' });
    const other = await takeIn('next-month.csv', victims.replace('C-1', 'C-11'));
    const { remembered } = await desk.engine.call('import.inspectTable', { evidenceId: other });
    expect(remembered).toMatchObject({ name: 'Complaint centre', mapping });
    const { mappings } = await desk.engine.call('import.mappings', {});
    expect(mappings).toMatchObject([
      { name: 'Complaint centre', headers: expect.arrayContaining(['Victim Name']) },
    ]);
    await desk.engine.call('import.forgetMapping', { id: mappings[0]!.id });
    expect((await desk.engine.call('import.inspectTable', { evidenceId: other })).remembered).toBeNull();
  });
});

describe('findings', () => {
  test('tell what was masked and who may be known already in the words every import uses', async () => {
    const rows = [
      'Complaint ID,Victim Name,Email,Amount,Payment Type,Date,Notes',
      'C-1,Vera Vorbild,vera@mail.example,10.00,Wire,03/17/2023,Card 4111 1111 1111 1111 was charged',
      'C-2,Vera Vorbild,other@mail.example,20.00,Wire,03/18/2023,',
    ].join('\n');
    const id = await takeIn('notes.csv', rows);
    const mapping = await declared(id, {
      columns: {
        Date: { use: 'money-date', dayOrder: 'month-day-year', zone: 'America/New_York' },
        Amount: { currency: 'USD', decimalSeparator: '.' },
      },
    });
    const { batchId } = await desk.engine.run('import.table', { evidenceId: id, mapping });
    const findings = await desk.engine.call('import.findings', { id: batchId! });
    const told = findings.rows.map(({ place, code, message }) => [place, code, message]);
    expect(told).toContainEqual([
      'row 2',
      'masked-secret',
      '1 × payment card number in the field "note" was masked; the evidence keeps it.',
    ]);
    expect(told).toContainEqual([
      'row 3',
      'possible-duplicate',
      'Vera Vorbild may be a record the case has already.',
    ]);
  });

  test('leave as CSV that no spreadsheet runs, once', async () => {
    const id = await takeIn('victims.csv', victims.replace('C-3', '=cmd|x'));
    const { batchId } = await desk.engine.run('import.table', {
      evidenceId: id,
      mapping: await victimMapping(id),
    });
    const folder = join(desk.base, 'out');
    const { path, findings } = await desk.engine.call('import.exportFindings', { id: batchId!, folder });
    const text = readFileSync(path, 'utf8');
    expect(findings).toBe((await desk.engine.call('import.findings', { id: batchId! })).total);
    expect(text).toContain(`"'=cmd|x,,noname@mail.example`);
    expect(text.split('\r\n').filter((line) => /^[=+@-]|,[=+@-]/.test(line.replace(/"[^"]*"/g, '')))).toEqual(
      [],
    );
    expect((await failureOf(desk.engine.call('import.exportFindings', { id: batchId!, folder }))).code).toBe(
      'conflict',
    );
    expect((await desk.engine.call('evidence.get', { id })).custody.at(-1)?.action).toBe('exported');
  });
});

describe('an import', () => {
  test('is cancelled: what it wrote stands, is listed as cancelled and can be taken back', async () => {
    const lines = Array.from({ length: 60_000 }, (_, index) => `host-${index}.example.com`).join('\n');
    const id = await takeIn('domains.txt', lines);
    const mapping = await declared(id);
    const { jobId } = await desk.engine.call('import.table', { evidenceId: id, mapping });
    const stop = desk.engine.listen((event) => {
      if (event.event === 'job' && event.job.jobId === jobId && event.job.progress)
        desk.engine.jobs.cancel(jobId);
    });
    expect((await desk.engine.call('job.wait', { jobId })).state).toBe('cancelled');
    stop();
    const { rows } = await desk.engine.call('import.list', { caseId });
    expect(rows).toMatchObject([
      { state: 'cancelled', undoable: true, source: { exhibit: 'E-0001', name: 'domains.txt' } },
    ]);
    const total = (await desk.engine.call('entity.list', { caseId })).total;
    expect(total).toBeGreaterThan(0);
    expect(total).toBeLessThan(60_000);
    await desk.engine.call('import.undo', { id: rows[0]!.id });
    expect((await desk.engine.call('entity.list', { caseId })).total).toBe(0);
  });

  test('of a closed case, of hidden evidence, of what is no table is refused', async () => {
    const picture = await takeIn(
      'picture.png',
      Uint8Array.from({ length: 3000 }, (_, index) => (index * 7) % 256),
    );
    expect((await failureOf(desk.engine.call('import.inspectTable', { evidenceId: picture }))).code).toBe(
      'invalid-input',
    );
    const empty = await takeIn('empty.csv', '');
    expect(
      (await failureOf(desk.engine.call('import.inspectTable', { evidenceId: empty }))).message,
    ).toContain('empty');
    const id = await takeIn('victims.csv', victims);
    const mapping = await victimMapping(id);
    await desk.engine.call('evidence.hide', { id, hidden: true });
    expect((await failureOf(desk.engine.run('import.table', { evidenceId: id, mapping }))).code).toBe(
      'conflict',
    );
    await desk.engine.call('evidence.hide', { id, hidden: false });
    await desk.engine.call('case.update', { id: caseId, fields: { status: 'closed' } });
    expect((await failureOf(desk.engine.run('import.table', { evidenceId: id, mapping }))).code).toBe(
      'conflict',
    );
  });
});

describe('a bank statement', () => {
  const statement = [
    'Buchungstag;Verwendungszweck;Empfänger;IBAN;Betrag;Währung;Saldo',
    '04.03.2023;Rechnung 17;Helpdesk Ltd;DE89 3704 0044 0532 0130 00;-1.234,56;EUR;8.000,00',
    '05.03.2023;Gehalt;Arbeit GmbH;;2.500,00;EUR;10.500,00',
  ].join('\r\n');

  test('becomes payments that add nothing to what was lost, from and to the accounts they name', async () => {
    const id = await takeIn('konto.csv', statement);
    const found = await desk.engine.call('import.inspectTable', { evidenceId: id });
    expect(found.presets[0]).toMatchObject({ id: 'bank-statement' });
    const preset = found.presets[0]!.mapping;
    const mapping: Output<'import.inspectTable'>['presets'][number]['mapping'] = {
      ...preset,
      ownAccount: 'DE02 1203 0000 0000 2020 51',
      columns: preset.columns.map((column) =>
        column.use === 'money-date'
          ? { ...column, zone: 'Europe/Berlin', dayOrder: 'day-month-year' }
          : column.use === 'amount'
            ? { ...column, decimalSeparator: ',' }
            : column,
      ),
    };
    const result = await desk.engine.run('import.table', { evidenceId: id, mapping });
    expect(result.counts).toMatchObject({ payments: 2, rows: 2 });
    const rows = desk.engine
      .session()
      .database.prepare('SELECT amount_minor, currency, stage, note FROM payment ORDER BY earliest')
      .all();
    expect(rows).toMatchObject([
      { amount_minor: 123456, currency: 'EUR', stage: 'onward' },
      { amount_minor: 250000, currency: 'EUR', stage: 'onward' },
    ]);
    expect((rows[0] as { note: string }).note).toContain('Helpdesk Ltd');
    expect((await desk.engine.call('loss.list', { caseId })).total).toBe(0);
  });
});

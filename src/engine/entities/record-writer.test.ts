/** Many records at once: each thing once, each resting on its evidence, one entry of the log. */
import { expect, test } from 'vitest';
import { openCase, openDesk, writeFiles } from '../../../tests/support/desk.ts';
import type { Engine } from '../engine.ts';
import { readWhen } from '../when.ts';
import { type FoundEntity, RecordWriter } from './record-writer.ts';

async function deskWithEvidence() {
  const desk = await openDesk();
  const caseId = await openCase(desk.engine);
  const root = writeFiles(desk.base, { 'first.csv': 'one', 'second.csv': 'two' });
  await desk.engine.run('evidence.intake', {
    caseId,
    paths: [root],
    acquisition: { method: 'received', source: 'A bank' },
  });
  const { rows } = await desk.engine.call('evidence.list', { caseId });
  const [first, second] = rows.map((row) => row.id);
  return { ...desk, caseId, first: first!, second: second! };
}

const writing = <T>(engine: Engine, caseId: string, work: (writer: RecordWriter) => T): T =>
  engine
    .session()
    .write({ reason: 'import', summary: 'Test', caseId }, (transaction) =>
      work(new RecordWriter(engine.session().database, transaction)),
    );

test('a number found in two files in two spellings is one record that rests on both', async () => {
  const { engine, caseId, first, second } = await deskWithEvidence();
  const number = (value: string, evidenceId: string, row: number): FoundEntity => ({
    caseId,
    kind: 'phone',
    value,
    roles: ['scam-infrastructure'],
    evidenceId,
    because: { place: `row ${row}`, quote: value },
  });
  const before = (await engine.call('log.list', { caseId })).total;
  const [one, two, three] = writing(engine, caseId, (writer) => [
    writer.ensure(number('+91 22 6123 4567', first, 1)),
    writer.ensure({ ...number('0091-22-6123-4567', second, 9), country: 'IN', roles: ['call-centre'] }),
    writer.ensure(number('+1 202 555 0123', first, 2)),
  ]);
  expect([one.outcome, two.outcome, three.outcome]).toEqual(['added', 'matched', 'added']);
  expect(two.id).toBe(one.id);
  const record = await engine.call('entity.get', { id: one.id });
  expect(record.evidence.map((each) => each.id).sort()).toEqual([first, second].sort());
  expect(record.roles).toEqual(['call-centre', 'scam-infrastructure']);
  expect(record.country).toBe('IN');
  expect((await engine.call('log.list', { caseId })).total).toBe(before + 1);
  const verdict = await engine.run('log.verify', {});
  expect(verdict.findings).toEqual([]);
});

test('people are the same by what is theirs, never by a name alone', async () => {
  const { engine, caseId, first, second } = await deskWithEvidence();
  const person = (value: string, fields: FoundEntity['fields'], place: string, evidenceId = first) => ({
    caseId,
    kind: 'person' as const,
    value,
    country: 'US',
    roles: ['victim' as const],
    fields: fields ?? {},
    evidenceId,
    because: { place },
  });
  const found = writing(engine, caseId, (writer) => ({
    first: writer.ensure(person('Ana Müller', { email: 'Ana@mail.example' }, 'row 1')),
    sameMailbox: writer.ensure(
      person('ana  müller', { email: 'ana@MAIL.example', city: 'Ohio City' }, 'row 2'),
    ),
    otherCountry: writer.ensure({ ...person('Ana Müller', {}, 'row 3'), country: 'DE' }),
    nameAlone: writer.ensure(person('Ana Müller', {}, 'row 4')),
    sameRowAgain: writer.ensure(person('Ana Müller', {}, 'row 4')),
    otherName: writer.ensure(person('A. Mueller', { email: 'ana@mail.example' }, 'row 5', second)),
    otherPerson: writer.ensure(
      person('Ana Müller', { email: 'other@mail.example', city: 'Dayton' }, 'row 6'),
    ),
  }));
  expect(found.sameMailbox).toMatchObject({ id: found.first.id, outcome: 'matched', conflicts: [] });
  expect(found.otherCountry.outcome).toBe('added');
  expect(found.nameAlone).toMatchObject({ outcome: 'unsure', candidates: [found.first.id] });
  expect(found.sameRowAgain).toMatchObject({ id: found.nameAlone.id, outcome: 'matched' });
  expect(found.otherName).toMatchObject({ outcome: 'unsure', candidates: [found.first.id] });
  expect(found.otherPerson.candidates).not.toContain(found.first.id);
  const { fields } = await engine.call('entity.get', { id: found.first.id });
  expect(fields).toEqual({ email: 'Ana@mail.example', city: 'Ohio City' });
});

test('rows of one file are different payments however alike; the same file again adds nothing', async () => {
  const { engine, caseId, first, second } = await deskWithEvidence();
  const when = readWhen({ text: '2023-02-14', zone: 'America/New_York' });
  const statement = (evidenceId: string) =>
    writing(engine, caseId, (writer) => {
      const victim = writer.ensure({
        caseId,
        kind: 'person',
        value: 'Ana Example',
        country: 'US',
        fields: { email: 'ana@mail.example' },
        evidenceId,
        because: { place: 'row 1' },
      });
      return ['row 1', 'row 2'].flatMap((place) => {
        const common = { caseId, evidenceId, because: { place } };
        const amount = { minor: 50_000, currency: 'USD' };
        return [
          writer.addEvent({
            ...common,
            kind: 'payment',
            title: 'Gift card bought',
            when,
            participants: [{ entityId: victim.id, part: 'victim' }],
          }).outcome,
          writer.addLoss({ ...common, victimId: victim.id, amount, method: 'gift-card', when }).outcome,
          writer.addPayment({ ...common, victimId: victim.id, amount, rail: 'gift-card', when }).outcome,
        ];
      });
    });
  expect(statement(first)).toEqual(Array.from({ length: 6 }, () => 'added'));
  expect(statement(first)).toEqual(Array.from({ length: 6 }, () => 'matched'));
  // Two alike in the second file are the two alike of the first.
  expect(statement(second)).toEqual(Array.from({ length: 6 }, () => 'matched'));
  expect((await engine.call('event.list', { caseId })).total).toBe(2);
  expect((await engine.call('loss.list', { caseId })).total).toBe(2);
});

test('a transfer with a number of its own is one payment, whoever reports it', async () => {
  const { engine, caseId, first } = await deskWithEvidence();
  const pay = (place: string, reference: string) =>
    writing(engine, caseId, (writer) =>
      writer.addPayment({
        caseId,
        amount: { minor: 132_000_00, currency: 'INR' },
        rail: 'imps',
        reference,
        evidenceId: first,
        because: { place },
      }),
    );
  const victims = pay('row 1', '304512345678');
  expect(pay('row 7', '304512345678')).toEqual({ id: victims.id, outcome: 'matched' });
  expect(pay('row 8', 'refund').outcome).toBe('added');
  expect(pay('row 9', 'refund').outcome).toBe('added');
});

test('links are one for each pair, kind and direction; nothing secret gets through, and it is told', async () => {
  const { engine, caseId, first } = await deskWithEvidence();
  const told = writing(engine, caseId, (writer) => {
    const common = {
      caseId,
      evidenceId: first,
      because: { place: 'line 3', quote: 'card 4111111111111111' },
    };
    const site = writer.ensure({ ...common, kind: 'domain', value: 'help[.]evil[.]example' });
    const ip = writer.ensure({ ...common, kind: 'ip', value: '203.0.113.9' });
    const link = { ...common, kind: 'resolves-to' as const, fromId: site.id, toId: ip.id };
    const outcomes = [
      writer.addLink(link),
      writer.addLink(link),
      writer.addLink({ ...link, fromId: ip.id, toId: site.id }),
    ];
    writer.addEvent({
      ...common,
      kind: 'call',
      title: 'Read out card 4111 1111 1111 1111',
      description: 'SSN 219-09-9998, the password is "hunter22"',
      when: readWhen({ text: '2023' }),
    });
    return { outcomes: outcomes.map((one) => one.outcome), maskings: writer.maskings };
  });
  expect(told.outcomes).toEqual(['added', 'matched', 'added']);
  expect(told.maskings.map(({ field, kind }) => `${field} ${kind}`)).toEqual([
    'title card',
    'description us-ssn',
    'description password',
  ]);
  const { rows: sites } = await engine.call('entity.list', { caseId, kinds: ['domain'] });
  const site = await engine.call('entity.get', { id: sites[0]!.id });
  expect(site.evidence[0]!.because).toEqual({ place: 'line 3', quote: 'card 411111••••••1111' });
  const { rows } = await engine.call('event.list', { caseId });
  expect(rows[0]!.title).toBe('Read out card 4111 11•• •••• 1111');
  const { database } = engine.session();
  for (const { changes } of database.prepare('SELECT changes FROM change_log WHERE packed = 0').all() as {
    changes: Buffer;
  }[])
    expect(changes.toString()).not.toMatch(/hunter22|219-09-9998/);
});

test('what was imported and taken back can be imported again', async () => {
  const { engine, caseId, first } = await deskWithEvidence();
  const bring = () =>
    writing(engine, caseId, (writer) =>
      writer.ensure({ caseId, kind: 'domain', value: 'evil.example', evidenceId: first, because: null }),
    );
  const one = bring();
  const { rows } = await engine.call('log.list', { caseId });
  await engine.call('log.undo', { caseId, seq: rows[0]!.seq });
  expect((await engine.call('entity.list', { caseId })).total).toBe(0);
  expect(bring()).toMatchObject({ id: one.id, outcome: 'added' });
  expect((await engine.call('entity.list', { caseId })).total).toBe(1);
});

test('the same row of the same content is the same person again, however many share the name and whatever became of them', async () => {
  const { engine, base, caseId, first } = await deskWithEvidence();
  const copies = writeFiles(`${base}/again`, { 'copy of first.csv': 'one' });
  await engine.run('evidence.intake', {
    caseId,
    paths: [copies],
    acquisition: { method: 'received', source: 'The bank again' },
  });
  const { rows } = await engine.call('evidence.list', { caseId });
  const copy = rows.find(({ name }) => name === 'copy of first.csv')!.id;
  const bring = (evidenceId: string, from = 0) =>
    writing(engine, caseId, (writer) =>
      Array.from({ length: 120 }, (_, at) =>
        writer.ensure({
          caseId,
          kind: 'person',
          value: 'Ana Müller',
          roles: ['victim'],
          evidenceId,
          because: { place: `row ${from + at}` },
        }),
      ),
    );
  const ids = bring(first).map(({ id }) => id);
  expect(new Set(ids).size).toBe(120);
  // Edited beyond recognition, and made one with another.
  await engine.call('entity.update', {
    id: ids[70]!,
    fields: { country: 'DE', fields: { city: 'Dayton', email: 'ana@mail.example' } },
  });
  await engine.call('entity.merge', { keepId: ids[3]!, mergeId: ids[100]! });
  const expected = ids.map((id, at) => (at === 100 ? ids[3] : id));
  for (const evidenceId of [first, copy]) {
    const again = bring(evidenceId);
    expect(again.map(({ id }) => id)).toEqual(expected);
    expect(new Set(again.map(({ outcome }) => outcome))).toEqual(new Set(['matched']));
  }
  // Rows that no import has seen are further people.
  expect(new Set(bring(first, 120).map(({ outcome }) => outcome))).toEqual(new Set(['unsure']));
  expect((await engine.run('log.verify', {})).findings).toEqual([]);
});

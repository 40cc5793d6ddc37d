import { describe, expect, it } from 'vitest';
import { failureOf, openCase, openDesk, writeFiles } from '../../../../tests/support/desk.ts';

const complaint = `I was called by +1 212 555 0142 on 14 March 2025. I paid $1,500.00 by wire to IBAN GB82 WEST 1234 5698 7654 32.

Kind regards,
Rosa Template
`;

async function desk() {
  const { engine, base } = await openDesk();
  const caseId = await openCase(engine);
  await engine.call('observable.setCountries', { caseId, countries: ['US'] });
  const folder = writeFiles(base, { 'complaint.txt': complaint });
  await engine.run('evidence.intake', { caseId, paths: [folder] });
  await engine.run('evidence.read', { caseId });
  const list = async () => (await engine.call('proposal.list', { caseId })).rows;
  const counted = async () => ({
    entities: (await engine.call('entity.list', { caseId })).total,
    events: (await engine.call('event.list', { caseId })).total,
    losses: (await engine.call('loss.list', { caseId })).total,
    links: (await engine.call('link.list', { caseId })).total,
  });
  return { engine, caseId, list, counted };
}

describe('a proposal', () => {
  it('adds nothing until a person accepts it, and everything goes with one undo', async () => {
    const { engine, caseId, list, counted } = await desk();
    expect(await counted()).toEqual({ entities: 0, events: 0, losses: 0, links: 0 });
    const [proposal] = await list();
    const done = await engine.run('proposal.accept', { caseId, ids: [proposal!.id] });
    expect(done).toMatchObject({ accepted: 1, entities: 3, events: 2, losses: 1, links: 2, refused: [] });
    expect((await engine.call('import.get', { id: done.importId })).counts).toEqual({
      people: 1,
      things: 2,
      events: 2,
      losses: 1,
      links: 2,
    });
    const victim = (await engine.call('entity.list', { caseId, roles: ['victim'] })).rows[0];
    const record = await engine.call('entity.get', { id: victim!.id });
    expect(record.evidence).toHaveLength(1);
    expect(await list()).toEqual([]);

    await engine.run('evidence.read', { caseId, again: true });
    expect(await list()).toEqual([]);

    await engine.call('import.undo', { id: done.importId });
    expect(await counted()).toEqual({ entities: 0, events: 0, losses: 0, links: 0 });
    expect((await list()).map(({ id }) => id)).toEqual([proposal!.id]);
    expect((await engine.run('log.verify', {})).findings).toEqual([]);
  });

  it('gives its victim the country the text tells, marked as assumed until a person says another', async () => {
    const { engine, base } = await openDesk();
    const caseId = await openCase(engine);
    const told = (name: string, words: string) =>
      complaint.replace('Rosa Template', name).replace('I was called', `${words} I was called`);
    const folder = writeFiles(base, {
      'one.txt': told('Rosa Template', 'I live in Ohio.'),
      'two.txt': told('Ben Muster', 'I live in Ohio.'),
      'three.txt': told('Cay Sample', 'I live in Ohio. My number is +44 20 7946 0018.'),
    });
    await engine.run('evidence.intake', { caseId, paths: [folder] });
    await engine.run('evidence.read', { caseId });
    const { rows } = await engine.call('proposal.list', { caseId });
    const of = (name: string) => rows.find(({ title }) => title.startsWith(name))!;
    const { body, id } = of('Ben Muster');
    const entities = body.entities.map((one) => (one.kind === 'person' ? { ...one, country: 'CA' } : one));
    await engine.call('proposal.update', { id, body: { ...body, entities } });
    const { importId } = await engine.run('proposal.accept', { caseId, all: {} });
    const people = (await engine.call('entity.list', { caseId, kinds: ['person'], sort: 'display' })).rows;
    const recorded = await Promise.all(people.map((one) => engine.call('entity.get', { id: one.id })));
    expect(recorded.map(({ display, country, note }) => [display, country, note])).toEqual([
      ['Ben Muster', 'CA', ''],
      ['Cay Sample', null, ''],
      [
        'Rosa Template',
        'US',
        expect.stringMatching(/^Country US is assumed, from the words \(E-000\d, page 1, line 1\)\.$/),
      ],
    ]);
    const findings = (await engine.call('import.findings', { id: importId })).rows;
    expect(findings.filter(({ code }) => code === 'assumed-country')).toMatchObject([
      { severity: 'info', message: `Rosa Template: ${recorded[2]!.note}` },
    ]);
  });

  it('may name a web address as long as lures have them, and is listed and accepted', async () => {
    const { engine, caseId, list } = await desk();
    const long = `https://login-desk.example/verify?token=${'aB3'.repeat(1_000)}`;
    const folder = writeFiles(
      (await openDesk()).base,
      { 'third.txt': complaint.replace('Kind regards', `Then I opened ${long}\n\nKind regards`) },
      'more',
    );
    await engine.run('evidence.intake', { caseId, paths: [folder] });
    await engine.run('evidence.read', { caseId });
    const proposal = (await list()).find(({ evidence }) => evidence.name.endsWith('third.txt'));
    expect(proposal!.body.entities.map(({ value }) => value)).toContain(long);
    const done = await engine.run('proposal.accept', { caseId, ids: [proposal!.id] });
    expect(done).toMatchObject({ accepted: 1, refused: [] });
    const urls = (await engine.call('entity.list', { caseId, kinds: ['url'] })).rows;
    expect(urls.map(({ normal }) => normal)).toEqual([long]);
  });

  it('is accepted with all others a search shows, and with none where none is left', async () => {
    const { engine, caseId } = await desk();
    const folder = writeFiles(
      (await openDesk()).base,
      { 'second.txt': complaint.replace('Rosa Template', 'Otis Muster') },
      'more',
    );
    await engine.run('evidence.intake', { caseId, paths: [folder] });
    await engine.run('evidence.read', { caseId });
    const accept = (search: string) => engine.run('proposal.accept', { caseId, all: { search } });
    expect(await accept('Otis')).toMatchObject({ accepted: 1, refused: [] });
    expect((await failureOf(accept('Otis'))).code).toBe('conflict');
    expect(await engine.run('proposal.accept', { caseId, all: {} })).toMatchObject({ accepted: 1 });
    const victims = (await engine.call('entity.list', { caseId, roles: ['victim'] })).rows;
    expect(victims.map(({ display }) => display).sort()).toEqual(['Otis Muster', 'Rosa Template']);
  });

  it('is accepted as a person changed it, also after the evidence was read again', async () => {
    const { engine, caseId, list } = await desk();
    const [proposal] = await list();
    const body = structuredClone(proposal!.body);
    body.entities[0]!.value = 'Rosa Maria Template';
    for (const loss of body.losses) loss.include = false;
    await engine.call('proposal.update', { id: proposal!.id, body });
    await engine.run('evidence.read', { caseId, again: true });
    const [edited] = await list();
    expect(edited).toMatchObject({ id: proposal!.id, edited: true });
    expect(await engine.run('proposal.accept', { caseId, ids: [edited!.id] })).toMatchObject({ losses: 0 });
    const victims = (await engine.call('entity.list', { caseId, roles: ['victim'] })).rows;
    expect(victims.map(({ display }) => display)).toEqual(['Rosa Maria Template']);
  });

  it('stays open and says why where a part cannot be made', async () => {
    const { engine, caseId, list, counted } = await desk();
    const [proposal] = await list();
    const body = structuredClone(proposal!.body);
    body.events[0]!.when = null;
    await engine.call('proposal.update', { id: proposal!.id, body });
    const done = await engine.run('proposal.accept', { caseId, ids: [proposal!.id] });
    expect(done.refused[0]?.message).toContain('has no date');
    expect((await counted()).entities).toBe(0);
    expect(await list()).toHaveLength(1);
  });

  it('tells, at the line it comes from, what the case knows otherwise', async () => {
    const { engine, caseId, list } = await desk();
    await engine.call('entity.create', { caseId, kind: 'phone', value: '+1 212 555 0142', country: 'IN' });
    const [proposal] = await list();
    const done = await engine.run('proposal.accept', { caseId, ids: [proposal!.id] });
    const told = (await engine.call('import.findings', { id: done.importId })).rows;
    expect(told).toMatchObject([
      {
        place: 'E-0001, page 1, line 1',
        code: 'contradiction',
        message: expect.stringContaining('about: country.'),
      },
    ]);
  });

  it('refuses parts that name others which are not there', async () => {
    const { engine, list } = await desk();
    const [proposal] = await list();
    const body = structuredClone(proposal!.body);
    body.links[0]!.to = 'e99';
    const failure = await failureOf(engine.call('proposal.update', { id: proposal!.id, body }));
    expect(failure.code).toBe('invalid-input');
  });

  it('is rejected and opened again', async () => {
    const { engine, caseId, list } = await desk();
    const [proposal] = await list();
    await engine.call('proposal.decide', { caseId, ids: [proposal!.id], state: 'rejected' });
    await engine.run('evidence.read', { caseId, again: true });
    expect(await list()).toEqual([]);
    const [rejected] = (await engine.call('proposal.list', { caseId, states: ['rejected'] })).rows;
    await engine.call('proposal.decide', { caseId, ids: [rejected!.id], state: 'open' });
    expect(await list()).toHaveLength(1);
  });

  it('is decided in its own case only, and keeps no number a person types into a name', async () => {
    const { engine, list } = await desk();
    const other = await openCase(engine);
    const [proposal] = await list();
    const { id, body } = proposal!;
    const decide = engine.call('proposal.decide', { caseId: other, ids: [id], state: 'rejected' });
    expect((await failureOf(decide)).code).toBe('not-found');
    expect(await list()).toHaveLength(1);

    const entities = body.entities.map((one) =>
      one.kind === 'person'
        ? { ...one, value: 'Rosa 5500 0000 0000 0004', display: 'Rosa 5500 0000 0000 0004' }
        : one,
    );
    await engine.call('proposal.update', { id, body: { ...body, entities } });
    const person = (await list())[0]?.body.entities.find(({ kind }) => kind === 'person');
    expect([person?.value, person?.display]).toEqual(Array(2).fill('Rosa 5500 00•• •••• 0004'));
  });
});

describe('a proposal out of a mailbox', () => {
  const message = (number: number) =>
    [
      `From sender${number}@example.com Fri Mar 14 10:00:00 2025`,
      `From: Rosa Template <rosa${number}@example.com>`,
      `Message-ID: <m${number}@example.com>`,
      'Date: Fri, 14 Mar 2025 10:00:00 +0000',
      `Subject: Complaint ${number}`,
      '',
      complaint,
      '',
    ].join('\n');

  it('rests on its message, taken out as evidence, which is not proposed again', async () => {
    const { engine, base } = await openDesk();
    const caseId = await openCase(engine);
    await engine.call('observable.setCountries', { caseId, countries: ['US'] });
    const folder = writeFiles(base, { 'complaints.mbox': message(1) + message(2) });
    await engine.run('evidence.intake', { caseId, paths: [folder] });
    await engine.run('evidence.read', { caseId });
    const open = async () => (await engine.call('proposal.list', { caseId })).rows;
    const second = (await open()).find(({ page }) => page === 2);
    const done = await engine.run('proposal.accept', { caseId, ids: [second!.id] });
    expect(done).toMatchObject({ accepted: 1, takenOut: 1 });
    const { rows } = await engine.call('evidence.list', { caseId });
    expect(rows.map(({ name }) => name)).toEqual(['complaints.mbox', 'message-0002.eml']);
    const victim = (await engine.call('entity.list', { caseId, roles: ['victim'] })).rows[0];
    const record = await engine.call('entity.get', { id: victim!.id });
    expect(record.evidence).toMatchObject([
      { id: rows[1]!.id, because: { place: expect.stringMatching(/^page 1, line \d+$/), page: 1 } },
    ]);

    await engine.run('evidence.read', { caseId });
    const text = await engine.call('text.page', { evidenceId: rows[1]!.id, page: 1 });
    const { line, quote } = record.evidence[0]!.because!;
    expect(text.text.split('\n')[line! - 1]).toContain(quote!.split('\n')[0]);
    expect((await open()).map(({ page }) => page)).toEqual([1]);

    await engine.call('import.undo', { id: done.importId });
    const again = await engine.run('proposal.accept', { caseId, ids: [second!.id] });
    expect(again).toMatchObject({ accepted: 1, takenOut: 0 });
    expect((await engine.run('log.verify', {})).findings).toEqual([]);
  });
});

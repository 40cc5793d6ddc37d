import { describe, expect, it } from 'vitest';
import { failureOf, openCase, openDesk, writeFiles } from '../../../../tests/support/desk.ts';
import type { Engine } from '../../engine.ts';

const notes = [
  'Victim called (212) 555-0142 and then desk@nordhaven.example.',
  'Sites: login[.]nordhaven[.]example, login.nordhaven.example, hxxp://203.0.113[.]9/pay',
  'Our own: portal.house.example.com and +1 212 555 0199',
  'Card 4111 1111 1111 1111, SSN 123-45-6789, password: Winter2025 beside +1 212 555 0142.',
].join('\n');

async function readCase(
  files: Record<string, string>,
): Promise<{ engine: Engine; caseId: string; evidenceIds: string[] }> {
  const { engine, base } = await openDesk();
  const caseId = await openCase(engine);
  await engine.call('observable.setCountries', { caseId, countries: ['US'] });
  const folder = writeFiles(base, files);
  const { evidenceIds } = await engine.run('evidence.intake', { caseId, paths: [folder] });
  await engine.run('evidence.read', { caseId });
  return { engine, caseId, evidenceIds };
}

const open = async (engine: Engine, caseId: string) =>
  (await engine.call('observable.list', { caseId, limit: 100 })).rows;

describe('what is found in evidence', () => {
  it('is offered once for each thing, with all its places, and added by nobody but a person', async () => {
    const { engine, caseId } = await readCase({ 'a.txt': notes, 'b.txt': 'again: login.nordhaven.example' });
    const rows = await open(engine, caseId);
    const site = rows.find(({ normal }) => normal === 'login.nordhaven.example');
    expect(site).toMatchObject({
      kind: 'domain',
      display: 'login[.]nordhaven[.]example',
      count: 3,
      evidenceCount: 2,
      state: 'open',
    });
    const phone = rows.find(({ normal }) => normal === '+12125550142');
    expect(phone?.count).toBe(2);
    expect((await engine.call('entity.list', { caseId })).total).toBe(0);
    const { places } = await engine.call('observable.places', { id: site!.id });
    expect(places[0]).toMatchObject({
      page: 1,
      line: 2,
      before: expect.stringContaining('Sites: '),
      asFound: 'login[.]nordhaven[.]example',
    });
  });

  it('never brings a whole card number onto the screen or into a row', async () => {
    const { engine, caseId } = await readCase({ 'a.txt': notes });
    const rows = await open(engine, caseId);
    const phone = rows.find(({ normal }) => normal === '+12125550142');
    const { places } = await engine.call('observable.places', { id: phone!.id });
    const shown = JSON.stringify([rows, places]);
    expect(rows.some(({ kind }) => kind === 'payment-card')).toBe(true);
    expect(shown).not.toMatch(/1111[ ]?1111[ ]?1111|123-45-6789|Winter2025/);
  });

  it('is the same after reading again', async () => {
    const { engine, caseId } = await readCase({ 'a.txt': notes });
    const before = await open(engine, caseId);
    await engine.run('evidence.read', { caseId, again: true });
    expect(await open(engine, caseId)).toEqual(before);
  });

  it('leaves the list with evidence that is hidden, and comes back with it', async () => {
    const { engine, caseId, evidenceIds } = await readCase({ 'a.txt': notes });
    await engine.call('evidence.hide', { id: evidenceIds[0]!, hidden: true });
    expect(await open(engine, caseId)).toEqual([]);
    await engine.call('evidence.hide', { id: evidenceIds[0]!, hidden: false });
    expect((await open(engine, caseId)).length).toBeGreaterThan(4);
  });
});

describe('accepting', () => {
  it('makes records that rest on each piece they stand in, as one import with one undo', async () => {
    const { engine, caseId, evidenceIds } = await readCase({
      'a.txt': notes,
      'b.txt': 'login.nordhaven.example',
    });
    const done = await engine.run('observable.accept', {
      caseId,
      all: { kinds: ['domain', 'phone'] },
      roles: ['scam-infrastructure'],
    });
    expect(done).toMatchObject({ added: 4, matched: 0, refused: [] });
    const entities = (await engine.call('entity.list', { caseId })).rows;
    const site = entities.find(({ normal }) => normal === 'login.nordhaven.example');
    expect(site?.roles).toEqual(['scam-infrastructure']);
    const record = await engine.call('entity.get', { id: site!.id });
    expect(record.evidence.map(({ id }) => id).sort()).toEqual([...evidenceIds].sort());
    const accepted = (await engine.call('observable.list', { caseId, states: ['accepted'] })).rows;
    expect(accepted.find(({ normal }) => normal === site!.normal)?.entityId).toBe(site!.id);

    await engine.call('import.undo', { id: done.importId });
    expect((await engine.call('entity.list', { caseId })).total).toBe(0);
    expect((await engine.call('observable.list', { caseId, states: ['accepted'] })).total).toBe(0);
    expect((await open(engine, caseId)).some(({ normal }) => normal === 'login.nordhaven.example')).toBe(
      true,
    );
  });

  it('does not make infrastructure of the number and mailbox of a victim', async () => {
    const { engine, caseId } = await readCase({
      'victims.csv': 'Name,Phone,Mail\nRosa Template,(212) 555-0142,rosa@mail.example\n',
      'calls.txt': 'She was called by +1 212 555 0143.',
    });
    const { id: rosa } = await engine.call('entity.create', {
      caseId,
      kind: 'person',
      value: 'Rosa Template',
      roles: ['victim'],
      fields: { phone: '+1 212-555-0142', email: 'Rosa@mail.example' },
    });
    const accept = (roles: ('scam-infrastructure' | 'victim')[]) =>
      engine.run('observable.accept', { caseId, roles, all: { kinds: ['phone', 'email'] } });
    const accused = await accept(['scam-infrastructure']);
    expect(accused).toMatchObject({ added: 1, matched: 0 });
    expect(accused.refused.map(({ message }) => message)).toEqual([
      expect.stringContaining('e-mail address of Rosa Template (victim)'),
      expect.stringContaining('phone number of Rosa Template (victim)'),
    ]);
    expect((await open(engine, caseId)).map(({ kind }) => kind)).toEqual(['email', 'phone']);
    expect(await accept([])).toMatchObject({ added: 2, refused: [] });

    const numbers = (await engine.call('entity.list', { caseId, roles: ['scam-infrastructure'] })).rows;
    expect(numbers.map(({ normal }) => normal)).toEqual(['+12125550143']);
    expect((await engine.call('entity.get', { id: rosa })).roles).toEqual(['victim']);
  });

  it('meets a record the case has already', async () => {
    const { engine, caseId } = await readCase({ 'a.txt': notes });
    await engine.call('entity.create', { caseId, kind: 'domain', value: 'LOGIN.nordhaven.example' });
    const site = (await open(engine, caseId)).find(({ normal }) => normal === 'login.nordhaven.example');
    expect(await engine.run('observable.accept', { caseId, ids: [site!.id] })).toMatchObject({
      added: 0,
      matched: 1,
    });
  });

  it('brings the host of a web address, on the same evidence and joined to it', async () => {
    const { engine, caseId, evidenceIds } = await readCase({
      'a.txt': 'hxxps://login[.]nordhaven[.]example/pay and http://203.0.113.9/pay and http://router/x',
      'b.txt': 'again https://login.nordhaven.example/pay',
    });
    const done = await engine.run('observable.accept', {
      caseId,
      all: { kinds: ['url'] },
      roles: ['scam-infrastructure'],
    });
    expect(done).toMatchObject({ added: 2, hosts: 2 });
    const rows = (await engine.call('entity.list', { caseId })).rows;
    expect(rows.map(({ kind, normal, roles }) => [kind, normal, roles.length]).sort()).toEqual([
      ['domain', 'login.nordhaven.example', 0],
      ['ip', '203.0.113.9', 0],
      ['url', 'http://203.0.113.9/pay', 1],
      ['url', 'https://login.nordhaven.example/pay', 1],
    ]);
    const site = rows.find(({ kind }) => kind === 'domain');
    const record = await engine.call('entity.get', { id: site!.id });
    expect(record.evidence.map(({ id }) => id).sort()).toEqual([...evidenceIds].sort());
    const links = (await engine.call('link.list', { caseId })).rows;
    expect(links.map(({ kind, to }) => [kind, to.display]).sort()).toEqual([
      ['hosted-on', '203[.]0[.]113[.]9'],
      ['hosted-on', 'login[.]nordhaven[.]example'],
    ]);
    await engine.call('import.undo', { id: done.importId });
    expect((await engine.call('entity.list', { caseId })).total).toBe(0);
    expect((await engine.call('link.list', { caseId })).total).toBe(0);
  });

  it('makes a record of a sort code and account number', async () => {
    const { engine, caseId } = await readCase({ 'a.txt': 'Sort code: 99-99-99\nAccount: 31926819' });
    await engine.run('observable.accept', { caseId, all: { kinds: ['bank-account'] } });
    expect((await engine.call('entity.list', { caseId })).rows).toMatchObject([
      { kind: 'bank-account', normal: 'gb:sort-code:999999:31926819', country: 'GB' },
    ]);
  });

  it('tells where the record it meets says otherwise', async () => {
    const { engine, caseId } = await readCase({ 'a.txt': notes });
    const made = await engine.call('entity.create', {
      caseId,
      kind: 'domain',
      value: 'login.nordhaven.example',
      country: 'GB',
    });
    const site = (await open(engine, caseId)).find(({ normal }) => normal === 'login.nordhaven.example');
    const done = await engine.run('observable.accept', { caseId, ids: [site!.id], country: 'US' });
    const told = (await engine.call('import.findings', { id: done.importId })).rows;
    expect(told).toMatchObject([
      { severity: 'warning', code: 'contradiction', place: 'login[.]nordhaven[.]example' },
    ]);
    expect((await engine.call('entity.get', { id: made.id })).country).toBe('GB');
  });

  it('leaves open what has no record, and says why', async () => {
    const hash = 'a3'.repeat(32);
    const { engine, caseId } = await readCase({ 'a.txt': `sha256 ${hash}` });
    const [row] = await open(engine, caseId);
    const done = await engine.run('observable.accept', { caseId, ids: [row!.id] });
    expect(done.refused[0]?.message).toContain('There is no record');
    expect((await open(engine, caseId))[0]?.state).toBe('open');
  });

  it('refuses finds of another case', async () => {
    const { engine, caseId } = await readCase({ 'a.txt': notes });
    const other = await openCase(engine);
    const [row] = await open(engine, caseId);
    const failure = await failureOf(engine.run('observable.accept', { caseId: other, ids: [row!.id] }));
    expect(failure.code).toBe('not-found');
  });
});

describe('putting aside', () => {
  it('is remembered by what was found, also when the evidence is read again', async () => {
    const { engine, caseId } = await readCase({ 'a.txt': notes });
    const site = (await open(engine, caseId)).find(({ normal }) => normal === 'login.nordhaven.example');
    await engine.call('observable.decide', { caseId, ids: [site!.id], state: 'rejected' });
    await engine.run('evidence.read', { caseId, again: true });
    expect((await open(engine, caseId)).some(({ normal }) => normal === site!.normal)).toBe(false);
    const [rejected] = (await engine.call('observable.list', { caseId, states: ['rejected'] })).rows;
    await engine.call('observable.decide', { caseId, ids: [rejected!.id], state: 'open' });
    expect((await open(engine, caseId)).some(({ normal }) => normal === site!.normal)).toBe(true);
  });

  it("passes over the house's own domains and numbers, before and after, until the rule is gone", async () => {
    const { engine, caseId } = await readCase({ 'a.txt': notes });
    const has = async (normal: string) => (await open(engine, caseId)).some((row) => row.normal === normal);
    expect(await has('portal.house.example.com')).toBe(true);
    const rule = await engine.call('observable.addRule', {
      caseId,
      kind: 'domain',
      pattern: '*.House.example.com',
    });
    await engine.call('observable.addRule', { caseId, kind: 'phone', pattern: '+1 212 555 0199' });
    expect(await has('portal.house.example.com')).toBe(false);
    expect(await has('+12125550199')).toBe(false);
    await engine.run('observable.paste', {
      caseId,
      text: 'mail.house.example.com new.example',
      source: 'a colleague',
    });
    expect(await has('mail.house.example.com')).toBe(false);
    expect(await has('new.example')).toBe(true);
    await engine.call('observable.removeRule', { id: rule.id });
    expect(await has('mail.house.example.com')).toBe(true);
  });

  it('refuses a rule that names nothing', async () => {
    const { engine, caseId } = await readCase({ 'a.txt': 'nothing' });
    const failure = await failureOf(
      engine.call('observable.addRule', { caseId, kind: 'domain', pattern: '*.' }),
    );
    expect(failure.code).toBe('invalid-input');
  });
});

describe('a pasted list', () => {
  it('becomes evidence with its source, and its finds rest on it', async () => {
    const { engine, caseId } = await readCase({ 'a.txt': 'nothing here' });
    const text = 'bad1[.]example\nbad2[.]example\n';
    const found = await engine.call('observable.find', { caseId, text });
    expect(found.found.map(({ normal }) => normal)).toEqual(['bad1.example', 'bad2.example']);
    const told: string[] = [];
    engine.listen((event) => {
      if (event.event === 'changed') told.push(...event.tables);
    });
    const pasted = await engine.run('observable.paste', {
      caseId,
      text,
      name: 'list from the bank',
      source: 'Example Bank',
    });
    expect(pasted.found).toBe(2);
    // Views ask again once the finds are there, not only when the evidence is.
    expect(told.lastIndexOf('observable')).toBeGreaterThan(told.lastIndexOf('custody'));
    const evidence = await engine.call('evidence.get', { id: pasted.evidenceId });
    expect(evidence).toMatchObject({
      name: 'list from the bank.txt',
      source: 'Example Bank',
      sizeBytes: text.length,
    });
    expect(evidence.custody[0]?.action).toBe('acquired');
    const done = await engine.run('observable.accept', { caseId, all: { evidenceId: pasted.evidenceId } });
    expect(done.added).toBe(2);
    expect((await engine.run('log.verify', {})).findings).toEqual([]);
  });
});

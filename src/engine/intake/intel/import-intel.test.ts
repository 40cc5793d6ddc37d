/** Intelligence of others comes in as one import: seen before, undone as one, and twice is once. */
import { beforeEach, describe, expect, test } from 'vitest';
import { type Desk, failureOf, openCase, openDesk, writeFiles } from '../../../../tests/support/desk.ts';

let desk: Desk;
let caseId: string;

beforeEach(async () => {
  desk = await openDesk();
  caseId = await openCase(desk.engine);
});

async function evidence(content: unknown, name = 'intel.json'): Promise<string> {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const folder = writeFiles(desk.base, { [name]: text }, `in-${name}-${text.length}-${Math.random()}`);
  const taken = await desk.engine.run('evidence.intake', { caseId, paths: [folder], copies: 'all' });
  return taken.evidenceIds[0]!;
}
const bring = async (content: unknown) =>
  desk.engine.run('intel.import', { caseId, evidenceId: await evidence(content) });
const preview = async (content: unknown) =>
  desk.engine.run('intel.preview', { caseId, evidenceId: await evidence(content) });
const rows = (sql: string) => desk.engine.session().database.prepare(sql).all() as Record<string, unknown>[];
const shown = (table: string) =>
  rows(`SELECT count(*) AS n FROM ${table} WHERE hidden_at IS NULL`)[0]!.n as number;

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const time = '2024-03-01T10:00:00.000Z';
const sdo = (type: string, number: number, more: object) => ({
  type,
  spec_version: '2.1',
  id: `${type}--${uuid(number)}`,
  created: time,
  modified: time,
  ...more,
});
const bundle = (...objects: object[]) => ({ type: 'bundle', id: `bundle--${uuid(999)}`, objects });

const crew = sdo('threat-actor', 1, {
  name: 'Example Crew',
  threat_actor_types: ['crime-syndicate'],
  aliases: ['The Crew'],
});
const site = {
  type: 'domain-name',
  spec_version: '2.1',
  id: `domain-name--${uuid(2)}`,
  value: 'login.example.com',
};
const uses = sdo('relationship', 3, {
  relationship_type: 'uses',
  source_ref: crew.id,
  target_ref: site.id,
  start_time: '2024-01-01T00:00:00Z',
  confidence: 90,
});
const seen = sdo('sighting', 4, {
  sighting_of_ref: site.id,
  first_seen: '2024-02-01T00:00:00Z',
  last_seen: '2024-02-03T00:00:00Z',
  count: 3,
});
const strange = sdo('x-acme-lure', 5, { lure: 'A parcel is waiting', weight: 0.5 });
const all = bundle(crew, site, uses, seen, strange);

describe('a STIX bundle', () => {
  test('becomes entities, links and events that rest on its file, and what is not understood is kept', async () => {
    const result = await bring(all);
    expect(result.counts).toMatchObject({ added: 2, links: 1, events: 1 });
    expect(result.objects).toEqual({ read: 3, partly: 1, kept: 1, revoked: 0 });
    const { rows: links } = await desk.engine.call('link.list', { caseId });
    expect(links[0]).toMatchObject({
      kind: 'uses',
      confidence: 'confirmed',
      from: { display: 'Example Crew' },
      to: { display: 'login[.]example[.]com' },
      began: { earliest: Date.parse('2024-01-01T00:00:00Z') },
    });
    expect(links[0]?.evidenceIds).toHaveLength(1);
    const { rows: events } = await desk.engine.call('event.list', { caseId });
    expect(events[0]).toMatchObject({ kind: 'site-live', title: 'Seen: login[.]example[.]com' });
    const { rows: kept } = await desk.engine.call('intel.objects', { caseId, states: ['kept'] });
    expect(kept).toHaveLength(1);
    const whole = await desk.engine.call('intel.object', { id: kept[0]!.id });
    expect(JSON.parse(whole.json)).toEqual(strange);
    const { rows: partly } = await desk.engine.call('intel.objects', { caseId, states: ['partly'] });
    expect(partly[0]?.leftOver).toEqual(['threat_actor_types']);
    const { records } = await desk.engine.call('intel.object', { id: partly[0]!.id });
    expect(records.map(({ display }) => display)).toContain('Example Crew');
  });

  test('a preview says what would come and writes nothing', async () => {
    const heads = () => rows('SELECT seq FROM log_head');
    const evidenceId = await evidence(all);
    const before = heads();
    const seenFirst = await desk.engine.run('intel.preview', { caseId, evidenceId });
    expect(heads()).toEqual(before);
    expect(seenFirst).toMatchObject({
      formatName: 'STIX 2.1 bundle',
      links: 1,
      events: 1,
      unchanged: 0,
      keptTypes: [{ type: 'x-acme-lure', count: 1 }],
    });
    await desk.engine.run('intel.import', { caseId, evidenceId });
    const again = await preview(all);
    expect(again.unchanged).toBe(5);
    expect(again.entities.every(({ added, unsure }) => added + unsure === 0)).toBe(true);
  });

  test('imported twice, from two files, changes nothing', async () => {
    await bring(all);
    const tables = [
      'entity',
      'link',
      'event',
      'intel_object',
      'intel_record',
      'entity_role',
      'event_participant',
    ];
    const state = () =>
      tables.map((table) =>
        rows(`SELECT * FROM ${table} ORDER BY id`).map((row) => ({ ...row, changed_at: '' })),
      );
    const before = state();
    const second = await bring(JSON.stringify(all, null, 2).replaceAll('\n', '\r\n'));
    expect(second.counts.added).toBeUndefined();
    expect(second.counts.unsure).toBeUndefined();
    await bring(all);
    expect(rows('SELECT count(*) AS n FROM intel_object')[0]!.n).toBe(5);
    for (const table of ['entity', 'link', 'event'])
      expect(shown(table), table).toBe(before[tables.indexOf(table)]!.length);
  });

  test('one undo takes all of it back, and it comes in again', async () => {
    await bring(all);
    await desk.engine.call('log.undo', { caseId });
    for (const table of ['entity', 'link', 'event']) expect(shown(table), table).toBe(0);
    expect(rows('SELECT * FROM intel_object')).toEqual([]);
    await bring(all);
    for (const table of ['entity', 'link', 'event']) expect(shown(table), table).toBeGreaterThan(0);
    expect((await desk.engine.run('log.verify', {})).findings).toEqual([]);
  });

  test('what its source revokes later is hidden where nobody else says it', async () => {
    await bring(all);
    const later = { ...uses, modified: '2024-04-01T00:00:00.000Z', revoked: true };
    const result = await bring(bundle(later));
    expect(result.objects.revoked).toBe(1);
    expect(result.counts.hidden).toBe(1);
    expect(shown('link')).toBe(0);
    expect(shown('entity')).toBe(2);
    const older = await bring(all);
    expect(older.counts.older).toBe(1);
    expect(shown('link')).toBe(0);
  });

  test('what a person hid stays hidden when the file comes again', async () => {
    await bring(all);
    const { rows: entities } = await desk.engine.call('entity.list', { caseId });
    const actor = entities.find(({ kind }) => kind === 'organisation')!;
    await desk.engine.call('entity.hide', { id: actor.id, hidden: true });
    const [link] = (await desk.engine.call('link.list', { caseId, hidden: 'with' })).rows;
    await desk.engine.call('link.hide', { id: link!.id, hidden: true });
    const counts = ['entity', 'link', 'event'].map(shown);
    await bring(all);
    expect(['entity', 'link', 'event'].map(shown)).toEqual(counts);
  });

  test('a later version adds what it knows and makes no second record', async () => {
    await bring(all);
    const later = {
      ...crew,
      modified: '2024-05-01T00:00:00.000Z',
      aliases: ['The Crew', 'Night Shift'],
      object_marking_refs: ['marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed'],
    };
    const result = await bring(bundle(later));
    expect(result.counts).toMatchObject({ matched: 1, changed: 1 });
    const { rows: entities } = await desk.engine.call('entity.list', { caseId, kinds: ['organisation'] });
    expect(entities).toHaveLength(1);
    expect(entities[0]?.marking).toBe('red');
    const { fields } = await desk.engine.call('entity.get', { id: entities[0]!.id });
    expect(fields.aliases).toEqual(['The Crew', 'Night Shift']);
  });

  test('a relation whose other end comes later becomes a link then', async () => {
    await bring(bundle(crew, uses));
    expect(shown('link')).toBe(0);
    await bring(bundle(crew, site, uses));
    expect(shown('link')).toBe(1);
    const { rows: objects } = await desk.engine.call('intel.objects', { caseId, type: 'relationship' });
    expect(objects[0]?.state).toBe('read');
    await bring(bundle(uses));
    const again = await desk.engine.call('intel.objects', { caseId, type: 'relationship' });
    expect(again.rows[0]?.state).toBe('read');
  });

  test('the highest marking wins, of version 1 as of version 2', async () => {
    const white = { object_marking_refs: ['marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9'] };
    const strict = { object_marking_refs: ['marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003'] };
    const one = (number: number, value: string, more: object) => ({
      ...site,
      id: `domain-name--${uuid(number)}`,
      value,
      ...more,
    });
    await bring(
      bundle(
        one(10, 'open.example.com', white),
        one(11, 'both.example.com', white),
        one(12, 'both.example.com', strict),
      ),
    );
    const { rows: entities } = await desk.engine.call('entity.list', { caseId, sort: 'display' });
    expect(entities.map(({ normal, marking }) => [normal, marking])).toEqual([
      ['both.example.com', 'amber+strict'],
      ['open.example.com', 'clear'],
    ]);
  });

  test('a card number goes no further than the evidence', async () => {
    const card = {
      type: 'payment-card',
      spec_version: '2.1',
      id: `payment-card--${uuid(20)}`,
      value: '4242424242424242',
      security_code: '999',
      expiration_date: '2030-01-02T23:59:59Z',
    };
    await bring(bundle(card));
    const database = desk.engine.session().database;
    const tables = rows(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'",
    ).map(({ name }) => name as string);
    for (const table of tables) {
      const text = JSON.stringify(database.prepare(`SELECT * FROM "${table}"`).all());
      expect(text.includes('4242424242424242'), table).toBe(false);
    }
    expect(rows('SELECT code FROM import_finding').map(({ code }) => code)).toContain('masked-secret');
    const { rows: entities } = await desk.engine.call('entity.list', { caseId });
    expect(entities[0]).toMatchObject({ kind: 'payment-card' });
  });
});

describe('what an import tells', () => {
  const findings = () => rows('SELECT place, severity, code, message, raw FROM import_finding');

  test('says where a secret was masked, and repeats it nowhere', async () => {
    const identity = sdo('identity', 30, {
      name: 'Ana Example 4111 1111 1111 1111',
      identity_class: 'individual',
      roles: ['victim'],
    });
    const seen = sdo('threat-actor', 31, {
      name: 'Example Crew',
      first_seen: 'after card 4111 1111 1111 1111',
    });
    await bring(bundle(identity, seen));
    const told = findings();
    expect(told).toContainEqual(
      expect.objectContaining({
        place: '/objects/0',
        code: 'masked-secret',
        message: '1 × payment card number in the field "name" was masked; the evidence keeps it.',
      }),
    );
    expect(JSON.stringify(told)).not.toMatch(/4111[ ]?1111[ ]?1111[ ]?1111/);
    const looked = await preview(bundle(identity, seen));
    expect(JSON.stringify(looked)).not.toMatch(/4111[ ]?1111[ ]?1111[ ]?1111/);
  });

  test('names a record of the case that says otherwise', async () => {
    await desk.engine.call('entity.create', {
      caseId,
      kind: 'bank-account',
      value: 'GB33BUKB20201555555555',
      fields: { bank: 'First Example Bank' },
    });
    const account = {
      type: 'bank-account',
      spec_version: '2.1',
      id: `bank-account--${uuid(32)}`,
      iban: 'GB33BUKB20201555555555',
      bank: 'Second Example Bank',
    };
    await bring(bundle(account));
    const told = findings().find(({ code }) => code === 'contradiction');
    expect(told).toMatchObject({ place: '/objects/0', severity: 'warning' });
    expect(told?.message).toContain('about: bank.');
  });
});

test('an import that is cancelled keeps what it wrote as one batch, and goes on where it was', async () => {
  const many = bundle(
    ...Array.from({ length: 2500 }, (_, index) => ({
      type: 'domain-name',
      spec_version: '2.1',
      id: `domain-name--${uuid(1000 + index)}`,
      value: `h${index}.example.com`,
    })),
  );
  const evidenceId = await evidence(many);
  const controller = new AbortController();
  const stop = desk.engine.listen((event) => {
    if (event.event === 'job' && event.job.progress?.stage === 'Entities') controller.abort();
  });
  const failure = await failureOf(desk.engine.run('intel.import', { caseId, evidenceId }, controller.signal));
  stop();
  expect(failure.code).toBe('cancelled');
  expect(rows('SELECT state FROM import_batch').map(({ state }) => state)).toEqual(['cancelled']);
  expect(shown('entity')).toBeGreaterThan(0);
  expect(shown('entity')).toBeLessThan(2500);
  await desk.engine.run('intel.import', { caseId, evidenceId });
  expect(shown('entity')).toBe(2500);
  expect((await desk.engine.run('log.verify', {})).findings).toEqual([]);
});

describe('a web address', () => {
  const url = {
    type: 'url',
    spec_version: '2.1',
    id: `url--${uuid(20)}`,
    value: 'https://pay.example.net/a',
  };

  test('brings its host, linked, counted by itself, met in another case and undone with it', async () => {
    const { batchId, counts } = await bring(
      bundle(
        url,
        { ...url, id: `url--${uuid(21)}`, value: 'https://pay.example.net/b' },
        { ...url, id: `url--${uuid(22)}`, value: 'http://203.0.113.9/x' },
        { ...url, id: `url--${uuid(23)}`, value: 'https://login.example.com/z' },
        site,
      ),
    );
    expect(counts).toMatchObject({ added: 5, hosts: 2, links: 4 });
    const { rows: links } = await desk.engine.call('link.list', { caseId });
    expect(links.map(({ kind, confidence, to }) => [kind, confidence, to.display]).sort()).toEqual([
      ['hosted-on', 'confirmed', '203[.]0[.]113[.]9'],
      ['hosted-on', 'confirmed', 'login[.]example[.]com'],
      ['hosted-on', 'confirmed', 'pay[.]example[.]net'],
      ['hosted-on', 'confirmed', 'pay[.]example[.]net'],
    ]);
    const { rows: hosts } = await desk.engine.call('entity.list', {
      caseId,
      search: 'pay.example.net',
      kinds: ['domain'],
    });
    expect(hosts).toMatchObject([{ roles: [] }]);
    expect(rows(`SELECT 1 FROM support WHERE subject_id = '${hosts[0]?.id}'`)).toHaveLength(1);
    const other = await openCase(desk.engine, 'Other');
    await desk.engine.call('entity.create', {
      caseId: other,
      kind: 'domain',
      value: 'pay.example.net',
    });
    const matches = await desk.engine.call('match.list', { caseId: other });
    expect(matches.rows).toMatchObject([{ kind: 'domain', caseCount: 1 }]);
    const again = await bring(bundle(url));
    expect(again.counts).toMatchObject({ 'hosts known': 1, matched: 1 });
    expect(again.counts.hosts).toBeUndefined();
    await desk.engine.call('import.undo', { id: batchId });
    expect(shown('entity')).toBe(1);
    expect(shown('link')).toBe(0);
  });
});

describe('a MISP event', () => {
  test('of which nothing becomes a record says what it kept, and can be taken back', async () => {
    const { batchId, counts } = await bring({
      Event: {
        info: 'Only an object of a template nobody knows',
        date: '2025-03-14',
        uuid: uuid(40),
        Object: [
          {
            name: 'acme-lure',
            uuid: uuid(41),
            Attribute: [{ type: 'text', object_relation: 'lure', value: 'A parcel', uuid: uuid(42) }],
          },
        ],
      },
    });
    expect(counts).toMatchObject({ 'objects kept': expect.any(Number) });
    const record = await desk.engine.call('import.get', { id: batchId });
    expect(record).toMatchObject({ undoable: true });
    expect(record.counts['objects kept']).toBeGreaterThan(0);
  });

  const event = {
    Event: {
      uuid: uuid(100),
      info: 'Tech-support pop-ups',
      date: '2024-03-02',
      timestamp: '1709373600',
      distribution: '1',
      Orgc: { name: 'Example CERT', uuid: uuid(101) },
      Tag: [{ name: 'tlp:white' }, { name: 'PAP:AMBER' }],
      Attribute: [
        {
          uuid: uuid(102),
          type: 'phone-number',
          category: 'Financial fraud',
          to_ids: true,
          value: '+1 202 555 0143',
        },
        {
          uuid: uuid(103),
          type: 'sha256',
          category: 'Payload delivery',
          to_ids: true,
          value: 'a'.repeat(64),
        },
        { uuid: uuid(104), type: 'domain', to_ids: true, value: 'gone.example.com', deleted: true },
      ],
      Object: [
        {
          uuid: uuid(105),
          name: 'phishing',
          'meta-category': 'network',
          Attribute: [
            {
              uuid: uuid(106),
              type: 'url',
              object_relation: 'url',
              value: 'https://secure.example.com/login',
            },
            { uuid: uuid(107), type: 'text', object_relation: 'target', value: 'Example Bank' },
            {
              uuid: uuid(108),
              type: 'datetime',
              object_relation: 'takedown-time',
              value: '2024-03-03T08:00:00+00:00',
            },
          ],
          ObjectReference: [{ uuid: uuid(109), referenced_uuid: uuid(102), relationship_type: 'related-to' }],
        },
      ],
    },
  };

  test('becomes entities with the roles its source gives them, a takedown and links', async () => {
    const result = await bring(event);
    expect(result).toMatchObject({ formatName: 'MISP, 1 event', title: 'Tech-support pop-ups' });
    const { rows: entities } = await desk.engine.call('entity.list', { caseId });
    expect(entities.map(({ kind, roles, marking }) => [kind, roles, marking]).sort()).toEqual([
      // Where the web address lies, which nobody called infrastructure.
      ['domain', [], 'clear'],
      ['organisation', ['impersonated-brand'], 'clear'],
      ['phone', ['scam-infrastructure'], 'clear'],
      ['url', ['scam-infrastructure'], 'clear'],
    ]);
    const { rows: links } = await desk.engine.call('link.list', { caseId });
    expect(links.map(({ kind }) => kind).sort()).toEqual(['hosted-on', 'impersonates', 'related-to']);
    const { rows: events } = await desk.engine.call('event.list', { caseId });
    expect(events.map(({ kind }) => kind)).toEqual(['taken-down']);
    const { rows: kept } = await desk.engine.call('intel.objects', { caseId, states: ['kept'] });
    expect(kept.map(({ type, creator }) => [type, creator])).toEqual([
      ['attribute sha256', 'Example CERT'],
      ['event', 'Example CERT'],
    ]);
    const { tags } = await desk.engine.call('intel.object', { id: kept[1]!.id });
    expect(tags).toContain('PAP:AMBER');
    expect(result.objects.revoked).toBe(1);
  });
});

describe('refusals', () => {
  test.each([
    ['{"type": "bundle", }', 'not-json'],
    ['{"hello": "world"}', 'unknown-format'],
    ['<stix:STIX_Package/>', 'not-json'],
    [`{"type":"bundle","objects":${'['.repeat(5000)}${']'.repeat(5000)}}`, 'too-deep'],
  ])('%.30s', async (text, reason) => {
    const failure = await failureOf(preview(text));
    expect(failure.code).toBe('invalid-input');
    expect(failure.details.reason).toBe(reason);
  });
});

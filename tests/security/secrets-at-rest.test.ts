/** What may not be kept whole stands in no row and in no log entry, whichever way it came in. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { type StoredEntry, unpackChanges } from '../../src/engine/log/entry.ts';
import type { ColumnMapping } from '../../src/shared/contract/import-table.ts';
import { type Desk, openCase, openDesk, writeFiles } from '../support/desk.ts';

let desk: Desk;
let caseId: string;

beforeEach(async () => {
  desk = await openDesk();
  caseId = await openCase(desk.engine);
  await desk.engine.call('observable.setCountries', { caseId, countries: ['US', 'IN'] });
});

const secrets = {
  card: '5500 0000 0000 0004',
  ssn: '512-34-6789',
  aadhaar: '2345 6789 0124',
  dni: '12345678Z',
  password: 'Geheim-77-xy',
  code: '482913',
};
const told = `card ${secrets.card}, SSN ${secrets.ssn}, Aadhaar ${secrets.aadhaar}, DNI ${secrets.dni}, password: ${secrets.password}, OTP: ${secrets.code}`;

/** Text read out of evidence holds what the evidence holds, and is derived from it (docs/decisions/0040). */
const derived = /^(?:evidence_text|chat_message|content_reading|mail|mail_\w+|search\w*)$/;

function takeIn(files: Record<string, string>): Promise<{ evidenceIds: string[] }> {
  const folder = writeFiles(desk.base, files, `in-${randomUUID()}`);
  return desk.engine.run('evidence.intake', {
    caseId,
    paths: Object.keys(files).map((name) => join(folder, name)),
  });
}

/** Where in the rows of records and in the log one of them stands whole. */
function leaks(): string[] {
  const { database } = desk.engine.session();
  const found: string[] = [];
  const look = (where: string, text: string): void => {
    for (const [name, secret] of Object.entries(secrets))
      for (const form of new Set([secret, secret.replace(/[ -]/g, '')]))
        if (text.includes(form))
          found.push(
            `${name} in ${where}: …${text.slice(Math.max(0, text.indexOf(form) - 60), text.indexOf(form) + 20)}`,
          );
  };
  const tables = database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")
    .pluck()
    .all() as string[];
  for (const table of tables.filter((name) => !derived.test(name)))
    for (const row of database.prepare(`SELECT * FROM "${table}"`).all() as Record<string, unknown>[])
      for (const [column, value] of Object.entries(row))
        if (typeof value === 'string') look(`${table}.${column}`, value);
  for (const entry of database.prepare('SELECT * FROM change_log').all() as StoredEntry[])
    for (const change of unpackChanges(entry).changes)
      look(`log entry ${entry.seq}, ${change.table}`, JSON.stringify(change));
  return found;
}

it('in a table: cells, headers, a title to remember', async () => {
  const { evidenceIds } = await takeIn({
    'victims.csv': [
      `Name,Email,Phone,Notes,Scammer,Amount,When,${secrets.card}`,
      `Vera V ${told},vera@mail.example,+12025550143,"${told}",login.example.com,5,2024-01-01,${secrets.card}`,
      `${secrets.card},${secrets.ssn},${secrets.card},${told},${secrets.card},${secrets.card},${secrets.card},x`,
      `${told},"${told}","${told}","${told}","${told}","${told}","${told}","${told}"`,
      `"${told}`,
    ].join('\n'),
  });
  const evidenceId = evidenceIds[0]!;
  const found = await desk.engine.call('import.inspectTable', { evidenceId });
  const uses = [
    'person-name',
    'person-email',
    'person-phone',
    'note',
    'url',
    'amount',
    'event-start',
    'domain',
  ] as const;
  for (const rowsAre of ['people', 'events'] as const)
    await desk.engine.run('import.table', {
      evidenceId,
      remember: `Mapping ${told}`,
      mapping: {
        format: found.format,
        headerRow: 1,
        rowsAre,
        eventKind: 'complaint',
        eventTitle: told,
        keepInvalid: true,
        columns: found.columns.map(
          (column, index): ColumnMapping =>
            ({
              index,
              header: column.header,
              use: uses[index]!,
              zone: 'UTC',
              currency: 'USD',
              decimalSeparator: '.',
              country: 'US',
              dayOrder: 'year-month-day',
            }) as ColumnMapping,
        ),
      },
    });
  expect(leaks()).toEqual([]);
});

it('in a mail, its attachments and what is proposed from it', async () => {
  await takeIn({
    'complaint.eml': [
      `From: "Vera ${secrets.card}" <vera@mail.example>`,
      `Subject: my ${told}`,
      'Date: Mon, 1 Apr 2024 10:00:00 +0000',
      'Message-ID: <1@mail.example>',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      `I was called by +1 212 555 0142 on 14 March 2024, my ${told}. I paid $1,500.00 by wire to IBAN GB82 WEST 1234 5698 7654 32 and told them ${told}. My name is Rosa Template. I paid $20 to ${secrets.card} at http://login.example.com/ and bank account ${secrets.card}.`,
      '',
      'Regards,',
      'Rosa Template',
      '--b',
      `Content-Type: text/plain; name="${told}.txt"`,
      `Content-Disposition: attachment; filename="${told}.txt"`,
      '',
      told,
      '--b--',
      '',
    ].join('\r\n'),
    'chat.txt': [
      '14/03/2024, 10:00 - +1 212 555 0199: Send the OTP: 482913 please',
      `14/03/2024, 10:01 - Vera: I paid $500 with my ${told}`,
      `14/03/2024, 10:02 - +1 212 555 0199: send to http://pay.example.com/ ${told}`,
    ].join('\n'),
    'intel-list.txt': `http://a.example.com/\n${told}`,
  });
  await desk.engine.run('evidence.read', { caseId });
  const { rows: proposals } = await desk.engine.call('proposal.list', { caseId });
  expect(proposals).toHaveLength(2);
  expect(await desk.engine.run('proposal.accept', { caseId, all: {} })).toMatchObject({ accepted: 2 });
  await desk.engine.run('observable.accept', { caseId, all: {}, keepInvalid: true });
  expect(leaks()).toEqual([]);
});

it('in intelligence of others', async () => {
  const time = '2024-03-01T10:00:00.000Z';
  const id = (type: string, n: number) => `${type}--00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  const bare = secrets.card.replaceAll(' ', '');
  const { evidenceIds } = await takeIn({
    'stix.json': JSON.stringify({
      type: 'bundle',
      id: id('bundle', 9),
      objects: [
        {
          type: 'threat-actor',
          spec_version: '2.1',
          id: id('threat-actor', 1),
          created: time,
          modified: time,
          name: `Crew ${told}`,
          description: told,
          aliases: [told],
          labels: [told],
          external_references: [{ source_name: told, description: told, url: 'http://x.example.com/' }],
        },
        {
          type: 'x-acme-card',
          spec_version: '2.1',
          id: id('x-acme-card', 2),
          created: time,
          modified: time,
          [told]: told,
          pan: bare,
          list: [told, { deep: told }],
          password: secrets.password,
          otp: secrets.code,
          ssn: secrets.ssn,
        },
        {
          type: 'payment-card',
          spec_version: '2.1',
          id: id('payment-card', 3),
          value: secrets.card,
          number: bare,
        },
        {
          type: 'user-account',
          spec_version: '2.1',
          id: id('user-account', 4),
          user_id: 'vera',
          credential: secrets.password,
          display_name: told,
        },
        { type: 'url', spec_version: '2.1', id: id('url', 5), value: 'http://x.example.com/' },
        {
          type: 'note',
          spec_version: '2.1',
          id: id('note', 6),
          created: time,
          modified: time,
          content: told,
          abstract: told,
          object_refs: [id('url', 5)],
        },
        {
          type: 'identity',
          spec_version: '2.1',
          id: id('identity', 7),
          created: time,
          modified: time,
          name: told,
          contact_information: told,
        },
        {
          type: 'indicator',
          spec_version: '2.1',
          id: id('indicator', 8),
          created: time,
          modified: time,
          name: told,
          pattern: `[url:value = 'http://x.example.com/'] AND [x:password = '${secrets.password}']`,
          pattern_type: 'stix',
          valid_from: time,
        },
        { type: told, id: told },
      ],
    }),
    'misp.json': JSON.stringify({
      Event: {
        info: `Event ${told}`,
        date: '2024-01-01',
        uuid: '00000000-0000-4000-8000-000000000001',
        Tag: [{ name: told }],
        Attribute: [
          {
            type: 'cc-number',
            category: 'Financial fraud',
            value: bare,
            comment: told,
            uuid: '00000000-0000-4000-8000-000000000002',
          },
          {
            type: 'text',
            category: 'Other',
            value: told,
            comment: told,
            uuid: '00000000-0000-4000-8000-000000000003',
          },
          {
            type: 'bank-account-nr',
            category: 'Financial fraud',
            value: '12345678',
            comment: told,
            uuid: '00000000-0000-4000-8000-000000000004',
          },
          {
            type: 'identity-card-number',
            category: 'Person',
            value: secrets.dni,
            uuid: '00000000-0000-4000-8000-000000000006',
          },
        ],
        Object: [
          {
            name: 'credential',
            uuid: '00000000-0000-4000-8000-000000000005',
            comment: told,
            Attribute: [
              {
                object_relation: 'password',
                type: 'text',
                value: secrets.password,
                uuid: '00000000-0000-4000-8000-000000000007',
              },
              {
                object_relation: 'username',
                type: 'text',
                value: 'vera',
                uuid: '00000000-0000-4000-8000-000000000008',
              },
            ],
          },
        ],
      },
    }),
  });
  for (const evidenceId of evidenceIds) await desk.engine.run('intel.import', { caseId, evidenceId });
  expect(leaks()).toEqual([]);
});

it('in what a person writes to an import', async () => {
  const { evidenceIds } = await takeIn({ 'a.txt': 'nothing' });
  await desk.engine.run('observable.paste', {
    caseId,
    text: `${told} http://p.example.com`,
    name: `List ${told}`,
    source: told,
  });
  await desk.engine.call('observable.addRule', {
    caseId,
    kind: 'domain',
    pattern: 'example.org',
    note: told,
  });
  await desk.engine.run('evidence.intake', {
    caseId,
    paths: [writeFiles(desk.base, { 'a.txt': 'a' }, `f-${randomUUID()}`)],
    acquisition: { source: told, place: told, note: told, acquiredBy: told },
  });
  expect(evidenceIds).toHaveLength(1);
  expect(leaks()).toEqual([]);
});

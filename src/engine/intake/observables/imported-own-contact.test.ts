/** Imports that show an accepted find to be a victim's own tell so, and are where it is put right. */
import { expect, it } from 'vitest';
import { openCase, openDesk, writeFiles } from '../../../../tests/support/desk.ts';

const misp = {
  Event: {
    uuid: '00000000-0000-4000-8000-000000000001',
    info: 'Complaints of a partner',
    date: '2025-03-14',
    timestamp: '1741953600',
    published: false,
    Object: [
      {
        uuid: '00000000-0000-4000-8000-000000000002',
        name: 'person',
        'meta-category': 'misc',
        timestamp: '1741953600',
        Attribute: [
          ['full-name', 'full-name', 'Rosa Template'],
          ['role', 'text', 'Victim'],
          ['phone-number', 'phone-number', '+12125550143'],
        ].map(([relation, type, value], at) => ({
          uuid: `00000000-0000-4000-8000-00000000001${at}`,
          object_relation: relation,
          type,
          category: 'Other',
          value,
          timestamp: '1741953600',
        })),
      },
    ],
  },
};

async function acceptedFirst() {
  const { engine, base } = await openDesk();
  const caseId = await openCase(engine);
  const takeIn = async (name: string, text: string) => {
    const folder = writeFiles(base, { [name]: text }, `in-${name}`);
    return (await engine.run('evidence.intake', { caseId, paths: [folder] })).evidenceIds[0]!;
  };
  await takeIn('list.txt', 'Seen: +1 212 555 0142, +1 212 555 0143, +1 212 555 0144');
  await engine.run('evidence.read', { caseId });
  await engine.run('observable.accept', { caseId, rolesByKind: true, all: { kinds: ['phone'] } });
  const told = async (importId: string) =>
    (await engine.call('import.findings', { id: importId })).rows.filter(
      ({ code }) => code === 'own-contact',
    );
  const standing = async (importId?: string) =>
    (await engine.call('observable.ownContacts', { caseId, ...(importId ? { importId } : {}) })).total;
  return { engine, caseId, takeIn, told, standing };
}

it('a table of victims, a feed: each tells its own, and gives back no more than those', async () => {
  const { engine, caseId, takeIn, told, standing } = await acceptedFirst();
  const evidenceId = await takeIn(
    'victims.csv',
    'Name,Phone\nAda Example,+1 212 555 0142\nBen Muster,+1 212 555 0199\n',
  );
  const found = await engine.call('import.inspectTable', { evidenceId });
  const importTable = () =>
    engine.run('import.table', {
      evidenceId,
      mapping: {
        format: found.format,
        headerRow: found.headerRow,
        rowsAre: 'people',
        columns: [
          { index: 0, header: 'Name', use: 'person-name' },
          { index: 1, header: 'Phone', use: 'person-phone' },
        ],
      },
    });
  const { batchId: table } = await importTable();
  expect(await told(table!)).toMatchObject([
    {
      place: '+1 212 555 0142',
      severity: 'warning',
      message: expect.stringMatching(
        /^\+1 212 555 0142 belongs to Ada Example \(victim, row 2\), and is scam infrastructure only/,
      ),
    },
  ]);

  const { batchId: feed } = await engine.run('intel.import', {
    caseId,
    evidenceId: await takeIn('feed.json', JSON.stringify(misp)),
  });
  expect(await told(feed)).toMatchObject([
    { place: '+1 212 555 0143', message: expect.stringContaining('Rosa Template (victim, /') },
  ]);
  expect([await standing(), await standing(table!), await standing(feed)]).toEqual([2, 1, 1]);

  expect(await engine.call('observable.decideOwn', { caseId, importId: feed, belongsTo: 'owner' })).toEqual({
    changed: 1,
  });
  expect([await standing(), await standing(table!), await standing(feed)]).toEqual([1, 1, 0]);
  await engine.call('log.undo', { caseId });
  expect(await standing(feed)).toBe(1);

  // What was told before is not news.
  await engine.call('observable.decideOwn', { caseId, importId: table!, belongsTo: 'both' });
  const again = await engine.run('intel.import', {
    caseId,
    evidenceId: await takeIn('again.json', JSON.stringify(misp, null, 1)),
  });
  expect(await told(again.batchId)).toEqual([]);
  const { batchId: same, counts } = await importTable();
  expect([await told(same!), counts.matched]).toEqual([[], 2]);
  expect((await engine.run('log.verify', {})).findings).toEqual([]);
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inBothSchemes } from './harness/both-schemes.ts';
import { go, prepareDesk, takeIn } from './harness/desk.ts';
import { expect, test } from './harness/workbench.ts';

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const time = '2025-03-01T10:00:00.000Z';
const sdo = (type: string, number: number, more: object) => ({
  type,
  spec_version: '2.1',
  id: `${type}--${uuid(number)}`,
  created: time,
  modified: time,
  created_by_ref: `identity--${uuid(1)}`,
  object_marking_refs: ['marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb'],
  ...more,
});
const hosts = [
  'help-desk-247.example',
  'secure-refund.example',
  'account-verify.example',
  'support-line.example',
];

/** What a partner's desk sends: sites, a number, a crew, a report, and an object of its own. */
const bundle = {
  type: 'bundle',
  id: `bundle--${uuid(900)}`,
  objects: [
    sdo('identity', 1, { name: 'Partner Desk (fictional)', identity_class: 'organization' }),
    sdo('threat-actor', 2, {
      name: 'Kestrel Crew (fictional)',
      aliases: ['Kestrel'],
      threat_actor_types: ['crime-syndicate'],
    }),
    ...hosts.map((host, index) =>
      sdo('indicator', 10 + index, {
        name: `Pop-up site ${index + 1}`,
        pattern: `[domain-name:value = '${host}']`,
        pattern_type: 'stix',
        valid_from: time,
        confidence: 80,
      }),
    ),
    ...hosts.map((_host, index) =>
      sdo('relationship', 30 + index, {
        relationship_type: 'indicates',
        source_ref: `indicator--${uuid(10 + index)}`,
        target_ref: `threat-actor--${uuid(2)}`,
      }),
    ),
    { type: 'phone-number', spec_version: '2.1', id: `phone-number--${uuid(40)}`, value: '+1 202 555 0143' },
    sdo('relationship', 41, {
      relationship_type: 'uses',
      source_ref: `threat-actor--${uuid(2)}`,
      target_ref: `phone-number--${uuid(40)}`,
    }),
    sdo('sighting', 42, {
      sighting_of_ref: `indicator--${uuid(10)}`,
      first_seen: time,
      last_seen: '2025-03-04T08:00:00Z',
    }),
    sdo('x-partner-script', 43, {
      name: 'What the callers say',
      opening: 'Your computer has sent us a warning.',
    }),
    sdo('attack-pattern', 44, { name: 'Browser locker' }),
    sdo('report', 45, {
      name: 'Kestrel in March',
      published: time,
      object_refs: [`threat-actor--${uuid(2)}`],
    }),
  ],
};

test('a partner’s STIX bundle is looked into, imported, and what has no place is kept in sight', async ({
  workbench,
  sandbox,
  picture,
}) => {
  const { window, app } = workbench;
  const { caseId } = await prepareDesk(window, sandbox);
  const file = join(sandbox, 'partner-bundle.json');
  writeFileSync(file, JSON.stringify(bundle));
  await takeIn(window, caseId, [file]);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setContentSize(1280, 800));
  const look = (name: string) => inBothSchemes(window, `intel-${name}`, (shown) => picture(window, shown));

  await go(window, 'Intelligence');
  await look('empty');
  await window.getByRole('button', { name: 'Import STIX or MISP' }).first().click();
  const dialog = window.getByRole('dialog', { name: 'Import STIX or MISP' });
  await dialog.getByRole('combobox', { name: 'File, taken in as evidence before' }).click();
  await window.getByRole('option', { name: /partner-bundle\.json/ }).click();
  await dialog.getByRole('button', { name: 'Look inside' }).click();
  await expect(dialog.getByText('STIX 2.1 bundle')).toBeVisible();
  await expect(dialog.getByText('help-desk-247[.]example')).toBeVisible();
  await look('preview');
  await dialog.getByRole('tab', { name: /Findings/ }).click();
  await look('preview-findings');
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(dialog.getByText('STIX 2.1 bundle imported')).toBeVisible();
  await look('imported');
  await dialog.getByRole('button', { name: 'Done' }).click();

  await window.getByRole('row').filter({ hasText: 'What the callers say' }).click();
  await expect(window.getByRole('document', { name: 'Text of the object' })).toContainText(
    'sent us a warning',
  );
  await look('object');

  await go(window, 'Entities');
  await expect(window.getByRole('row').filter({ hasText: 'Kestrel Crew' })).toBeVisible();
  await expect(window.getByRole('row').filter({ hasText: 'secure-refund[.]example' })).toBeVisible();
});

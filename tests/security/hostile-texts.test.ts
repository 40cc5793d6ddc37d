/** Names and texts made to deceive go into every field of a case, and come out of its package as what they are. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findHiddenCharacters } from '../../src/shared/domain/text-safety.ts';
import { openPackage } from '../referral/package.ts';
import { openReferralCase } from '../referral/referral-case.ts';
import { failureOf, writeFiles } from '../support/desk.ts';
import { hostileTexts } from '../support/hostile-texts.ts';

async function openHostileCase() {
  const opened = await openReferralCase();
  const { desk, caseId } = opened;
  const { engine } = desk;
  const everything = Object.values(hostileTexts).join('\n');
  await engine.call('case.update', {
    id: caseId,
    fields: {
      title: `${hostileTexts.override} ${hostileTexts.control}`,
      narrative: everything,
      nexus: [{ recipient: 'US', text: everything }],
    },
  });
  const files = Object.fromEntries(
    Object.values(hostileTexts).map((text) => [`${text.replaceAll('/', '_').slice(0, 60)}.txt`, text]),
  );
  const paths = [writeFiles(desk.base, files, 'hostile')];
  const { added } = await engine.run('evidence.intake', { caseId, paths });
  expect(added).toBe(Object.keys(hostileTexts).length);
  for (const value of Object.values(hostileTexts)) {
    if (/[\p{L}\p{N}]/u.test(value) && !/^[\u3164\s]+$/u.test(value))
      await engine.call('entity.create', {
        caseId,
        kind: 'organisation',
        value,
        roles: ['suspect'],
        note: value,
      });
    await engine.call('event.create', {
      caseId,
      kind: 'call',
      title: value,
      description: value,
      when: { text: '2025-03-04' },
    });
  }
  return opened;
}

test('a package shows them in every file a person reads, keeps them in its JSON, and is valid', async () => {
  const { desk, exportTo } = await openHostileCase();
  const { path } = await exportTo('out');
  const { verdict } = await desk.engine.run('verify.package', { path });
  expect(verdict).toBe('valid');
  const opened = openPackage(path, join(desk.base, 'opened'));
  for (const [name, bytes] of opened.files) {
    expect(name).toMatch(/^[A-Za-z0-9._/-]+$/);
    if (name.startsWith('data/exhibits/') || name.endsWith('.pdf')) continue;
    const text = bytes.toString('utf8').replace(/^\ufeff/, '');
    expect(findHiddenCharacters(text), `hidden characters in ${name}`).toEqual([]);
  }
  const csv = opened.files.get('data/records/events.csv')!.toString('utf8');
  expect(csv).toContain('invoice⟦RLO⟧fdp.exe');
  expect(csv).toContain(`,'=cmd|' /C calc'!A0,`);
  const stix = opened.files.get('data/records/stix-bundle.json')!.toString('utf8');
  expect(stix).toContain('invoice\\u202efdp.exe');
  expect(JSON.stringify(JSON.parse(stix))).toContain(JSON.stringify(hostileTexts.control).slice(1, -1));
  if (spawnSync('pdfinfo', ['-v']).error) return console.warn('SKIPPED: pdfinfo is not installed');
  const [bag] = readdirSync(opened.folder);
  const facts = execFileSync('pdfinfo', [join(opened.folder, bag!, 'data/summary.pdf')], {
    encoding: 'utf8',
  });
  expect(findHiddenCharacters(facts.replace(/\f/g, ''))).toEqual([]);
  expect(facts).toContain('invoice⟦RLO⟧fdp.exe');
});

test('a name without anything to see, half a character and one of ten thousand letters are refused', async () => {
  const { desk, caseId } = await openReferralCase();
  for (const value of ['\u3164', '\u3164\u115f\u2800', 'a\ud800b', 'N'.repeat(10_000)]) {
    const made = desk.engine.call('entity.create', { caseId, kind: 'person', value, roles: ['victim'] });
    const refused = await failureOf(made);
    expect(refused.code).toBe('invalid-input');
    expect(refused.message.length).toBeLessThan(500);
  }
});

import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { writeFiles } from '../support/desk.ts';
import { openPackage, readableText } from './package.ts';
import { agencyId, openReferralCase, type ReferralCase, signatory } from './referral-case.ts';

let prepared: ReferralCase;
beforeEach(async () => {
  prepared = await openReferralCase();
});

describe('what is marked', () => {
  test('RED or AMBER+STRICT is kept back, counted, and nowhere in the package, nor is what names it', async () => {
    const { desk, caseId, exportTo } = prepared;
    const { engine } = desk;
    const mark = 'Quezelthorp';
    const files = writeFiles(
      desk.base,
      { [`${mark}.txt`]: `about ${mark}`, 'strict.txt': 'strict words' },
      'red',
    );
    const red = await engine.run('evidence.intake', { caseId, paths: [files], marking: 'red' });
    await engine.call('evidence.update', { id: red.evidenceIds[1]!, fields: { marking: 'amber+strict' } });
    await engine.call('entity.create', {
      caseId,
      kind: 'person',
      value: `Otto ${mark}`,
      roles: ['victim'],
      country: 'US',
      marking: 'red',
    });
    await engine.call('entity.create', {
      caseId,
      kind: 'domain',
      value: `${mark}.example`,
      marking: 'amber+strict',
    });
    await engine.call('event.create', {
      caseId,
      kind: 'call',
      title: `Call to ${mark}`,
      when: { text: '2025' },
      marking: 'red',
    });
    const { disclosures } = await engine.call('referral.readiness', { caseId, agencyId, signatory });
    const kept = disclosures.filter(({ category }) => category.includes('TLP:RED'));
    expect(kept.map(({ category, action, count }) => [category.split(' ')[0], action, count])).toEqual([
      ['Evidence', 'withheld', 2],
      ['Entities', 'withheld', 2],
      ['Events', 'withheld', 1],
    ]);
    const { path, referral } = await exportTo('out');
    expect(referral.exhibits).toBe(3);
    const opened = openPackage(path, join(desk.base, 'x'));
    expect(readableText(opened).toLowerCase()).not.toContain(mark.toLowerCase());
    for (const [name, bytes] of opened.files) expect(bytes.includes(mark), name).toBe(false);
    expect([...opened.files.values()].some((bytes) => bytes.includes('strict words'))).toBe(false);
  });

  test("a person kept back is not named by others' texts either", async () => {
    const { desk, caseId, exportTo } = prepared;
    // Only those who are in the draft were protected in it; one kept back altogether stood in every title.
    const { engine } = desk;
    for (const [name, more] of [
      ['Ottilie Wimblefax', { marking: 'red' as const }],
      ['Brunhild Hobblestone', {}],
    ] as const) {
      const { id } = await engine.call('entity.create', {
        caseId,
        kind: 'person',
        value: name,
        roles: ['victim'],
        country: 'DE',
        ...more,
      });
      if (name.startsWith('Brunhild')) await engine.call('entity.hide', { id, hidden: true });
      await engine.call('event.create', {
        caseId,
        kind: 'call',
        title: `They called ${name}`,
        when: { text: '2025' },
      });
    }
    const { path } = await exportTo('out');
    const text = readableText(openPackage(path, join(desk.base, 'x')));
    expect(text).not.toContain('Wimblefax');
    expect(text).not.toContain('Hobblestone');
  });
});

describe.each(['US-FBI-FO', 'US-IC3', 'IN-CBI', 'IN-NCRP'])(
  'the identity of victims is not in a package for %s',
  (agency) => {
    const secrets = ['Thistlemoor', 'Puddlemere', '2025550143', '202 555 0143', 'canary.mail', 'Marrowgate'];

    test('not in titles, notes, narrative, names of files, PDFs or records, whatever the spelling', async () => {
      const { desk, caseId, evidenceIds, exportTo } = prepared;
      const { engine } = desk;
      const victim = await engine.call('entity.create', {
        caseId,
        kind: 'person',
        value: 'Ágnes Thistlemoor',
        roles: ['victim'],
        country: 'CA',
        note: 'Ágnes Thistlemoor lives at 12 Puddlemere Lane, call 202 555 0143',
        fields: {
          aliases: ['Aggie Marrowgate'],
          phone: '+1 202 555 0143',
          email: 'canary.mail@example.org',
          address: '12 Puddlemere Lane',
          city: 'Toronto',
        },
        evidenceIds,
      });
      const files = writeFiles(
        desk.base,
        {
          'Statement of Ágnes Thistlemoor.txt': 'They called.',
          'Thistlemoor, Agnes/canary.mail@example.org.eml': 'From: a@example.org\nSubject: x\n\nbody',
        },
        'named',
      );
      const taken = await engine.run('evidence.intake', {
        caseId,
        paths: [files],
        acquisition: { source: 'Ágnes Thistlemoor' },
      });
      await engine.call('evidence.update', {
        id: taken.evidenceIds[0]!,
        fields: { description: 'Statement of AGNES THISTLEMOOR' },
      });
      await engine.call('event.create', {
        caseId,
        kind: 'call',
        title: 'Call to Ágnes Thistlemoor (Aggie Marrowgate)',
        description:
          'Wrote from canary.mail@example.org; phoned 202-555-0143 and +12025550143; sent to 12 Puddlemere Lane.',
        when: { text: '2025-03-04' },
        participants: [{ entityId: victim.id, part: 'victim' }],
      });
      const phone = await engine.call('entity.create', { caseId, kind: 'phone', value: '+1 202 555 0143' });
      await engine.call('link.create', {
        caseId,
        kind: 'owns',
        fromId: victim.id,
        toId: phone.id,
        note: 'Thistlemoor',
      });
      await engine.call('loss.create', {
        caseId,
        victimId: victim.id,
        amount: { minor: 5000, currency: 'CAD' },
        method: 'gift-card',
        note: 'Agnes Thistlemoor paid',
      });
      await engine.call('case.update', {
        id: caseId,
        fields: {
          narrative:
            'They called Ágnes Thistlemoor, agnes thistlemoor and AGNES\u00a0THISTLEMOOR at +1 (202) 555-0143. '.repeat(
              30,
            ),
          nexus: ['US', 'IN'].map((recipient) => ({
            recipient,
            text: 'Premises in Kolkata, West Bengal, India; Mrs Thistlemoor lives at 12 Puddlemere Lane.',
          })),
        },
      });
      const ready = await engine.call('referral.readiness', { caseId, agencyId: agency, signatory });
      const blocking = ready.readiness.items.filter(
        ({ level, satisfied }) => level === 'block' && !satisfied,
      );
      if (blocking.some(({ field }) => field === 'subject.premises_region')) {
        await engine.call('entity.create', {
          caseId,
          kind: 'organisation',
          value: 'Call Centre Pvt',
          roles: ['call-centre'],
          country: 'IN',
          fields: { region: 'West Bengal', city: 'Kolkata' },
        });
      }
      const { path } = await exportTo('out', { agencyId: agency });
      const opened = openPackage(path, join(desk.base, 'x'));
      const text = readableText(opened).normalize('NFKD').toLowerCase();
      for (const secret of secrets) expect(text, secret).not.toContain(secret.toLowerCase());
      expect(text.replace(/[\s().+-]/g, '')).not.toContain('2025550143');
      expect((await engine.run('verify.package', { path })).verdict).toBe('valid');
    });
  },
);

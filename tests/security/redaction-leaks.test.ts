/** What is withheld is withheld wherever a person wrote it: in other people's records, odd fields, other spellings. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Input } from '../../src/shared/contract/index.ts';
import { openPackage, readableText } from '../referral/package.ts';
import { openDesk, writeFiles } from '../support/desk.ts';

test('contacts of witnesses, identifiers of victims, odd fields and addresses within links stay', async () => {
  const { engine, base } = await openDesk();
  const { id: caseId } = await engine.call('case.create', {
    reference: 'Quillfeather-1',
    title: 'Calls',
    scheme: 'tech-support',
    narrative:
      'Wendeline Oxtoby, 020 7946 0991, wox@oxmail.example, Marrowgate 12, saw it. Called 01715550177. The Dunkelwalde victim, Z o r a i d a  Q u i l l f e a t h e r, clicked https://lure.example/?id=enEubWFpbGJveEBxdWlsbC5leGFtcGxl&n=%5A%6Fraida%20Quillfeather.',
    nexus: [{ recipient: 'US', text: 'Victims in Oregon; premises in Kolkata, India.' }],
    organisations: [{ name: 'Desk', part: 'referrer', contact: 'through Zoraida Quillfeather' }],
  });
  const paths = [writeFiles(base, { 'a.txt': 'a' })];
  const acquisition = {
    method: 'received',
    source: 'the victim',
    acquiredBy: 'Zoraida Quillfeather',
  } as const;
  await engine.run('evidence.intake', { caseId, paths, acquisition });
  const add = (
    kind: Input<'entity.create'>['kind'],
    value: string,
    more: Partial<Input<'entity.create'>> = {},
  ) => engine.call('entity.create', { caseId, kind, value, ...more });
  const victim = await add('person', 'Zoraida Quillfeather', {
    roles: ['victim'],
    country: 'DE',
    fields: { email: 'zq.mailbox@quill.example', city: 'Dunkelwalde' },
  });
  await add('person', 'Wendeline Oxtoby', {
    roles: ['witness'],
    fields: { phone: '+44 20 7946 0991', email: 'wox@oxmail.example', address: 'Marrowgate 12, Leeds' },
  });
  await add('phone', '+49 171 5550177', { roles: ['victim'] });
  await add('phone', '+44 20 7946 0991');
  await add('url', 'https://lure.example/?to=zq.mailbox%40quill.example');
  await add('organisation', 'Help Desk Ltd', { roles: ['suspect'], note: 'Wrote to wox@oxmail.example' });
  await engine.call('loss.create', {
    caseId,
    victimId: victim.id,
    amount: { minor: 100, currency: 'EUR' },
    method: 'bank-transfer',
    when: { text: '2025-03-04' },
  });
  await engine.call('event.create', { caseId, kind: 'call', title: 'A call', when: { text: '2025-03-04' } });
  const { path } = await engine.run('referral.export', {
    caseId,
    agencyId: 'US-FBI-FO',
    folder: join(base, 'out'),
    signatory: { name: 'Ada Example', place: 'Nordhaven', address: '1 Example Street' },
  });
  const text = readableText(openPackage(path, join(base, 'opened')));
  for (const secret of [
    /quillfeather/i,
    /oxtoby/i,
    /7946\s?0991/,
    /oxmail/,
    /marrowgate/i,
    /5550177/,
    /zq\.mailbox/,
    /dunkelwalde/i,
    /enEubWFpbGJveE/,
    /%5A%6F/,
    /Z o r a i d a/,
  ])
    expect(text.match(secret)?.[0], String(secret)).toBeUndefined();
  expect(text).toContain('lure.example');
  // A telephone number is no victim of its own.
  expect(text).toContain('V-001');
  expect(text).not.toContain('V-002');
});

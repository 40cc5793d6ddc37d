import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Input } from '../../src/shared/contract/index.ts';
import { openDesk, writeFiles } from '../support/desk.ts';

export const agencyId = 'US-FBI-FO';
export const signatory = { name: 'Ada Example', place: 'Nordhaven', address: '1 Example Street' };

/** A case that is ready to be referred: three pieces of evidence, a victim, a suspect, a loss and a call. */
export async function openReferralCase() {
  const desk = await openDesk();
  const { engine } = desk;
  const record = await engine.call('case.create', {
    reference: 'NH-1',
    title: 'Refund scam',
    scheme: 'tech-support',
    narrative: 'They called and said they were the bank.',
    nexus: ['US', 'IN'].map((recipient) => ({
      recipient,
      text: 'Victims in the district; premises of the call centre in Kolkata, India.',
    })),
  });
  const caseId = record.id;
  const files = writeFiles(desk.base, {
    'call.txt': 'They called.',
    'list.csv': 'a;b\n',
    'big.bin': Buffer.alloc(3 << 20, 9),
  });
  const { evidenceIds } = await engine.run('evidence.intake', { caseId, paths: [files] });
  const victim = await engine.call('entity.create', {
    caseId,
    kind: 'person',
    value: 'Vera Example',
    roles: ['victim'],
    country: 'DE',
  });
  const victimId = victim.id;
  await engine.call('entity.create', {
    caseId,
    kind: 'organisation',
    value: 'Help Desk Ltd',
    roles: ['suspect'],
  });
  await engine.call('loss.create', {
    caseId,
    victimId,
    amount: { minor: 120_050, currency: 'EUR' },
    method: 'bank-transfer',
    when: { text: '2025-03-04' },
  });
  await engine.call('event.create', {
    caseId,
    kind: 'call',
    title: 'First call',
    when: { text: '2025-03-04 10:00', zone: 'Europe/Berlin' },
    participants: [{ entityId: victimId, part: 'victim' }],
    evidenceIds: [evidenceIds[0]!],
  });
  return {
    desk,
    caseId,
    evidenceIds,
    /** Exports into a folder beside the vault. */
    exportTo: (folder: string, more: Partial<Input<'referral.export'>> = {}) =>
      engine.run('referral.export', {
        caseId,
        agencyId,
        folder: join(desk.base, folder),
        signatory,
        ...more,
      }),
    /** The referrals on record, the oldest first. */
    listed: async () =>
      (await engine.call('referral.list', { caseId, sort: 'version', direction: 'ascending' })).rows,
  };
}

export type ReferralCase = Awaited<ReturnType<typeof openReferralCase>>;

/** SHA-256 of a file. */
export const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

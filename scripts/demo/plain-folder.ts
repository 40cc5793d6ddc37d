import { basename } from 'node:path';
import type { Desk } from '../../src/cli/desk.ts';
import { counted } from '../../src/cli/terminal/numbers.ts';
import type { DemoCase, DemoOwner } from './demo-case.ts';
import { findDomains } from './find-domains.ts';

export const plainOwner: DemoOwner = {
  person: 'Demonstration user',
  organisation: 'Proffer demonstration',
  email: '',
  phone: '',
  address: '',
};

/** `DEMO-phishing-pot-20261122-081530`: never the reference of an earlier run. */
export const plainReference = (folder: string, stamp: string): string =>
  `DEMO-${basename(folder)
    .replace(/[^A-Za-z0-9-]+/g, '-')
    .slice(0, 30)}-${stamp}`;

/** Most domains recorded: enough to show how they stand in a package. */
const mostDomains = 12;

const standInNote =
  'Stands in. The form of an agency needs an entry here, and these files do not say one: nothing is alleged about anybody.';

/**
 * A case over any folder of files. It states only what is so: these files were taken in for a demonstration. Nobody is
 * accused and no victim is made up; where a form cannot do without an entry, the entry says that it stands in for one.
 */
export async function buildPlainCase(
  desk: Desk,
  folder: string,
  reference: string,
  now: Date,
): Promise<DemoCase> {
  const name = basename(folder);
  const { id: caseId } = await desk.call('case.create', {
    reference,
    title: `Demonstration over the files of "${name}"`.slice(0, 500),
    scheme: 'other',
    organisations: [{ name: plainOwner.organisation, part: 'referrer' }],
  });
  const result = await desk.run('evidence.intake', {
    caseId,
    paths: [folder],
    acquisition: { method: 'copy', source: `Folder "${name}"`.slice(0, 500) },
  });
  const found = await findDomains(desk, caseId, mostDomains);
  await desk.call('case.update', {
    id: caseId,
    fields: {
      narrative: [
        'This referral is a demonstration and must not be filed.',
        `It was made by a program from the folder "${name}": ${counted(result.added, 'file')} of it were taken in as evidence, none was read by a person. That a fraud happened is not alleged; nobody is accused, and no victim is named.`,
        found.length > 0
          ? `${counted(found.length, 'domain')} that stand in the text of these files are listed, without saying anything about who is behind them.`
          : 'No domain was found in the text of these files; one reserved name stands in its place.',
        'The party listed as a victim is the demonstration itself. It stands there because the form of an agency cannot do without one.',
      ].join('\n\n'),
      nexus: ['US', 'IN'].map((recipient) => ({
        recipient,
        text: 'None is claimed: this is a demonstration.',
      })),
    },
  });
  await desk.call('entity.create', {
    caseId,
    kind: 'organisation',
    value: `${plainOwner.organisation} (no victim is known)`,
    roles: ['victim'],
    note: standInNote,
  });
  for (const { value, evidenceIds } of found) {
    await desk.call('entity.create', {
      caseId,
      kind: 'domain',
      value,
      evidenceIds,
      note: 'Stands in the text of the evidence named. Found by a program; whether it has to do with a fraud was not looked into.',
    });
  }
  if (found.length === 0) {
    await desk.call('entity.create', {
      caseId,
      kind: 'domain',
      // RFC 6761, section 6.4: names under .invalid never exist.
      value: 'no-subject-known.invalid',
      keepInvalid: true,
      note: standInNote,
    });
  }
  await desk.call('event.create', {
    caseId,
    kind: 'other',
    title: `Folder "${name}" taken in for a demonstration`.slice(0, 500),
    when: { text: `${now.toISOString().slice(0, 16)}Z`, zone: 'UTC' },
    evidenceIds: result.evidenceIds.slice(0, 1000),
  });
  return {
    caseId,
    intake: [result],
    signatory: { name: plainOwner.person },
    requests: ['None: this is a demonstration'],
  };
}

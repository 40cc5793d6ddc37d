import { custodyActions } from '../../../../shared/domain/kinds.ts';
import type { ModelCustody, ReferralModel } from '../../model.ts';
import type { Offence, Profile } from '../../profiles/profile.ts';
import { colours } from '../pdf/style.ts';
import { facts, table } from '../pdf/table.ts';
import type { Section } from './sections.ts';

const day = 86_400_000;

/** Offences of the profile that were in force at some time of the events; all of them where no event has a date. */
export function offencesInForce(profile: Profile, model: ReferralModel): Offence[] {
  const spans = model.events
    .map(({ when }) => when)
    .filter((when) => when.earliest !== null || when.latest !== null);
  return profile.offences.filter(
    (offence) =>
      offence.kind === model.kind &&
      (spans.length === 0 ||
        spans.some((when) => {
          const from =
            offence.valid_from === null
              ? Number.NEGATIVE_INFINITY
              : Date.parse(`${offence.valid_from}T00:00:00Z`);
          const to =
            offence.valid_to === null
              ? Number.POSITIVE_INFINITY
              : Date.parse(`${offence.valid_to}T00:00:00Z`) + day;
          return (
            (when.latest ?? Number.POSITIVE_INFINITY) >= from &&
            (when.earliest ?? Number.NEGATIVE_INFINITY) < to
          );
        })),
  );
}

export const offences: Section = ({ flow, model, profile, formats }) => {
  const found = offencesInForce(profile, model);
  if (found.length === 0) return;
  flow.heading(1, 'Offences for the agency’s consideration', 90);
  flow.paragraph(
    `Not a legal opinion. Provisions that were in force at the dates of the events, as compiled on ${formats.day(Date.parse(profile.as_of))}${profile.counsel_reviewed_by === null ? '; not reviewed by counsel' : ''}.`,
    { colour: colours.muted },
  );
  const force = (offence: Offence) =>
    [
      offence.valid_from === null ? '' : `from ${formats.day(Date.parse(offence.valid_from))}`,
      offence.valid_to === null ? '' : `to ${formats.day(Date.parse(offence.valid_to))}`,
    ]
      .filter((part) => part !== '')
      .join(' ');
  for (const primary of [true, false]) {
    const group = found.filter((offence) => offence.preselect === primary);
    if (group.length === 0) continue;
    flow.heading(2, primary ? 'Primary' : 'Also possible', 50);
    table(flow, group, [
      { title: 'Law', share: 30, value: (offence) => offence.law, heads: true },
      { title: 'Section', share: 18, value: (offence) => offence.section },
      { title: 'Subject', share: 34, value: (offence) => offence.label },
      { title: 'In force', share: 18, value: force },
    ]);
  }
};

export const requests: Section = ({ flow, model }) => {
  if (model.requests.length === 0) return;
  flow.heading(1, 'Requests');
  flow.bullets(model.requests, (index) => `${index + 1}.`);
};

export const exhibits: Section = ({ flow, model, profile, formats }) => {
  flow.heading(1, profile.exhibit_scheme.list_title, 90);
  const bytes = model.exhibits.reduce((sum, exhibit) => sum + exhibit.sizeBytes, 0);
  flow.paragraph(
    `${formats.counted(model.exhibits.length, 'exhibit', 'exhibits')}, ${formats.bytes(bytes)}. Each is the original file, byte for byte; its SHA-256 is that of the file below data/exhibits/. SHA-1 and MD5 are in the hash report and in records/exhibits.csv.`,
    { colour: colours.muted },
  );
  table(flow, model.exhibits, [
    { title: 'Ref.', share: 12, value: (one) => one.ref, heads: true },
    {
      title: 'Description and file',
      share: 28,
      value: (one) => [one.description, one.originalName].filter((part) => part !== '').join('\n'),
    },
    {
      title: 'Source, acquired',
      share: 23,
      value: (one) => [one.source, formats.instant(one.acquiredAt)].filter((part) => part !== '').join('\n'),
    },
    { title: 'Type, size', share: 16, value: (one) => `${one.mediaType}\n${formats.bytes(one.sizeBytes)}` },
    { title: 'SHA-256', share: 36, style: 'mono', value: (one) => grouped(one.sha256) },
    {
      title: 'Custody',
      share: 14,
      value: (one) => custodyInBrief(one.custody, formats.count(one.custody.length)),
    },
  ]);
};

/** A digest in two lines that can be compared by eye. */
const grouped = (hash: string) => `${hash.slice(0, 32)}\n${hash.slice(32)}`;

function custodyInBrief(entries: ModelCustody[], count: string): string {
  const last = entries.at(-1);
  return last
    ? `${count} ${entries.length === 1 ? 'entry' : 'entries'}, last: ${label(last.action)}`
    : 'No entry';
}

const label = (action: string) =>
  (custodyActions[action as keyof typeof custodyActions] ?? action).toLowerCase();

export const custody: Section = ({ flow, model, formats }) => {
  const entries = model.exhibits.flatMap((exhibit) => exhibit.custody);
  if (entries.length === 0) return;
  flow.heading(1, 'Chain of custody', 90);
  flow.paragraph(
    'Every entry is chained to the one before it by its hash and is never edited or removed. custody/ holds the full entries.',
    { colour: colours.muted },
  );
  table(flow, entries, [
    { title: 'Exhibit', share: 13, value: (entry) => entry.exhibit, heads: true },
    { title: 'No.', share: 6, align: 'right', value: (entry) => String(entry.seq) },
    { title: 'Local time', share: 22, value: (entry) => formats.local(entry.at, entry.zone) },
    { title: 'UTC', share: 20, value: (entry) => formats.instant(entry.at) },
    {
      title: 'Action',
      share: 11,
      value: (entry) => custodyActions[entry.action as keyof typeof custodyActions] ?? entry.action,
    },
    {
      title: 'By',
      share: 25,
      value: (entry) =>
        [entry.actor.person, entry.actor.organisation].filter((part) => part !== '').join(', '),
    },
    { title: 'Purpose', share: 20, value: (entry) => entry.purpose },
    { title: 'Entry hash', share: 14, style: 'mono', value: (entry) => `${entry.hash.slice(0, 16)}…` },
  ]);
};

export const disclosure: Section = ({ flow, model, profile, formats }) => {
  flow.heading(1, 'Disclosure', 90);
  for (const statement of [
    ...profile.data_protection.bases,
    ...profile.data_protection.exemptions,
    ...profile.data_protection.transfer,
  ]) {
    flow.paragraph(`${statement.rule}: ${statement.meaning}`, { after: 4 });
  }
  flow.heading(2, 'What is disclosed and what is kept back', 60);
  table(flow, model.disclosures, [
    { title: 'Data', share: 34, value: (one) => one.category, heads: true },
    { title: 'Done', share: 14, value: (one) => one.action.replace('-', ' ') },
    { title: 'Count', share: 9, align: 'right', value: (one) => formats.count(one.count) },
    { title: 'Meaning', share: 43, value: (one) => one.reason },
  ]);
  flow.paragraph(profile.false_report_notice, { type: 'small', colour: colours.muted });
  flow.paragraph(profile.recording_rule, { type: 'small', colour: colours.muted });
};

export const verification: Section = ({ flow, model }) => {
  flow.heading(1, 'How to verify this package', 100);
  flow.paragraph(
    'The package is one ZIP archive holding a BagIt bag (RFC 8493). No special program is needed; how-to-verify.txt in the package has the commands.',
  );
  flow.bullets(
    [
      'Unpack it and check the files: sha256sum -c manifest-sha256.txt, or any BagIt validator.',
      'Check the manifests the same way: sha256sum -c tagmanifest-sha256.txt.',
      'Check the signature over tagmanifest-sha256.txt: ssh-keygen -Y verify, with the key file in the package. Compare the key’s fingerprint with the one below over a second channel, such as a telephone call to a number you found yourself.',
    ],
    (index) => `${index + 1}.`,
  );
  facts(flow, [
    ['Fingerprint of the signing key', model.referrer.fingerprint, 'mono'],
    ['Fingerprint of the state', model.stateHash, 'mono'],
    ['Change log', `entry ${model.log.seq} of device ${model.log.deviceId}`],
    ['Hash of that entry', model.log.hash, 'mono'],
  ]);
};

export const contacts: Section = ({ flow, model, agency }) => {
  flow.heading(1, 'Contacts', 90);
  facts(flow, [
    [
      'Referrer',
      [model.referrer.person, model.referrer.role, model.referrer.organisation]
        .filter((part) => part !== '')
        .join(', '),
    ],
    ['Address', model.referrer.address],
    ['E-mail', model.referrer.email],
    ['Telephone', model.referrer.phone],
    ['Agency', [agency.name, agency.unit].filter((part) => part !== '').join(', ')],
    ['Agency’s notes on intake', agency.notes],
  ]);
};

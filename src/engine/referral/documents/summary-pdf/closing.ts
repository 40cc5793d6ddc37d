import { custodyActions } from '../../../../shared/domain/kinds.ts';
import type { ModelCustody, ModelExhibit, ReferralModel } from '../../model.ts';
import type { Offence, Profile } from '../../profiles/profile.ts';
import { mediaWords } from '../media-words.ts';
import type { Column } from '../pdf/columns.ts';
import { colours } from '../pdf/style.ts';
import { facts, introducedTable } from '../pdf/table.ts';
import { instantWidth, type Section, secondsWidth, wordsOf } from './sections.ts';

const day = 86_400_000;

const datedEvents = (model: ReferralModel) =>
  model.events.map(({ when }) => when).filter((when) => when.earliest !== null || when.latest !== null);

/** How many of these times an offence was in force at, in part at least. */
function coveredBy(offence: Offence, times: ReturnType<typeof datedEvents>): number {
  const from =
    offence.valid_from === null ? Number.NEGATIVE_INFINITY : Date.parse(`${offence.valid_from}T00:00:00Z`);
  const to =
    offence.valid_to === null ? Number.POSITIVE_INFINITY : Date.parse(`${offence.valid_to}T00:00:00Z`) + day;
  return times.filter(
    (when) =>
      (when.latest ?? Number.POSITIVE_INFINITY) >= from && (when.earliest ?? Number.NEGATIVE_INFINITY) < to,
  ).length;
}

/** Offences of the profile that were in force at some time of the events; all of them where no event has a date. */
function offencesInForce(profile: Profile, model: ReferralModel): Offence[] {
  const times = datedEvents(model);
  return profile.offences.filter(
    (offence) => offence.kind === model.kind && (times.length === 0 || coveredBy(offence, times) > 0),
  );
}

export const offences: Section = ({ flow, model, profile, formats }) => {
  const found = offencesInForce(profile, model);
  if (found.length === 0) return;
  const times = datedEvents(model);
  flow.heading(1, 'Offences for the agency’s consideration', 190);
  flow.paragraph(
    `Not a legal opinion. Provisions that were in force at the dates of the events, as compiled on ${formats.day(Date.parse(profile.as_of))}${profile.counsel_reviewed_by === null ? '; not reviewed by counsel' : ''}.${times.length === 0 ? '' : ` Each was in force at all ${formats.counted(times.length, 'dated event', 'dated events')} of this case where the last column says nothing else.`}`,
    { colour: colours.muted },
  );
  const force = (offence: Offence) => {
    const limits = [
      offence.valid_from === null ? '' : `from ${formats.day(Date.parse(offence.valid_from))}`,
      offence.valid_to === null ? '' : `to ${formats.day(Date.parse(offence.valid_to))}`,
    ].filter((part) => part !== '');
    const covered = coveredBy(offence, times);
    const events =
      covered === times.length
        ? ''
        : `at ${formats.count(covered)} of ${formats.count(times.length)} dated events`;
    // Said for each, so that nobody has to find out what an empty field means.
    return [limits.join(' ') || 'No limit recorded', events].filter((part) => part !== '').join('\n');
  };
  for (const primary of [true, false]) {
    const group = found.filter((offence) => offence.preselect === primary);
    if (group.length === 0) continue;
    introducedTable(flow, (on) => on.heading(2, primary ? 'Primary' : 'Also possible'), group, [
      { title: 'Law', share: 26, value: (offence) => offence.law, heads: true },
      { title: 'Section', share: 15, value: (offence) => offence.section },
      { title: 'Subject', share: 35, value: (offence) => offence.label },
      { title: 'In force', share: 24, value: force },
    ]);
  }
};

export const requests: Section = ({ flow, model }) => {
  if (model.requests.length === 0) return;
  flow.heading(1, 'Requests');
  flow.bullets(model.requests, (index) => `${index + 1}.`);
};

export const exhibits: Section = ({ flow, model, profile, formats, refs }) => {
  const bytes = model.exhibits.reduce((sum, exhibit) => sum + exhibit.sizeBytes, 0);
  introducedTable(
    flow,
    (on) => {
      on.heading(1, profile.exhibit_scheme.list_title);
      on.paragraph(
        `${formats.counted(model.exhibits.length, 'exhibit', 'exhibits')}, ${formats.bytes(bytes)}. Each is the original file, byte for byte; its SHA-256 is that of the file below data/exhibits/. SHA-1 and MD5 are in the hash report and in records/exhibits.csv; who held it is under Chain of custody.`,
        { colour: colours.muted },
      );
    },
    model.exhibits,
    [
      { title: refs.head, fits: refs.fits(1), value: (one) => refs.short(one.ref), heads: true },
      {
        title: 'Description and file',
        share: 32,
        value: (one) => [one.description, one.originalName].filter((part) => part !== '').join('\n'),
      },
      {
        title: 'Source, acquired',
        fits: instantWidth,
        value: (one) =>
          [one.source, formats.instant(one.acquiredAt)].filter((part) => part !== '').join('\n'),
      },
      {
        title: 'Type, size',
        fits: ['PDF document', ...wordsOf(model.exhibits.map((one) => mediaWords(one.mediaType)))],
        value: (one) => `${mediaWords(one.mediaType)}\n${formats.bytes(one.sizeBytes)}`,
      },
      { title: 'SHA-256', fits: [halfHash], style: 'mono', value: (one) => grouped(one.sha256) },
    ],
  );
};

const halfHash = '0'.repeat(32);

/** A digest in two lines that can be compared by eye. */
const grouped = (hash: string) => `${hash.slice(0, 32)}\n${hash.slice(32)}`;

export const custody: Section = ({ flow, model, formats, refs }) => {
  const entries = model.exhibits.flatMap((exhibit) => exhibit.custody.map((entry) => ({ entry, exhibit })));
  if (entries.length === 0) return;
  // What is the same in every entry is said once, above the table.
  const by = sameInAll(entries, ({ entry }) => personOf(entry));
  const purpose = sameInAll(entries, ({ entry }) => entry.purpose);
  const once = [
    by ? `All ${formats.count(entries.length)} entries are by ${by}.` : '',
    purpose ? `The purpose of each: ${purpose}.` : '',
  ];
  const columns: Column<{ entry: ModelCustody; exhibit: ModelExhibit }>[] = [
    {
      title: refs.head,
      fits: [...refs.fits(1), ...entries.slice(0, 1).map(({ entry }) => entry.exhibit)],
      value: ({ entry, exhibit }) => `${refs.short(exhibit.ref)}\n${entry.exhibit}`,
      heads: true,
    },
    { title: 'No.', fits: ['00'], align: 'right', value: ({ entry }) => String(entry.seq) },
    {
      title: 'Local time; UTC; recipient’s',
      fits: secondsWidth,
      value: ({ entry }) => formats.instantClocks(entry.at, entry.zone),
    },
    {
      title: 'Action',
      fits: wordsOf(Object.values(custodyActions)),
      value: ({ entry }) => custodyActions[entry.action as keyof typeof custodyActions] ?? entry.action,
    },
    { title: 'By', share: 25, optional: true, value: ({ entry }) => (by ? '' : personOf(entry)) },
    { title: 'Purpose', share: 25, optional: true, value: ({ entry }) => (purpose ? '' : entry.purpose) },
    // Half of it tells two entries apart where there is no room for more.
    by || purpose
      ? { title: 'Entry hash', fits: [halfHash], style: 'mono', value: ({ entry }) => grouped(entry.hash) }
      : {
          title: 'Entry hash',
          fits: [`${halfHash.slice(16)}…`],
          style: 'mono',
          value: ({ entry }) => `${entry.hash.slice(0, 16)}\n${entry.hash.slice(16, 32)}…`,
        },
  ];
  introducedTable(
    flow,
    (on) => {
      on.heading(1, 'Chain of custody');
      on.paragraph(
        [
          'Every entry is chained to the one before it by its hash and is never edited or removed. custody/ holds the full entries, under the references of the vault, which stand here below those of this referral.',
          `These are the ${formats.counted(entries.length, 'entry', 'entries')} of ${formats.counted(model.exhibits.length, 'exhibit', 'exhibits')} up to the state of this referral. Checks made since and the sealing of this package continue the same chains: they stand in seal/seal.json, so that a chain there, and in the vault, counts more entries than here.`,
          ...once,
        ]
          .filter((part) => part !== '')
          .join(' '),
        { colour: colours.muted },
      );
    },
    entries,
    columns,
    { dense: true },
  );
};

const personOf = ({ actor }: ModelCustody) =>
  [actor.person, actor.organisation].filter((part) => part !== '').join(', ');

/** The value that all of at least three rows share, without its full stop; empty where they differ. */
function sameInAll<Row>(rows: readonly Row[], value: (row: Row) => string): string {
  const [first] = rows;
  if (first === undefined || rows.length < 3) return '';
  const shared = value(first);
  return rows.every((row) => value(row) === shared) ? shared.replace(/\.$/, '') : '';
}

export const disclosure: Section = ({ flow, model, profile, formats }) => {
  flow.heading(1, 'Disclosure', 90);
  for (const statement of [
    ...profile.data_protection.bases,
    ...profile.data_protection.exemptions,
    ...profile.data_protection.transfer,
  ]) {
    flow.paragraph(`${statement.rule}: ${statement.meaning}`, { after: 4 });
  }
  introducedTable(flow, (on) => on.heading(2, 'What is disclosed and what is kept back'), model.disclosures, [
    { title: 'Data', share: 34, value: (one) => one.category, heads: true },
    { title: 'Done', fits: ['pseudonym'], value: (one) => one.action.replace('-', ' ') },
    { title: 'Count', fits: ['00,000'], align: 'right', value: (one) => formats.count(one.count) },
    { title: 'Meaning', share: 52, value: (one) => one.reason },
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
  flow.together((on) => {
    on.heading(1, 'Contacts');
    facts(on, [
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
  });
};

import { decimalOfMoney } from '../../../../shared/domain/money.ts';
import type { UncertainDate } from '../../../../shared/domain/uncertain-date.ts';
import { exhibitPath, type ReferralModel } from '../../model.ts';
import type { Profile } from '../../profiles/profile.ts';
import { Formats } from '../formats.ts';
import { amounts, type Cell, csv, joined, utc } from './csv.ts';

const whenHeads = [
  'when_as_written',
  'when_local',
  'when_utc_earliest',
  'when_utc_latest',
  'when_edtf',
  'when_zone',
  'when_precision',
  'when_assumed',
];

/** The tables of a referral by file name. Times stand in local form and in UTC; amounts are exact decimals. */
export function recordTables(model: ReferralModel, profile: Profile): Record<string, Uint8Array> {
  const formats = new Formats(profile);
  const when = (value: UncertainDate | null): Cell[] =>
    value === null
      ? whenHeads.map(() => null)
      : [
          value.asWritten,
          formats.when(value).local,
          utc(value.earliest),
          utc(value.latest),
          value.edtf,
          value.zone,
          value.precision,
          joined([
            ...(value.uncertain ? ['uncertain'] : []),
            ...(value.approximate ? ['approximate'] : []),
            ...value.assumed,
          ]),
        ];
  const entities = [
    ...model.subjects.map((entity) => ({ group: 'subject', entity })),
    ...model.infrastructure.map((entity) => ({ group: 'infrastructure', entity })),
    ...model.accounts.map((entity) => ({ group: 'account', entity })),
  ];
  return {
    'victims.csv': csv(
      ['ref', 'id', 'name', 'country', 'place', 'age_band', 'lost', 'recovered', 'exhibits'],
      model.victims.map((one) => [
        one.ref,
        one.entityId,
        one.name,
        one.country,
        one.place,
        one.ageBand,
        amounts(one.lost),
        amounts(one.recovered),
        joined(one.exhibits),
      ]),
    ),
    'entities.csv': csv(
      [
        'ref',
        'id',
        'group',
        'kind',
        'value',
        'display',
        'roles',
        'country',
        'facts',
        'note',
        'confidence',
        'first_seen_utc',
        'last_seen_utc',
        'exhibits',
      ],
      entities.map(({ group, entity }) => [
        entity.ref,
        entity.entityId,
        group,
        entity.kind,
        entity.value,
        entity.display,
        joined(entity.roles),
        entity.country,
        joined(Object.entries(entity.facts).map(([key, value]) => `${key}=${value}`)),
        entity.note,
        entity.confidence,
        utc(entity.firstSeen),
        utc(entity.lastSeen),
        joined(entity.exhibits),
      ]),
    ),
    'events.csv': csv(
      ['ref', 'id', 'kind', 'title', 'description', ...whenHeads, 'participants', 'exhibits'],
      model.events.map((one) => [
        one.ref,
        one.eventId,
        one.kind,
        one.title,
        one.description,
        ...when(one.when),
        joined(one.participants.map(({ display, part }) => `${part}: ${display}`)),
        joined(one.exhibits),
      ]),
    ),
    'losses.csv': csv(
      [
        'victim',
        'amount',
        'currency',
        'recovered',
        'recovered_currency',
        'method',
        'to',
        'reference',
        ...whenHeads,
        'exhibits',
      ],
      model.losses.map((one) => [
        one.victim,
        decimalOfMoney(one.amount),
        one.amount.currency,
        one.recovered ? decimalOfMoney(one.recovered) : null,
        one.recovered?.currency ?? null,
        one.method,
        one.to,
        one.reference,
        ...when(one.when),
        joined(one.exhibits),
      ]),
    ),
    'links.csv': csv(
      ['from', 'relation', 'to', 'confidence', 'exhibits'],
      model.links.map((one) => [one.from, one.kind, one.to, one.confidence, joined(one.exhibits)]),
    ),
    'exhibits.csv': csv(
      [
        'ref',
        'number',
        'id',
        'file',
        'original_name',
        'description',
        'media_type',
        'bytes',
        'sha256',
        'sha1',
        'md5',
        'source',
        'acquired_utc',
        'acquired_by',
        'method',
      ],
      model.exhibits.map((one) => [
        one.ref,
        one.number,
        one.evidenceId,
        exhibitPath(one.payloadName),
        one.originalName,
        one.description,
        one.mediaType,
        one.sizeBytes,
        one.sha256,
        one.sha1,
        one.md5,
        one.source,
        one.acquiredAt,
        one.acquiredBy,
        one.method,
      ]),
    ),
    'custody.csv': csv(
      [
        'exhibit',
        'evidence_id',
        'seq',
        'action',
        'at_utc',
        'at_local',
        'zone',
        'person',
        'organisation',
        'key',
        'purpose',
        'tool',
        'sha256',
        'previous_hash',
        'hash',
      ],
      model.exhibits.flatMap((exhibit) =>
        exhibit.custody.map((one): Cell[] => [
          one.exhibit,
          one.evidenceId,
          one.seq,
          one.action,
          one.at,
          formats.local(one.at, one.zone),
          one.zone,
          one.actor.person,
          one.actor.organisation,
          one.actor.key,
          one.purpose,
          one.tool,
          one.sha256,
          one.prevHash,
          one.hash,
        ]),
      ),
    ),
  };
}

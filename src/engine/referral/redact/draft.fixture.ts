import { parseUncertainDate } from '../../../shared/domain/uncertain-date.ts';
import type { ModelCustody, ModelExhibit } from '../model.ts';
import type { DraftEntity, DraftEvent, DraftLoss, DraftVictim, ReferralDraft } from './draft.ts';

/**
 * A fictional case for tests: reserved names, domains and numbers only (RFC 2606, RFC 5737, 555-01xx, Ofcom's
 * drama numbers). `scale` repeats it to the sizes a large case has.
 */
export interface FixtureScale {
  victims?: number;
  infrastructure?: number;
  exhibits?: number;
  events?: number;
}

const people: [name: string, country: string, region: string, city: string, currency: string][] = [
  ['Margaret Ellison', 'US', 'Ohio', 'Dayton', 'USD'],
  ['José Ángel Muñoz', 'ES', 'Andalucía', 'Málaga', 'EUR'],
  ['Jürgen Müller', 'DE', 'Bayern', 'Würzburg', 'EUR'],
  ['प्रिया शर्मा', 'GB', 'England', 'Leicester', 'GBP'],
  ['Олена Коваленко', 'CA', 'Manitoba', 'Winnipeg', 'CAD'],
  ['محمد علي الحسن', 'GB', 'Scotland', 'Glasgow', 'GBP'],
  ['שרה לוי כהן', 'AU', 'Victoria', 'Geelong', 'AUD'],
  ['Ελένη Παπαδοπούλου', 'AU', 'New South Wales', 'Sydney', 'AUD'],
  ["Siobhán O'Rourke", 'US', 'Oregon', 'Salem', 'USD'],
];
const kinds = ['call', 'pop-up', 'remote-session', 'payment', 'site-live', 'taken-down', 'reported'] as const;
const kindLabels: Record<(typeof kinds)[number], string> = {
  call: 'Call',
  'pop-up': 'Pop-up',
  'remote-session': 'Remote session',
  payment: 'Payment',
  'site-live': 'Site seen live',
  'taken-down': 'Taken down',
  reported: 'Reported',
};

const uuid = (group: number, index: number) =>
  `0190${group.toString(16).padStart(4, '0')}-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;
/** A digest that looks like one: this is about layout, not about content. */
export function digest(seed: number, length: number): string {
  let text = '';
  let state = (seed * 2654435761 + 12345) >>> 0;
  while (text.length < length) {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 3266489917) >>> 0;
    text += state.toString(16).padStart(8, '0');
  }
  return text.slice(0, length);
}

const at = (text: string, zone = 'America/New_York') => parseUncertainDate({ text, zone });
const entity = (
  part: Partial<DraftEntity> & Pick<DraftEntity, 'entityId' | 'kind' | 'normal'>,
): DraftEntity => ({
  asFound: part.normal,
  display: part.normal,
  piiClass: 'identifier',
  roles: [],
  country: '',
  aliases: [],
  facts: {},
  note: '',
  confidence: 'probable',
  firstSeen: null,
  lastSeen: null,
  exhibits: [],
  ownerId: null,
  contact: { phone: '', email: '', address: '' },
  ...part,
});

function victimAt(index: number): DraftVictim {
  const [name, country, region, city] = people[index % people.length] ?? ['', '', '', ''];
  const copy = Math.floor(index / people.length);
  return {
    entityId: uuid(1, index),
    name: copy === 0 ? name : `${name} ${String.fromCharCode(65 + (copy % 26))}${digest(index, 5)}`,
    aliases: [],
    country,
    region,
    city,
    address: `${10 + index} Marsh Lane, ${city}`,
    phone: `+1937555${String(1000 + index).padStart(4, '0')}`,
    email: `victim${index}@mail.example`,
    ageBand: ['60-69', '70-79', '80-plus', '50-59'][index % 4] ?? '',
    exhibits: [],
  };
}

function infrastructureAt(index: number): DraftEntity {
  const first = Date.UTC(2023, 2, 1) + (index % 400) * 86_400_000;
  const base = {
    entityId: uuid(2, index),
    roles: ['scam-infrastructure' as const],
    firstSeen: first,
    lastSeen: first + 9 * 86_400_000,
    exhibits: index % 3 === 0 ? ['Ex. 1'] : [],
  };
  const name = `support-help-${digest(index, 6)}.example`;
  if (index % 4 === 1) {
    return entity({
      ...base,
      kind: 'url',
      normal: `https://${name}/alert/windows-error-0x80072ee7/call-now.html?session=${digest(index, 24)}`,
      display: `hxxps://${name.replace('.', '[.]')}/alert/windows-error-0x80072ee7/call-now.html?session=${digest(index, 24)}`,
      facts: { 'registrable domain': name },
    });
  }
  if (index % 4 === 2) {
    const number = `+1800555${String(100 + (index % 100)).padStart(4, '0')}`;
    return entity({
      ...base,
      kind: 'phone',
      normal: number,
      display: number,
      facts: { 'line type': 'toll-free' },
      country: 'US',
    });
  }
  if (index % 4 === 3) {
    const address = `203.0.113.${index % 250}`;
    return entity({
      ...base,
      kind: 'ip',
      normal: address,
      display: address.replace(/\.(?=\d+$)/, '[.]'),
      facts: { range: 'TEST-NET-3' },
    });
  }
  return entity({
    ...base,
    kind: 'domain',
    normal: name,
    display: name.replace('.', '[.]'),
    facts: { registrar: 'Example Registrar' },
    note: index === 0 ? 'Shown to Margaret Ellison and to Mr Muñoz.' : '',
  });
}

function custodyAt(number: number): ModelCustody[] {
  const actor = {
    person: 'Dana Whitfield',
    organisation: 'Northwind Example Inc.',
    key: 'SHA256:k3yFingerprintExample000000000000000000000',
  };
  return (['acquired', 'verified'] as const).map((action, step) => ({
    seq: step + 1,
    evidenceId: uuid(4, number),
    exhibit: `Ex. ${number}`,
    action,
    at: new Date(Date.UTC(2023, 10, 2, 14, 5 + step, number % 60)).toISOString(),
    zone: 'America/New_York',
    actor,
    purpose: number === 2 ? 'Received from JOSE ANGEL MUNOZ by post' : 'Intake of the case file',
    tool: 'Proffer 0.1.0',
    sha256: digest(number, 64),
    details: {},
    prevHash: digest(number * 7 + step, 64),
    hash: digest(number * 7 + step + 1, 64),
  }));
}

function exhibitAt(number: number): ModelExhibit {
  const names = [
    'complaint.eml',
    'pop-up screenshot.png',
    'call-log.xlsx',
    'Müller_Jürgen Kontoauszug.pdf',
    'बयान प्रिया शर्मा.pdf',
    'شكوى محمد علي الحسن.docx',
  ];
  const original = names[(number - 1) % names.length] ?? 'file.bin';
  return {
    ref: `Ex. ${number}`,
    number,
    evidenceId: uuid(4, number),
    originalName: number > names.length ? `${number}-${original}` : original,
    payloadName: `Ex-${number}_item.${original.split('.').at(-1) ?? 'bin'}`,
    description:
      number === 1 ? 'Complaint by Margaret Ellison, with full headers' : 'Item from the case file',
    mediaType:
      [
        'message/rfc822',
        'image/png',
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'application/pdf',
      ][(number - 1) % 4] ?? '',
    sizeBytes: 1000 + number * 7919,
    sha256: digest(number, 64),
    sha1: digest(number + 5000, 40),
    md5: digest(number + 9000, 32),
    source: number === 1 ? 'Margaret Ellison' : 'Northwind Example Inc. complaint desk',
    acquiredAt: new Date(Date.UTC(2023, 10, 2, 14, 5, number % 60)).toISOString(),
    acquiredBy: 'Dana Whitfield',
    method: 'Exported from a system',
    custody: custodyAt(number),
  };
}

function eventAt(index: number): DraftEvent {
  const kind = kinds[index % kinds.length] ?? 'call';
  const day = new Date(Date.UTC(2023, 1, 14) + index * 7_200_000 * 11);
  const date = day.toISOString().slice(0, 10);
  const when =
    index % 9 === 4
      ? at(`${date.slice(0, 7)}-XX`)
      : index % 9 === 7
        ? at(`${date}~`, 'Asia/Kolkata')
        : at(
            `${date}T${String(9 + (index % 9)).padStart(2, '0')}:${String((index * 7) % 60).padStart(2, '0')}`,
          );
  return {
    eventId: uuid(5, index),
    kind,
    kindLabel: kindLabels[kind],
    title:
      index === 0
        ? 'Caller tells Margaret Ellison that her computer is infected'
        : `${kindLabels[kind]} no. ${index + 1}`,
    description: index === 0 ? 'Mrs Ellison called +1 800 555 0102, shown in the pop-up.' : '',
    when,
    participants: [
      { entityId: uuid(1, index % 9), part: 'Victim' },
      { entityId: uuid(3, 0), part: 'Actor' },
    ],
    exhibits: [`Ex. ${1 + (index % 6)}`],
  };
}

export function draftFixture(scale: FixtureScale = {}): ReferralDraft {
  const victims = Array.from({ length: scale.victims ?? 9 }, (_, index) => victimAt(index));
  const losses: DraftLoss[] = victims.map((victim, index) => ({
    victimId: victim.entityId,
    amount: { minor: 132_000 + index * 41_733, currency: people[index % people.length]?.[4] ?? 'USD' },
    method: ['Wire transfer', 'Gift card', 'Bank transfer', 'Crypto-asset'][index % 4] ?? '',
    toId: uuid(6, index % 2),
    when: at(`2023-0${1 + (index % 9)}-1${index % 9}T10:30`),
    recovered: index === 2 ? { minor: 50_000, currency: 'EUR' } : null,
    reference: `REF-${digest(index, 10).toUpperCase()}`,
    exhibits: ['Ex. 1'],
  }));
  const entities: DraftEntity[] = [
    entity({
      entityId: uuid(3, 0),
      kind: 'person',
      normal: 'Rakesh Example Verma',
      roles: ['suspect'],
      country: 'IN',
      aliases: ['Alex Morgan'],
      facts: { address: 'Unit 4, Example Tower, Ahmedabad', region: 'Gujarat' },
      confidence: 'probable',
      note: 'Signs calls as "Alex Morgan".',
      exhibits: ['Ex. 2'],
    }),
    entity({
      entityId: uuid(3, 1),
      kind: 'organisation',
      normal: 'Brightline Example Services',
      roles: ['call-centre'],
      country: 'IN',
      facts: { region: 'Gujarat', city: 'Ahmedabad' },
      confidence: 'confirmed',
    }),
    entity({
      entityId: uuid(3, 2),
      kind: 'person',
      normal: 'Imran Example Sheikh',
      roles: ['money-mule'],
      country: 'IN',
      confidence: 'possible',
    }),
    entity({
      entityId: uuid(3, 3),
      kind: 'person',
      normal: 'Carla Example Witness',
      roles: ['witness'],
      country: 'US',
    }),
    entity({
      entityId: uuid(6, 0),
      kind: 'bank-account',
      normal: 'IN/EXMP0000123/50100099887766',
      display: 'EXMP0000123 · 50100099887766',
      roles: ['payment-destination'],
      country: 'IN',
      facts: { bank: 'Example Bank', holder: 'Imran Example Sheikh' },
    }),
    entity({
      entityId: uuid(6, 1),
      kind: 'wallet',
      normal: 'bc1qexample0000000000000000000000000000000',
      roles: ['payment-destination'],
      facts: { chain: 'Bitcoin' },
    }),
    entity({
      entityId: uuid(6, 2),
      kind: 'bank-account',
      normal: 'DE89370400440532013000',
      asFound: 'DE89 3704 0044 0532 0130 00',
      display: 'DE89 3704 0044 0532 0130 00',
      ownerId: uuid(1, 2),
      country: 'DE',
    }),
    entity({
      entityId: uuid(6, 3),
      kind: 'phone',
      normal: '+19375551000',
      ownerId: uuid(1, 0),
      country: 'US',
    }),
    ...Array.from({ length: scale.infrastructure ?? 14 }, (_, index) => infrastructureAt(index)),
  ];
  return {
    kind: 'criminal',
    version: 1,
    case: {
      id: uuid(7, 1),
      reference: 'NW-2023-0042',
      title: 'Operation Lantern: pop-up tech-support fraud',
      scheme: 'Tech-support fraud',
      narrative:
        'Between February and November 2023 callers posing as support staff of a software maker took remote control of home computers and had their owners pay for repairs that were never needed.\n\nMargaret Ellison (m. 937-555-1000, victim0@mail.example) saw a pop-up on 14 February 2023 and called the number shown. Mr Müller paid from DE89 3704 0044 0532 0130 00; JOSÉ ÁNGEL MUÑOZ and प्रिया शर्मा followed within days. The caller, "Alex Morgan", is believed to be Rakesh Example Verma.\n\nThe card 4111 1111 1111 1111 was tried twice.',
      nexus:
        'The calls were placed from premises in Ahmedabad, Gujarat; five victims live in the United States and Canada, and payments went to accounts in India.',
      marking: 'amber',
    },
    stateTime: '2023-12-04T09:30:00.000Z',
    referrer: {
      person: 'Dana Whitfield',
      role: 'Senior investigator',
      organisation: 'Northwind Example Inc.',
      address: '1 Example Way, Redmond, WA 98052, USA',
      email: 'd.whitfield@northwind.example',
      phone: '+1 425 555 0100',
      fingerprint: 'SHA256:k3yFingerprintExample000000000000000000000',
    },
    organisations: [
      {
        name: 'Northwind Example Inc.',
        part: 'referrer',
        address: '1 Example Way, Redmond, WA 98052, USA',
        registrationNumber: 'WA 600-000-001',
        contact: 'Dana Whitfield, d.whitfield@northwind.example',
      },
      {
        name: 'Contoso Example Ltd',
        part: 'co-referrer',
        address: '2 Example Street, London E1 0AA, United Kingdom',
        registrationNumber: '00000042',
        contact: 'Brand Protection Desk',
      },
    ],
    requests: [
      'Preserve the records of the receiving accounts.',
      'Trace and freeze what has not yet left them.',
      'Identify the subscriber of the toll-free numbers.',
    ],
    signatory: {
      name: 'Dana Whitfield',
      role: 'Senior investigator',
      relation: '',
      address: '1 Example Way, Redmond, WA 98052, USA',
      place: '',
      deviceOther: '',
      deviceMake: '',
      deviceColour: '',
      deviceSerial: '',
      deviceIdentifier: '',
      deviceNote: '',
      control: [],
    },
    victims,
    entities,
    losses,
    links: [
      {
        fromId: uuid(3, 0),
        kind: 'works for',
        toId: uuid(3, 1),
        confidence: 'probable',
        exhibits: ['Ex. 2'],
      },
      { fromId: uuid(3, 2), kind: 'controls', toId: uuid(6, 0), confidence: 'possible', exhibits: [] },
      { fromId: uuid(1, 2), kind: 'owns', toId: uuid(6, 2), confidence: 'confirmed', exhibits: ['Ex. 4'] },
      { fromId: uuid(3, 3), kind: 'related to', toId: uuid(3, 0), confidence: 'possible', exhibits: [] },
    ],
    events: Array.from({ length: scale.events ?? 24 }, (_, index) => eventAt(index)).sort(
      (a, b) => (a.when.earliest ?? 0) - (b.when.earliest ?? 0),
    ),
    exhibits: Array.from({ length: scale.exhibits ?? 6 }, (_, index) => exhibitAt(index + 1)),
    log: { deviceId: uuid(8, 1), seq: 241, hash: digest(241, 64) },
  };
}

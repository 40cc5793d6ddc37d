import type { LossMethod } from '../../src/shared/domain/kinds.ts';
import type { ScriptFields, ScriptTime } from '../case-script.ts';
import {
  burnBitcoinLegacy,
  burnBitcoinSegwit,
  burnEthereum,
  iban,
  inventedTransaction,
  spanishAccount,
} from './identifiers.ts';

/** The one place where the sample case's facts stand: letters, tables, pictures and `case.json` all read them. */

export const mark = 'EXAMPLE – fictional';
export const notice =
  'EXAMPLE – fictional. Every person, company, number, address, account and event is invented for Proffer’s sample case.';

export const nordhaven = 'Nordhaven Software';
export const meridane = 'Meridane Retail';
export const remoteTool = 'DeskReach';

export const domains = {
  support: 'nordhaven-support.example',
  alert: 'nordhaven-alert.test',
  secure: 'secure-nordhaven.example.net',
  german: 'nordhäven-hilfe.example',
  refund: 'meridane-refund.example',
  orders: 'meridane-orders.example.org',
  remote: 'deskreach-get.example',
  centre: 'bluekestrel-ecare.example',
} as const;

export const ips = {
  popup: '192.0.2.44',
  refund: '198.51.100.23',
  dialler: '203.0.113.77',
  six: '2001:db8:51::44',
} as const;

export const phones = {
  tollFreeUs: '+1 800-555-0199',
  callbackUs: '+1 202-555-0171',
  freephoneGb: '+44 808 157 0142',
  londonGb: '+44 20 7946 0958',
  freephoneAu: '+61 1800 975 711',
  cologneDe: '+49 221 4710 961',
  callbackEs: '+34 555 010 960',
  premisesIn: '+91 22 5550 0142',
  handlerOne: '+91 50000 01001',
  handlerTwo: '+91 50000 01002',
} as const;

export const mailboxes = {
  billing: `billing@${domains.support}`,
  refunds: `refunds@${domains.refund}`,
  operations: `ops@${domains.centre}`,
} as const;

export const wallets = {
  bitcoinLegacy: burnBitcoinLegacy('cash-out desk'),
  bitcoinSegwit: burnBitcoinSegwit('victim deposits'),
  ethereum: burnEthereum('victim deposits'),
} as const;

export const accounts = {
  gb: 'GB82WEST12345698765432',
  lt: iban('LT', '9999900000012345'),
  es: iban('ES', spanishAccount('0012345678')),
  mueller: iban('DE', '000000000123456789'),
  us: '990000000 / 0004417729',
  au: '999-999 04127753',
  ca: '99999-999 / 5550198',
} as const;

export const people = {
  mehta: 'आरव मेहता',
  mehtaLatin: 'Aarav Mehta',
  kalpit: 'रोहन कल्पित',
  kalpitLatin: 'Rohan Kalpit',
  agentAlias: 'Jennifer Watson',
  agent: 'प्रिया उदाहरण',
  agentLatin: 'Priya Udaharan',
  haddad: 'ليلى الحداد',
  haddadLatin: 'Layla al-Haddad',
  pruvost: 'Dalton R. Pruvost',
  vickers: 'Lorna Vickers-Sample',
  pavyzdys: 'Kęstutis Pavyzdys',
} as const;

export const centres = {
  one: 'BlueKestrel eCare LLP',
  oneLocal: 'ब्लूकेस्ट्रल ई-केयर एलएलपी',
  oneAddress: 'Unit 7-B, 4th floor, Kalpanik Tower, Sector 999, Navi Mumbai, Maharashtra',
  oneAddressLocal: 'यूनिट 7-बी, चौथी मंज़िल, काल्पनिक टॉवर, सेक्टर 999, नवी मुंबई, महाराष्ट्र',
  two: 'Suryatara Infosolve Private Limited',
} as const;

/** One payment of one victim. Amounts are decimal text; `to` is the key of an entity of the script. */
export interface Payment {
  amount: string;
  method: LossMethod;
  to: string | null;
  from: string | null;
  when: ScriptTime;
  recovered: string;
  reference: string;
  evidence: string[];
}

export interface Victim {
  key: string;
  name: string;
  country: 'US' | 'GB' | 'AU' | 'CA' | 'DE' | 'ES';
  currency: 'USD' | 'GBP' | 'AUD' | 'CAD' | 'EUR';
  zone: string;
  language: string;
  fields: ScriptFields;
  /** Who the caller said to be. */
  pretext: 'nordhaven' | 'meridane';
  /** Local time of the first contact, ISO 8601 to the minute. */
  contact: string;
  how: 'pop-up' | 'call' | 'message';
  /** Number the victim rang or was rung from, a key of `phones`. */
  number: keyof typeof phones;
  /** Minutes from first contact to the remote session. */
  sessionAfter: number;
  complaint: string;
  complained: string;
  payments: Payment[];
}

type Person = Pick<
  Victim,
  'key' | 'name' | 'country' | 'currency' | 'zone' | 'language' | 'pretext' | 'contact' | 'how' | 'number'
> & { sessionAfter?: number; complaint: string; complained: string; fields: ScriptFields };

const victim = (
  person: Person,
  payments: (Omit<Payment, 'when' | 'evidence' | 'from'> & {
    at: string;
    from?: string;
    evidence?: string[];
  })[],
): Victim => ({
  ...person,
  sessionAfter: person.sessionAfter ?? 12,
  payments: payments.map(({ at, evidence, from, ...payment }) => ({
    ...payment,
    from: from ?? null,
    when: { text: at, zone: person.zone },
    evidence: [person.complaint, 'payments/payments.csv', ...(evidence ?? [])],
  })),
});

export const victims: Victim[] = [
  victim(
    {
      key: 'victim-us-thornbury',
      name: 'Margaret “Peggy” Thornbury',
      country: 'US',
      currency: 'USD',
      zone: 'America/Boise',
      language: 'en',
      pretext: 'nordhaven',
      contact: '2025-03-11T14:20',
      how: 'pop-up',
      number: 'tollFreeUs',
      complaint: 'complaints/us-2025-03-14-locked-computer.eml',
      complained: '2025-03-14T09:12:40-06:00',
      fields: {
        city: 'Boise',
        region: 'Idaho',
        phone: '+1 208-555-0142',
        email: 'peggy.thornbury@example.net',
        ageBand: '70-79',
        vulnerable: true,
        consent: 'given',
      },
    },
    [
      {
        amount: '9900.00',
        method: 'wire-transfer',
        to: 'account-us',
        at: '2025-03-11T15:45',
        recovered: '0.00',
        reference: 'FED-20250311-EX0417',
      },
      {
        amount: '8500.00',
        method: 'wire-transfer',
        to: 'account-us',
        at: '2025-03-13T11:05',
        recovered: '8500.00',
        reference: 'FED-20250313-EX0022',
      },
    ],
  ),
  victim(
    {
      key: 'victim-us-penaranda',
      name: 'José Antonio Peñaranda Íñiguez',
      country: 'US',
      currency: 'USD',
      zone: 'America/Denver',
      language: 'en',
      pretext: 'nordhaven',
      contact: '2025-03-27T18:02',
      how: 'call',
      number: 'callbackUs',
      complaint: 'complaints/us-2025-03-29-gift-cards.eml',
      complained: '2025-03-29T20:41:03-06:00',
      fields: {
        city: 'El Paso',
        region: 'Texas',
        phone: '+1 915-555-0117',
        email: 'jose.penaranda@example.com',
        ageBand: '60-69',
        consent: 'given',
      },
    },
    [
      {
        amount: '3200.00',
        method: 'gift-card',
        to: null,
        at: '2025-03-27T19:36',
        recovered: '0.00',
        reference: 'Till receipt 0417-2210',
        evidence: ['screenshots/us-gift-card-receipt.jpg'],
      },
    ],
  ),
  victim(
    {
      key: 'victim-us-whitcombe',
      name: 'Dolores Whitcombe',
      country: 'US',
      currency: 'USD',
      zone: 'America/New_York',
      language: 'en',
      pretext: 'nordhaven',
      contact: '2025-06-05T10:15',
      how: 'pop-up',
      number: 'tollFreeUs',
      complaint: 'complaints/us-2025-06-09-cash-courier.eml',
      complained: '2025-06-09T16:30:55-04:00',
      fields: {
        city: 'Columbus',
        region: 'Ohio',
        phone: '+1 614-555-0163',
        email: 'd.whitcombe@example.org',
        ageBand: '80-plus',
        vulnerable: true,
        consent: 'given',
      },
    },
    [
      {
        amount: '22000.00',
        method: 'cash',
        to: 'person-pruvost',
        at: '2025-06-06T13:10',
        recovered: '0.00',
        reference: 'Withdrawal slip 88-0141',
      },
    ],
  ),
  victim(
    {
      key: 'victim-gb-prydderch',
      name: 'Siân Prydderch',
      country: 'GB',
      currency: 'GBP',
      zone: 'Europe/London',
      language: 'en',
      pretext: 'nordhaven',
      contact: '2025-06-18T14:22',
      how: 'pop-up',
      number: 'freephoneGb',
      complaint: 'complaints/gb-2025-06-19-bank-transfer.eml',
      complained: '2025-06-19T08:03:17+01:00',
      fields: {
        city: 'Cardiff',
        region: 'Wales',
        phone: '029 2018 0416',
        email: 'sian.prydderch@example.org',
        ageBand: '50-59',
        consent: 'given',
      },
    },
    [
      {
        amount: '7950.00',
        method: 'bank-transfer',
        to: 'account-gb',
        at: '2025-06-18T15:31',
        recovered: '2100.00',
        reference: 'FP-EX-250618-7713',
        evidence: ['screenshots/gb-transfer-receipt.png', 'payments/mule-account-statement.pdf'],
      },
    ],
  ),
  victim(
    {
      key: 'victim-gb-macgillebhrath',
      name: 'Alasdair MacGilleBhràth',
      country: 'GB',
      currency: 'GBP',
      zone: 'Europe/London',
      language: 'en',
      pretext: 'nordhaven',
      contact: '2025-07-02T11:40',
      how: 'message',
      number: 'londonGb',
      complaint: 'complaints/gb-2025-07-02-renewal-invoice.eml',
      complained: '2025-07-02T19:26:02+01:00',
      fields: {
        city: 'Inverness',
        region: 'Scotland',
        phone: '07700 900287',
        email: 'alasdair.macg@example.net',
        ageBand: '60-69',
        consent: 'given',
      },
    },
    [
      {
        amount: '1299.99',
        method: 'card',
        to: null,
        at: '2025-07-02T12:18',
        recovered: '1299.99',
        reference: 'Card 4111 11** **** 1111',
      },
    ],
  ),
  victim(
    {
      key: 'victim-gb-featherstonehaugh',
      name: 'Wilhelmina Anastasia Theodora Featherstonehaugh-Cholmondeley-Marjoribanks',
      country: 'GB',
      currency: 'GBP',
      zone: 'Europe/London',
      language: 'en',
      pretext: 'meridane',
      contact: '2025-08-20T16:05',
      how: 'call',
      number: 'londonGb',
      complaint: 'complaints/gb-2025-08-21-refund-call.eml',
      complained: '2025-08-21T10:11:12+01:00',
      fields: {
        city: 'London',
        region: 'England',
        phone: '020 7946 0733',
        email: 'w.featherstonehaugh-cholmondeley-marjoribanks@example.com',
        ageBand: '70-79',
        consent: 'not-asked',
      },
    },
    [
      {
        amount: '640.00',
        method: 'bank-transfer',
        to: 'account-gb',
        at: '2025-08-20T16:52',
        recovered: '0.00',
        reference: 'FP-EX-250820-0331',
        evidence: ['payments/mule-account-statement.pdf'],
      },
    ],
  ),
  victim(
    {
      key: 'victim-au-tallowood',
      name: 'Bruce Tallowood',
      country: 'AU',
      currency: 'AUD',
      zone: 'Australia/Sydney',
      language: 'en',
      pretext: 'nordhaven',
      contact: '2025-05-14T09:48',
      how: 'pop-up',
      number: 'freephoneAu',
      complaint: 'complaints/au-2025-05-15-remote-access.eml',
      complained: '2025-05-15T07:55:31+10:00',
      fields: {
        city: 'Newcastle',
        region: 'New South Wales',
        phone: '0491 570 156',
        email: 'bruce.tallowood@example.com',
        ageBand: '60-69',
        consent: 'given',
      },
    },
    [
      {
        amount: '12750.50',
        method: 'bank-transfer',
        to: 'account-au',
        at: '2025-05-14T11:20',
        recovered: '3000.00',
        reference: 'PAY-EX-884120',
      },
    ],
  ),
  victim(
    {
      key: 'victim-au-nguyen',
      name: 'Nguyễn Thị Ánh Tuyết',
      country: 'AU',
      currency: 'AUD',
      zone: 'Australia/Melbourne',
      language: 'vi',
      pretext: 'nordhaven',
      contact: '2025-09-03T20:31',
      how: 'pop-up',
      number: 'freephoneAu',
      complaint: 'complaints/au-2025-09-04-crypto-machine.eml',
      complained: '2025-09-04T12:20:00+10:00',
      fields: {
        city: 'Melbourne',
        region: 'Victoria',
        phone: '(03) 5550 0134',
        email: 'anh.tuyet@example.net',
        ageBand: '40-49',
        consent: 'given',
      },
    },
    [
      {
        amount: '2480.00',
        method: 'crypto',
        to: 'wallet-bitcoin-segwit',
        at: '2025-09-04T10:02',
        recovered: '0.00',
        reference: inventedTransaction('nguyen'),
        evidence: ['payments/crypto-transfers.json'],
      },
    ],
  ),
  victim(
    {
      key: 'victim-ca-lachapelle',
      name: 'Geneviève Lachapelle-Bélanger',
      country: 'CA',
      currency: 'CAD',
      zone: 'America/Toronto',
      language: 'fr',
      pretext: 'nordhaven',
      contact: '2025-04-22T13:07',
      how: 'pop-up',
      number: 'tollFreeUs',
      complaint: 'complaints/ca-2025-04-23-plainte.eml',
      complained: '2025-04-23T11:48:09-04:00',
      fields: {
        city: 'Québec',
        region: 'Québec',
        phone: '418-555-0128',
        email: 'g.lachapelle@example.org',
        ageBand: '70-79',
        vulnerable: true,
        consent: 'given',
      },
    },
    [
      {
        amount: '9300.00',
        method: 'bank-transfer',
        to: 'account-ca',
        at: '2025-04-22T14:40',
        recovered: '0.00',
        reference: 'VIR-EX-20250422-19',
        evidence: ['complaints/ca-2025-04-24-witness-bank.eml'],
      },
    ],
  ),
  victim(
    {
      key: 'victim-ca-gillmore',
      name: 'Tanvir Gillmore',
      country: 'CA',
      currency: 'CAD',
      zone: 'America/Toronto',
      language: 'en',
      pretext: 'meridane',
      contact: '2025-10-07T12:26',
      how: 'message',
      number: 'callbackUs',
      complaint: 'partner/meridane-complaints.mbox',
      complained: '2025-10-08T18:14:22-04:00',
      fields: {
        city: 'Toronto',
        region: 'Ontario',
        phone: '416-555-0191',
        email: 'tanvir.gillmore@example.com',
        ageBand: '30-39',
        consent: 'given',
      },
    },
    [
      {
        amount: '4150.00',
        method: 'gift-card',
        to: null,
        at: '2025-10-07T14:55',
        recovered: '500.00',
        reference: 'Meridane gift cards, 9 pieces',
        evidence: ['partner/meridane-refund-cases.csv'],
      },
    ],
  ),
  victim(
    {
      key: 'victim-de-mueller',
      name: 'Jürgen Müller',
      country: 'DE',
      currency: 'EUR',
      zone: 'Europe/Berlin',
      language: 'de',
      pretext: 'nordhaven',
      contact: '2025-07-21T10:33',
      how: 'pop-up',
      number: 'cologneDe',
      complaint: 'complaints/de-2025-07-22-strafanzeige.eml',
      complained: '2025-07-22T09:47:50+02:00',
      fields: {
        city: 'Köln',
        region: 'Nordrhein-Westfalen',
        phone: '0221 4710 381',
        email: 'juergen.mueller@example.com',
        ageBand: '60-69',
        consent: 'given',
      },
    },
    [
      {
        amount: '15600.00',
        method: 'bank-transfer',
        to: 'account-lt',
        from: 'account-mueller',
        at: '2025-07-21T11:56',
        recovered: '0.00',
        reference: 'EREF EX-2025-07-21-0093',
        evidence: ['payments/lt-account-movements.csv'],
      },
    ],
  ),
  victim(
    {
      key: 'victim-de-grossmann',
      name: 'Käthe Großmann-Öztürk',
      country: 'DE',
      currency: 'EUR',
      zone: 'Europe/Berlin',
      language: 'de',
      pretext: 'meridane',
      contact: '2025-10-13T17:45',
      how: 'call',
      number: 'cologneDe',
      complaint: 'partner/meridane-complaints.mbox',
      complained: '2025-10-14T08:20:10+02:00',
      fields: {
        city: 'Berlin',
        region: 'Berlin',
        phone: '030 23125 274',
        email: 'k.grossmann@example.org',
        ageBand: '50-59',
        consent: 'given',
      },
    },
    [
      {
        amount: '899.00',
        method: 'card',
        to: null,
        at: '2025-10-13T18:09',
        recovered: '899.00',
        reference: 'Card 5555 55** **** 4444',
        evidence: ['partner/meridane-refund-cases.csv'],
      },
    ],
  ),
  victim(
    {
      key: 'victim-es-nunez',
      name: 'María del Carmen Núñez Ibáñez',
      country: 'ES',
      currency: 'EUR',
      zone: 'Europe/Madrid',
      language: 'es',
      pretext: 'nordhaven',
      contact: '2025-08-06T19:11',
      how: 'pop-up',
      number: 'callbackEs',
      complaint: 'complaints/es-2025-08-07-denuncia.eml',
      complained: '2025-08-07T13:02:44+02:00',
      fields: {
        city: 'Zaragoza',
        region: 'Aragón',
        phone: '+34 555 010 076',
        email: 'mc.nunez@example.net',
        ageBand: '60-69',
        consent: 'given',
      },
    },
    [
      {
        amount: '5420.75',
        method: 'bank-transfer',
        to: 'account-es',
        at: '2025-08-06T20:40',
        recovered: '0.00',
        reference: 'TRF-EX-0806-5420',
      },
    ],
  ),
  victim(
    {
      key: 'victim-es-etxeberria',
      name: 'Iñaki Etxeberria Goñi',
      country: 'ES',
      currency: 'EUR',
      zone: 'Europe/Madrid',
      language: 'es',
      pretext: 'meridane',
      contact: '2025-10-20T11:15',
      how: 'message',
      number: 'callbackEs',
      complaint: 'partner/meridane-complaints.mbox',
      complained: '2025-10-21T09:33:08+02:00',
      fields: {
        city: 'Bilbao',
        region: 'Euskadi',
        phone: '+34 555 010 081',
        email: 'inaki.etxeberria@example.com',
        ageBand: '30-39',
        consent: 'refused',
      },
    },
    [
      {
        amount: '2000.00',
        method: 'crypto',
        to: 'wallet-ethereum',
        at: '2025-10-20T12:48',
        recovered: '0.00',
        reference: `0x${inventedTransaction('etxeberria')}`,
        evidence: ['payments/crypto-transfers.json', 'partner/meridane-refund-cases.csv'],
      },
    ],
  ),
];

/** The victim of a key; the letters are written to keys. */
export function victimOf(key: string): Victim {
  const found = victims.find((candidate) => candidate.key === key);
  if (!found) throw new Error(`no victim ${key} in the sample facts`);
  return found;
}

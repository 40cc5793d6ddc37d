import { burnBitcoinLegacy, burnBitcoinSegwit, burnEthereum, iban, spanishAccount } from './identifiers.ts';

/**
 * The names, numbers and accounts of the sample case, with its people in `victims`: letters, tables, pictures and
 * `case.json` all read them here.
 */

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

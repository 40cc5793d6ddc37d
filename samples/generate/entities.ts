import type { EntityKind, EntityRole } from '../../src/shared/domain/kinds.ts';
import type { ScriptEntity, ScriptFields } from '../case-script.ts';
import {
  accounts,
  centres,
  domains,
  ips,
  mailboxes,
  meridane,
  nordhaven,
  people,
  phones,
  remoteTool,
  wallets,
} from './facts.ts';
import { printedIban } from './identifiers.ts';
import { victims } from './victims.ts';

interface Rest {
  fields?: ScriptFields;
  note?: string;
  country?: string;
  defaultCountry?: string;
}

const entity = (
  key: string,
  kind: EntityKind,
  value: string,
  roles: EntityRole[],
  evidence: string[],
  rest: Rest = {},
): ScriptEntity => ({
  key,
  kind,
  value,
  fields: rest.fields ?? {},
  note: rest.note ?? '',
  roles,
  country: rest.country ?? null,
  defaultCountry: rest.defaultCountry ?? null,
  evidence,
});

const chat = 'chats/handler-group.txt';
const report = 'chats/former-agent-report.txt';
const domainList = 'infrastructure/domains.txt';
const phoneList = 'infrastructure/phones.txt';
const names = 'infrastructure/name-records.json';
const payments = 'payments/payments.csv';

function actors(): ScriptEntity[] {
  return [
    entity(
      'person-mehta',
      'person',
      people.mehta,
      ['suspect'],
      [chat, report, 'screenshots/gb-handler-chat.png'],
      {
        country: 'IN',
        fields: {
          aliases: [people.mehtaLatin, 'Mr. Mehta, banking security floor'],
          occupation: 'Floor manager',
          region: 'Maharashtra',
          city: 'Navi Mumbai',
        },
      },
    ),
    entity(
      'person-kalpit',
      'person',
      people.kalpit,
      ['suspect'],
      [chat, report, 'infrastructure/whois-nordhaven-support.txt'],
      {
        country: 'IN',
        fields: { aliases: [people.kalpitLatin, 'R. K.', 'Rohan'], occupation: 'Sites and money' },
      },
    ),
    entity('person-agent', 'person', people.agent, ['suspect'], [chat], {
      country: 'IN',
      fields: { aliases: [people.agentLatin, people.agentAlias], occupation: 'Agent' },
      note: 'That she is the voice “Jennifer Watson” is an inference from the times of the chat.',
    }),
    entity(
      'person-pruvost',
      'person',
      people.pruvost,
      ['money-mule'],
      ['complaints/us-2025-06-09-cash-courier.eml', chat],
      {
        country: 'US',
        fields: { aliases: ['Dalton'] },
      },
    ),
    entity(
      'person-vickers',
      'person',
      people.vickers,
      ['money-mule'],
      ['payments/mule-account-statement.pdf', 'screenshots/gb-handler-chat.png'],
      { country: 'GB', fields: { city: 'Croydon', address: '14 Sample Terrace, Croydon' } },
    ),
    entity(
      'person-pavyzdys',
      'person',
      people.pavyzdys,
      ['money-mule'],
      ['payments/lt-account-movements.csv', chat],
      {
        country: 'LT',
        fields: { aliases: ['Kestutis Pavyzdys'] },
      },
    ),
    entity(
      'person-haddad',
      'person',
      people.haddad,
      ['witness'],
      ['complaints/ca-2025-04-24-witness-bank.eml'],
      {
        country: 'CA',
        fields: {
          aliases: [people.haddadLatin],
          occupation: 'Bank employee',
          city: 'Québec',
          email: 'layla.alhaddad@example.com',
        },
      },
    ),
    entity(
      'org-nordhaven',
      'organisation',
      `${nordhaven}, Inc.`,
      ['impersonated-brand', 'reporter'],
      ['partner/joint-referral-agreement.txt'],
      { country: 'US', fields: { city: 'Portland', region: 'Oregon', registrationNumber: 'OR-EX-000417' } },
    ),
    entity(
      'org-meridane',
      'organisation',
      `${meridane} plc`,
      ['impersonated-brand', 'reporter'],
      ['partner/joint-referral-agreement.txt'],
      { country: 'GB', fields: { city: 'Leeds', registrationNumber: 'EX-0000881' } },
    ),
    entity('org-bluekestrel', 'organisation', centres.one, ['call-centre', 'suspect'], [report], {
      country: 'IN',
      fields: {
        aliases: [centres.oneLocal],
        address: centres.oneAddress,
        city: 'Navi Mumbai',
        region: 'Maharashtra',
        registrationNumber: 'EXAMPLE-LLP-0000',
      },
      note: `पता: ${centres.oneAddressLocal}`,
    }),
    entity(
      'org-suryatara',
      'organisation',
      centres.two,
      ['suspect'],
      ['infrastructure/whois-nordhaven-support.txt'],
      {
        country: 'IN',
        fields: {
          city: 'Gurugram',
          region: 'Haryana',
          address: 'Plot 00, Kalpit Marg, Sector 999, Gurugram',
        },
      },
    ),
    entity(
      'org-deskreach',
      'organisation',
      `${remoteTool} (fictional)`,
      ['provider'],
      ['screenshots/au-remote-access-consent.png'],
    ),
  ];
}

function infrastructure(): ScriptEntity[] {
  const domain = (key: string, value: string, evidence: string[], note = ''): ScriptEntity =>
    entity(key, 'domain', value, ['scam-infrastructure'], [domainList, ...evidence], { note });
  const phone = (
    key: string,
    value: string,
    country: string,
    rest: Rest & { roles?: EntityRole[]; evidence?: string[] } = {},
  ): ScriptEntity =>
    entity(
      key,
      'phone',
      value,
      rest.roles ?? ['scam-infrastructure'],
      [
        phoneList,
        ...(rest.evidence ?? ['calls/carrier-call-records.csv', 'calls/nordhaven-hotline-calls.csv']),
      ],
      { ...rest, country },
    );
  return [
    domain('domain-support', domains.support, [names, 'infrastructure/whois-nordhaven-support.txt']),
    domain('domain-alert', domains.alert, [names, 'infrastructure/takedowns.csv']),
    domain('domain-secure', domains.secure, [names]),
    domain(
      'domain-german',
      domains.german,
      ['complaints/de-2025-07-22-strafanzeige.eml'],
      'Written with “ä”; the wire form begins with xn--.',
    ),
    domain('domain-refund', domains.refund, [names]),
    domain('domain-orders', domains.orders, [names]),
    domain('domain-remote', domains.remote, [names]),
    domain('domain-centre', domains.centre, [names]),
    entity(
      'url-locked',
      'url',
      `hxxps://${domains.support.replaceAll('.', '[.]')}/alert/locked.html`,
      ['scam-infrastructure'],
      [domainList, 'infrastructure/locked-page.html'],
    ),
    entity(
      'url-download',
      'url',
      `hxxp://${domains.remote.replaceAll('.', '[.]')}/dl/DeskReach-QS.exe`,
      ['scam-infrastructure'],
      [domainList],
    ),
    entity('ip-popup', 'ip', ips.popup, ['scam-infrastructure'], [names]),
    entity('ip-refund', 'ip', ips.refund, ['scam-infrastructure'], [names]),
    entity(
      'ip-dialler',
      'ip',
      ips.dialler,
      ['scam-infrastructure'],
      ['calls/carrier-call-records.csv', 'lures/2025-07-02-renewal-invoice.eml'],
    ),
    entity('ip-six', 'ip', ips.six, ['scam-infrastructure'], [names]),
    phone('phone-us-toll-free', phones.tollFreeUs, 'US'),
    phone('phone-us-call-back', '(202) 555-0171', 'US', { defaultCountry: 'US', fields: { spoofed: true } }),
    phone('phone-gb-freephone', '0808 157 0142', 'GB', { defaultCountry: 'GB' }),
    phone('phone-gb-london', '020 7946 0958', 'GB', { defaultCountry: 'GB' }),
    phone('phone-au-freephone', '1800 975 711', 'AU', { defaultCountry: 'AU' }),
    phone('phone-de-cologne', '0221 4710 961', 'DE', { defaultCountry: 'DE' }),
    phone('phone-es-call-back', phones.callbackEs, 'ES', {
      note: 'Not a number of the Spanish plan: shown so by the caller, or mistyped.',
      fields: { spoofed: true },
    }),
    phone('phone-in-premises', phones.premisesIn, 'IN', { roles: ['call-centre'] }),
    phone('phone-in-handler-1', phones.handlerOne, 'IN', { evidence: ['screenshots/gb-handler-chat.png'] }),
    phone('phone-in-handler-2', phones.handlerTwo, 'IN', {
      evidence: ['infrastructure/whois-nordhaven-support.txt'],
    }),
    entity(
      'email-billing',
      'email',
      mailboxes.billing,
      ['scam-infrastructure'],
      ['lures/2025-07-02-renewal-invoice.eml', 'complaints/us-2025-03-29-gift-cards.eml'],
    ),
    entity(
      'email-operations',
      'email',
      mailboxes.operations,
      ['scam-infrastructure'],
      ['lures/2025-07-02-renewal-invoice.eml', 'infrastructure/whois-nordhaven-support.txt'],
    ),
  ];
}

function money(): ScriptEntity[] {
  const account = (
    key: string,
    value: string,
    country: string,
    fields: ScriptFields,
    evidence: string[],
    roles: EntityRole[] = ['payment-destination'],
  ): ScriptEntity =>
    entity(key, 'bank-account', value, roles, evidence, {
      country,
      fields,
      // An IBAN says its country itself.
      ...(/^[A-Z]{2}\d{2}/.test(value) ? {} : { defaultCountry: country }),
    });
  const wallet = (key: string, value: string, chain: string): ScriptEntity =>
    entity(key, 'wallet', value, ['payment-destination'], ['payments/crypto-transfers.json'], {
      fields: { chain },
      note: 'A burn address: nobody has a key to it.',
    });
  return [
    account(
      'account-us',
      accounts.us,
      'US',
      { holder: people.pruvost, bank: 'Cascade Example Credit Union' },
      [payments, 'complaints/us-2025-03-14-locked-computer.eml'],
    ),
    account(
      'account-gb',
      printedIban(accounts.gb),
      'GB',
      { holder: people.vickers, bank: 'Harbour & Vale Bank' },
      [payments, 'payments/mule-account-statement.pdf'],
    ),
    account(
      'account-lt',
      printedIban(accounts.lt),
      'LT',
      { holder: people.pavyzdys, bank: 'Pavyzdinis Bankas' },
      [payments, 'payments/lt-account-movements.csv'],
    ),
    account('account-es', printedIban(accounts.es), 'ES', { bank: 'Banco Ficticio del Ebro' }, [
      payments,
      'complaints/es-2025-08-07-denuncia.eml',
    ]),
    account('account-au', accounts.au, 'AU', { bank: 'Example Mutual' }, [
      payments,
      'complaints/au-2025-05-15-remote-access.eml',
    ]),
    account('account-ca', accounts.ca, 'CA', { bank: 'Caisse fictive' }, [
      payments,
      'complaints/ca-2025-04-23-plainte.eml',
    ]),
    account(
      'account-mueller',
      printedIban(accounts.mueller),
      'DE',
      { holder: 'Jürgen Müller' },
      ['complaints/de-2025-07-22-strafanzeige.eml'],
      [],
    ),
    wallet('wallet-bitcoin-segwit', wallets.bitcoinSegwit, 'bitcoin'),
    wallet('wallet-bitcoin-legacy', wallets.bitcoinLegacy, 'bitcoin'),
    wallet('wallet-ethereum', wallets.ethereum, 'ethereum'),
  ];
}

/** Victims, then everybody and everything else. */
export function scriptEntities(): ScriptEntity[] {
  return [
    ...victims.map((victim) =>
      entity(victim.key, 'person', victim.name, ['victim'], [victim.complaint, 'payments/victims.xlsx'], {
        country: victim.country,
        fields: victim.fields,
      }),
    ),
    ...actors(),
    ...infrastructure(),
    ...money(),
  ];
}

import type { EventKind, EventPart } from '../../src/shared/domain/kinds.ts';
import type { CaseScript, ScriptEvent, ScriptTime } from '../case-script.ts';
import { laterBy } from './clock.ts';
import { scriptEntities } from './entities.ts';
import { describeEvidence } from './evidence-list.ts';
import { domains, mark, meridane, nordhaven, notice, remoteTool } from './facts.ts';
import { scriptLinks } from './links.ts';
import { phoneKeys } from './phone-keys.ts';
import type { Victim } from './victims/victim.ts';
import { victims } from './victims.ts';

const at = (text: string, zone: string): ScriptTime => ({ text, zone });

function event(
  title: string,
  kind: EventKind,
  when: ScriptTime,
  participants: [entity: string, part: EventPart][],
  evidence: string[],
): ScriptEvent {
  return {
    title,
    kind,
    when,
    participants: participants.map(([entity, part]) => ({ entity, part })),
    evidence,
  };
}

/** What shows or lets hear the first contact, beside the complaint and the carrier's records. */
const shown: Record<string, string[]> = {
  'victim-us-thornbury': ['screenshots/us-locked-computer.png'],
  'victim-gb-prydderch': ['calls/2025-06-18-pop-up-call.wav', 'calls/2025-06-18-pop-up-call-transcript.txt'],
  'victim-gb-macgillebhrath': ['lures/2025-07-02-renewal-invoice.eml'],
  'victim-de-grossmann': ['screenshots/de-refund-page.png'],
};

function victimEvents(victim: Victim): ScriptEvent[] {
  const number = phoneKeys[victim.number];
  const contact = {
    'pop-up': 'Pop-up and call',
    call: 'Call',
    message: 'Message and call',
  }[victim.how];
  const brand = victim.pretext === 'nordhaven' ? nordhaven : meridane;
  const events = [
    event(
      `${contact} in the name of ${brand}, ${victim.fields.city}`,
      victim.how,
      at(victim.contact, victim.zone),
      [
        [victim.key, 'victim'],
        [number, 'instrument'],
      ],
      [victim.complaint, 'calls/carrier-call-records.csv', ...(shown[victim.key] ?? [])],
    ),
    event(
      `${remoteTool} session on the customer’s computer, ${victim.fields.city}`,
      'remote-session',
      // Nobody looked at a clock: the time is the caller's own estimate.
      at(`${laterBy(victim.contact, victim.sessionAfter)}~`, victim.zone),
      [
        [victim.key, 'victim'],
        ['domain-remote', 'instrument'],
      ],
      victim.key === 'victim-au-tallowood'
        ? [victim.complaint, 'screenshots/au-remote-access-consent.png']
        : [victim.complaint],
    ),
    ...victim.payments.map((payment) =>
      event(
        `${payment.amount} ${victim.currency} paid, ${victim.fields.city}`,
        'payment',
        payment.when,
        payment.to
          ? [
              [victim.key, 'victim'],
              [payment.to, 'target'],
            ]
          : [[victim.key, 'victim']],
        payment.evidence,
      ),
    ),
    event(
      `Complaint to ${victim.complaint.startsWith('partner/') ? meridane : nordhaven}, ${victim.fields.city}`,
      'reported',
      at(victim.complained, victim.zone),
      [
        [victim.key, 'victim'],
        [victim.complaint.startsWith('partner/') ? 'org-meridane' : 'org-nordhaven', 'target'],
      ],
      [victim.complaint],
    ),
  ];
  // Three were never on the victim's computer: card, shop and message cases.
  return ['victim-de-grossmann', 'victim-es-etxeberria', 'victim-gb-macgillebhrath'].includes(victim.key)
    ? events.filter((candidate) => candidate.kind !== 'remote-session')
    : events;
}

function networkEvents(): ScriptEvent[] {
  const chat = 'chats/handler-group.txt';
  return [
    event(
      `${domains.support} registered`,
      'site-registered',
      at('2025-02-19T06:38:52Z', 'UTC'),
      [
        ['domain-support', 'target'],
        ['person-kalpit', 'actor'],
      ],
      ['infrastructure/whois-nordhaven-support.txt', chat],
    ),
    event(
      'Handlers announce the new site in their group',
      'message',
      { text: '18/02/2025 10:05', zone: 'Asia/Kolkata', dayOrder: 'day-month-year' },
      [
        ['person-mehta', 'actor'],
        ['person-kalpit', 'actor'],
      ],
      [chat],
    ),
    event(
      `${domains.support} seen live`,
      'site-live',
      at('2025-02-19T07:10:00Z', 'UTC'),
      [
        ['domain-support', 'target'],
        ['ip-popup', 'instrument'],
      ],
      ['infrastructure/name-records.json', 'infrastructure/locked-page.html'],
    ),
    event(
      `${domains.refund} seen live`,
      'site-live',
      at('2025-08-01T09:30:00Z', 'UTC'),
      [
        ['domain-refund', 'target'],
        ['ip-refund', 'instrument'],
      ],
      ['infrastructure/name-records.json', 'screenshots/de-refund-page.png'],
    ),
    event(
      'Renewal invoice sent in Nordhaven’s name',
      'message',
      at('2025-07-02T10:58:40+05:30', 'Asia/Kolkata'),
      [
        ['email-billing', 'instrument'],
        ['victim-gb-macgillebhrath', 'victim'],
      ],
      ['lures/2025-07-02-renewal-invoice.eml'],
    ),
    event(
      'Bank employee asks, and hears answers dictated',
      'other',
      at('2025-04-22T14:30~', 'America/Toronto'),
      [
        ['victim-ca-lachapelle', 'victim'],
        ['person-haddad', 'witness'],
      ],
      ['complaints/ca-2025-04-24-witness-bank.eml'],
    ),
    event(
      'Cash collected at the door in Columbus',
      'cash-out',
      at('2025-06-06T13:10', 'America/New_York'),
      [
        ['victim-us-whitcombe', 'victim'],
        ['person-pruvost', 'actor'],
      ],
      ['complaints/us-2025-06-09-cash-courier.eml', chat],
    ),
    event(
      'Mule empties the account at coin kiosks',
      'cash-out',
      at('2025-06-18T15:49/2025-06-18T15:57', 'Europe/London'),
      [
        ['person-vickers', 'actor'],
        ['account-gb', 'instrument'],
        ['person-mehta', 'actor'],
      ],
      ['payments/mule-account-statement.pdf', 'screenshots/gb-handler-chat.png'],
    ),
    event(
      'Mule empties the Lithuanian account',
      'cash-out',
      at('2025-07-21/2025-07-22', 'Europe/Vilnius'),
      [
        ['person-pavyzdys', 'actor'],
        ['account-lt', 'instrument'],
      ],
      ['payments/lt-account-movements.csv', chat],
    ),
    event(
      'Deposits gathered in the cash-out wallet',
      'cash-out',
      at('2025-09-04T04:48:10Z', 'UTC'),
      [
        ['wallet-bitcoin-segwit', 'instrument'],
        ['wallet-bitcoin-legacy', 'target'],
      ],
      ['payments/crypto-transfers.json', chat],
    ),
    event(
      `${domains.alert} taken down`,
      'taken-down',
      at('2025-05-17T06:40Z', 'UTC'),
      [['domain-alert', 'target']],
      ['infrastructure/takedowns.csv'],
    ),
    event(
      `${domains.alert} back up`,
      'site-live',
      at('2025-06-02T11:15Z', 'UTC'),
      [['domain-alert', 'target']],
      ['infrastructure/takedowns.csv'],
    ),
    event(
      'US toll-free number switched off',
      'taken-down',
      at('2025-06-13T00:00Z', 'UTC'),
      [['phone-us-toll-free', 'target']],
      ['infrastructure/takedowns.csv'],
    ),
    event(
      `${domains.support} taken down`,
      'taken-down',
      at('2025-08-12T14:05Z', 'UTC'),
      [['domain-support', 'target']],
      ['infrastructure/takedowns.csv'],
    ),
    event(
      'Report to the police in Columbus, FICT-25-06-0771',
      'police-contact',
      at('2025-06-07', 'America/New_York'),
      [['victim-us-whitcombe', 'victim']],
      ['complaints/us-2025-06-09-cash-courier.eml'],
    ),
    event(
      'Report to the police in Cologne, FICT-2025-K-3310',
      'police-contact',
      at('2025-07-21', 'Europe/Berlin'),
      [['victim-de-mueller', 'victim']],
      ['complaints/de-2025-07-22-strafanzeige.eml'],
    ),
    event(
      'Report to the police in Zaragoza, FICT-2025-ZGZ-0914',
      'police-contact',
      at('2025-08-06/2025-08-07', 'Europe/Madrid'),
      [['victim-es-nunez', 'victim']],
      ['complaints/es-2025-08-07-denuncia.eml'],
    ),
    event(
      'Night shift of about 45 agents at the Navi Mumbai premises',
      'other',
      at('2025-02/2025-09', 'Asia/Kolkata'),
      [
        ['org-bluekestrel', 'actor'],
        ['person-mehta', 'actor'],
        ['person-kalpit', 'actor'],
      ],
      ['chats/former-agent-report.txt'],
    ),
    event(
      'Former agent reports the premises',
      'reported',
      at('2025-11-02T21:14', 'Asia/Kolkata'),
      [
        ['org-nordhaven', 'target'],
        ['org-bluekestrel', 'actor'],
      ],
      ['chats/former-agent-report.txt'],
    ),
    event(
      'Joint referral agreed between the two companies',
      'other',
      at('2025-10-27', 'Europe/London'),
      [
        ['org-nordhaven', 'actor'],
        ['org-meridane', 'actor'],
      ],
      ['partner/joint-referral-agreement.txt'],
    ),
  ];
}

/** The whole script, as `case.json` holds it. */
export function writeScript(): CaseScript {
  return {
    notice,
    case: {
      reference: 'NH-MR-2025-0417',
      title: `Operation Compass: tech-support fraud in the names of ${nordhaven} and ${meridane} (${mark})`,
      scheme: 'tech-support',
      lead: 'Ingrid Solheim-Castellanos',
      marking: 'amber',
      nexus: [
        {
          recipient: 'IN',
          text: 'The calls of all fourteen complainants ran over one trunk, and every number they rang was forwarded to one landline in Navi Mumbai, Maharashtra; the registrant of the first site gives an address in Gurugram, Haryana. All acts fall after 1 July 2024.',
        },
        {
          recipient: 'US',
          text: `Three of the fourteen complainants are in the United States and lost 43,600.00 USD there; the first cash was collected there. One of the two referring companies, ${nordhaven}, Inc., is in Portland, Oregon, and its name was used in the calls. The callers themselves sit abroad: every number the victims rang was forwarded to one landline in India.`,
        },
      ],
    },
    organisations: [
      {
        key: 'nordhaven',
        name: `${nordhaven}, Inc.`,
        part: 'referrer',
        country: 'US',
        address: '100 Compass Way, Portland, Oregon, United States',
        registrationNumber: 'OR-EX-000417',
        contact: 'Ingrid Solheim-Castellanos, referrals@nordhaven.example, +1 503-555-0110',
      },
      {
        key: 'meridane',
        name: `${meridane} plc`,
        part: 'co-referrer',
        country: 'GB',
        address: '1 Sample Yard, Leeds, United Kingdom',
        registrationNumber: 'EX-0000881',
        contact: 'Oluwaseun Adébáyò, referrals@meridane.example, +44 113 496 0110',
      },
    ],
    narrative: narrative(),
    entities: scriptEntities(),
    links: scriptLinks(),
    events: [...victims.flatMap(victimEvents), ...networkEvents()],
    losses: victims.flatMap((victim) =>
      victim.payments.map((payment) => ({
        victim: victim.key,
        amount: payment.amount,
        currency: victim.currency,
        method: payment.method,
        from: payment.from,
        to: payment.to,
        reference: payment.reference,
        when: payment.when,
        recovered: payment.recovered,
        evidence: payment.evidence,
      })),
    ),
    evidence: describeEvidence(),
  };
}

function narrative(): string {
  return [
    `${notice}`,
    `Between February and November 2025 customers of ${nordhaven} in six countries were shown pages that said their computer was locked, or were rung or written to in the company's name. They were put through to agents who had them install ${remoteTool}, looked at their bank pages, and led them to send money: by wire, by bank transfer, on gift cards, in cash to a courier, and through crypto machines. From August the same numbers and the same assumed names were used against customers of ${meridane}, with a story of a double charge and a refund.`,
    'Fourteen people have complained. They made fifteen payments in five currencies; part of the money was stopped or came back. The youngest is in his thirties, the oldest is 84; three are known to be vulnerable.',
    'The cases belong together. Every number the victims rang was forwarded, over one trunk at 203.0.113.77, to one landline in Navi Mumbai. Four of the sites stood on one host. The agent’s name “Jennifer Watson” and the support name “NH-Support-07” return in the United States, Canada, the United Kingdom and Australia. Two British victims of the two brands paid into the same mule account. A group chat of the handlers, taken from the telephone of the British mule, names six of the payments by amount and day.',
    `A former agent names the premises, the manager (आरव मेहता, Aarav Mehta) and the man who looks after sites and money (रोहन कल्पित, Rohan Kalpit), who also appears as registrant of ${domains.support}. She is ready to make a statement.`,
    'The complainants ask for an investigation of the call centre, the preservation of its records, and tracing of the accounts and wallets named.',
  ].join('\n\n');
}

import type { Confidence, LinkKind } from '../../src/shared/domain/kinds.ts';
import type { ScriptLink, ScriptTime } from '../case-script.ts';
import { phoneKeys } from './phone-keys.ts';
import { victims } from './victims.ts';

const link = (
  from: string,
  kind: LinkKind,
  to: string,
  evidence: string[],
  confidence: Confidence = 'confirmed',
  began: ScriptTime | null = null,
): ScriptLink => ({ from, kind, to, began, confidence, evidence });

const chat = 'chats/handler-group.txt';
const names = 'infrastructure/name-records.json';
const report = 'chats/former-agent-report.txt';
const records = 'calls/carrier-call-records.csv';

function victimLinks(): ScriptLink[] {
  return victims.flatMap((victim) => [
    link(phoneKeys[victim.number], 'contacted', victim.key, [victim.complaint, records], 'confirmed', {
      text: victim.contact,
      zone: victim.zone,
    }),
    ...[...new Set(victim.payments.map((payment) => payment.to))]
      .filter((to) => to !== null)
      .map((to) =>
        link(
          victim.key,
          'paid-to',
          to,
          victim.payments[0]?.evidence ?? [],
          'confirmed',
          victim.payments[0]?.when,
        ),
      ),
  ]);
}

/** Every link of the case. */
export function scriptLinks(): ScriptLink[] {
  const inbound = Object.entries(phoneKeys)
    .filter(([name]) => !name.startsWith('premises') && !name.startsWith('handler'))
    .map(([, key]) => link(key, 'redirects-to', 'phone-in-premises', [records]));
  return [
    ...victimLinks(),
    ...inbound,
    link('org-bluekestrel', 'uses', 'phone-in-premises', [report, records], 'probable'),
    link('org-bluekestrel', 'uses', 'ip-dialler', [records], 'probable'),
    link('org-bluekestrel', 'owns', 'domain-centre', [names], 'probable'),
    link('person-mehta', 'works-for', 'org-bluekestrel', [report]),
    link('person-kalpit', 'works-for', 'org-bluekestrel', [report]),
    link('person-agent', 'works-for', 'org-bluekestrel', [chat], 'probable'),
    link(
      'person-kalpit',
      'controls',
      'org-suryatara',
      ['infrastructure/whois-nordhaven-support.txt'],
      'possible',
    ),
    link('person-mehta', 'uses', 'phone-in-handler-1', ['screenshots/gb-handler-chat.png']),
    link(
      'person-kalpit',
      'uses',
      'phone-in-handler-2',
      ['infrastructure/whois-nordhaven-support.txt'],
      'probable',
    ),
    link(
      'person-kalpit',
      'uses',
      'email-operations',
      ['infrastructure/whois-nordhaven-support.txt'],
      'probable',
    ),
    link('domain-support', 'registered-by', 'person-kalpit', [
      'infrastructure/whois-nordhaven-support.txt',
      chat,
    ]),
    link('domain-support', 'resolves-to', 'ip-popup', [names]),
    link('domain-support', 'resolves-to', 'ip-six', [names]),
    link('domain-alert', 'resolves-to', 'ip-popup', [names]),
    link('domain-secure', 'resolves-to', 'ip-popup', [names]),
    link('domain-german', 'resolves-to', 'ip-popup', [names]),
    link('domain-refund', 'resolves-to', 'ip-refund', [names]),
    link('domain-orders', 'redirects-to', 'domain-refund', [names]),
    link('domain-remote', 'resolves-to', 'ip-dialler', [names]),
    link('url-locked', 'hosted-on', 'domain-support', ['infrastructure/locked-page.html']),
    link('url-download', 'hosted-on', 'domain-remote', ['infrastructure/domains.txt']),
    link('domain-support', 'impersonates', 'org-nordhaven', ['infrastructure/locked-page.html']),
    link('domain-alert', 'impersonates', 'org-nordhaven', ['infrastructure/domains.txt']),
    link('domain-german', 'impersonates', 'org-nordhaven', ['complaints/de-2025-07-22-strafanzeige.eml']),
    link('domain-refund', 'impersonates', 'org-meridane', ['screenshots/de-refund-page.png']),
    link('email-billing', 'impersonates', 'org-nordhaven', ['lures/2025-07-02-renewal-invoice.eml']),
    link('person-pruvost', 'owns', 'account-us', ['complaints/us-2025-03-14-locked-computer.eml']),
    link('person-vickers', 'owns', 'account-gb', ['payments/mule-account-statement.pdf']),
    link('person-pavyzdys', 'owns', 'account-lt', ['payments/lt-account-movements.csv']),
    link('victim-de-mueller', 'owns', 'account-mueller', ['complaints/de-2025-07-22-strafanzeige.eml']),
    link('person-mehta', 'contacted', 'person-vickers', ['screenshots/gb-handler-chat.png'], 'confirmed', {
      text: '2025-06-18T15:12',
      zone: 'Europe/London',
    }),
    link('person-mehta', 'controls', 'person-pruvost', [chat], 'probable'),
    link('person-kalpit', 'controls', 'wallet-bitcoin-legacy', [chat], 'probable'),
    link('wallet-bitcoin-segwit', 'paid-to', 'wallet-bitcoin-legacy', ['payments/crypto-transfers.json']),
  ];
}

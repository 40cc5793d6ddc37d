import type { EntityKind, EntityRole } from '../../../../shared/domain/kinds.ts';
import { countryOf } from '../country-codes.ts';
import type { EntityFields } from '../parsed-intel.ts';
import { chainOf } from './attribute-kinds.ts';
import { type MispObject, parts } from './misp-object.ts';

type Template = (object: MispObject) => void;
type Loose = { [Name in keyof EntityFields]: EntityFields[Name] | undefined };

const known = (fields: Loose): EntityFields =>
  Object.fromEntries(Object.entries(fields).filter(([, field]) => field !== undefined && field !== ''));

function party(
  object: MispObject,
  kind: EntityKind,
  value: string,
  roles: readonly EntityRole[],
  fields: Loose,
): string[] {
  const key = object.context.plan.entity(object.number, {
    kind,
    value,
    roles,
    marking: object.marking,
    fields: known(fields),
    note: object.text('text', 'description'),
    sourceKey: object.uuid,
    country: countryOf(object.peek('nationality')),
  });
  return key === null ? [] : [key];
}

const list = (texts: string[]) =>
  texts.length > 0 ? texts.slice(0, 50).map((text) => text.slice(0, 500)) : undefined;

/** Words of the `role` of a person that mean one of our roles; any other is left over. */
const rolesOfPerson: Record<string, EntityRole> = {
  suspect: 'suspect',
  accused: 'suspect',
  culprit: 'suspect',
  defendant: 'suspect',
  'main suspect': 'suspect',
  victim: 'victim',
  witness: 'witness',
  reporter: 'reporter',
  informer: 'witness',
};

const person: Template = (object) => {
  const given = [object.peek('first-name'), object.peek('middle-name'), object.peek('last-name')]
    .filter(Boolean)
    .join(' ');
  const own = object.keys('full-name');
  const role = object.peek('role')?.toLowerCase() ?? '';
  const roles = Object.hasOwn(rolesOfPerson, role) ? [rolesOfPerson[role] as EntityRole] : [];
  if (roles.length > 0) object.text('role');
  const fields = {
    aliases: list(object.texts('alias', 'handle')),
    address: object.text('address')?.slice(0, 500),
    occupation: object.text('occupation', 'function')?.slice(0, 500),
  };
  if (own.length > 0)
    for (const key of own) object.context.plan.enrich(key, { roles, fields: known(fields) });
  else if (given !== '') {
    object.texts('first-name', 'middle-name', 'last-name');
    own.push(...party(object, 'person', given, roles, fields));
  }
  object.link('uses', own, object.keysOfKind('phone', 'email', 'ip'));
  object.main = own;
};

const organisation: Template = (object) => {
  const name = object.text('name', 'commercial-name');
  if (name === undefined) return;
  const own = party(object, 'organisation', name, [], {
    aliases: list(object.texts('alias')),
    address: object.text('address')?.slice(0, 500),
    registrationNumber: object.text('registration-number', 'VAT')?.slice(0, 500),
  });
  object.link('uses', own, object.keysOfKind('phone', 'email', 'domain', 'url'));
  object.main = own;
};

const victim: Template = (object) => {
  const parties = object.keys('name', 'user', 'external');
  for (const key of parties) object.context.plan.enrich(key, { roles: ['victim'] });
  object.link('uses', parties.slice(0, 1), object.keys('email'));
  object.main = parties;
};

const bankAccount: Template = (object) => {
  const [iban] = object.keys('iban');
  const accounts = iban === undefined ? object.keys('account') : [iban];
  const fields = {
    bank: object.text('institution-name')?.slice(0, 500),
    bankCode: object.text('swift', 'aba-rtn', 'institution-code')?.slice(0, 500),
    holder: object.text('beneficiary', 'account-name')?.slice(0, 500),
  };
  for (const key of accounts) object.context.plan.enrich(key, { fields: known(fields) });
  object.main = accounts;
};

const phishing: Template = (object) => {
  const sites = [...object.keys('url', 'phishing-domain', 'kit-url'), ...object.keys('hostname')];
  for (const key of object.keysOfKind('url', 'domain', 'ip'))
    object.context.plan.enrich(key, { roles: ['scam-infrastructure'] });
  object.link('redirects-to', object.keys('url'), object.keys('url-redirect'));
  object.link('hosted-on', object.keys('url'), object.keys('hostname'));
  object.link('resolves-to', object.keys('hostname'), object.keys('ip'));
  const target = object.text('target');
  if (target !== undefined) {
    const brand = object.context.plan.entity(object.number, {
      kind: 'organisation',
      value: target,
      roles: ['impersonated-brand'],
      marking: object.marking,
    });
    if (brand !== null) object.link('impersonates', sites.slice(0, 1), [brand]);
  }
  const name = object.named(sites[0]);
  const at = parts('instrument', sites);
  const asked = object.texts('takedown-request-to').join(', ');
  object.event('verification-time', 'site-live', `Verified as phishing: ${name}`, at);
  object.event('submission-time', 'reported', `Reported as phishing: ${name}`, at);
  object.event(
    'takedown-request',
    'reported',
    `Takedown requested: ${name}`,
    at,
    asked && `Sent to ${asked}.`,
  );
  object.event('takedown-time', 'taken-down', `Taken down: ${name}`, at);
  object.event('date-found', 'site-live', `Phishing kit found: ${name}`, at);
  for (const key of object.keys('threat-actor-email'))
    object.context.plan.enrich(key, { roles: ['suspect'] });
  object.main = sites.slice(0, 1);
};

const domainIp: Template = (object) => {
  const domains = object.keys('domain', 'hostname');
  const [began, ended] = ['first-seen', 'last-seen'].map((relation) => {
    const text = object.peek(relation);
    return text && object.context.plan.readable(text, object.number) ? (object.text(relation) ?? null) : null;
  });
  for (const from of domains.slice(0, 10)) {
    for (const to of object.keys('ip').slice(0, 25)) {
      object.context.plan.link({
        kind: 'resolves-to',
        from,
        to,
        began: began ?? null,
        ended: ended ?? null,
        confidence: 'unknown',
        note: '',
        object: object.number,
      });
    }
  }
  object.event(
    'registration-date',
    'site-registered',
    `Registered: ${object.named(domains[0])}`,
    parts('instrument', domains),
  );
  object.main = domains;
};

const whois: Template = (object) => {
  const domains = object.keys('domain');
  const registrants = object.keys('registrant-name', 'registrant-org');
  object.link('registered-by', domains, registrants);
  object.link('uses', registrants.slice(0, 1), object.keys('registrant-email', 'registrant-phone'));
  object.event(
    'creation-date',
    'site-registered',
    `Registered: ${object.named(domains[0])}`,
    parts('instrument', domains),
  );
  object.main = domains;
};

const url: Template = (object) => {
  object.link('hosted-on', object.keys('url'), object.keys('host', 'domain'));
  object.link('resolves-to', object.keys('host', 'domain'), object.keys('ip'));
  object.main = object.keys('url');
};

const email: Template = (object) => {
  const from = object.keys('from', 'return-path');
  const to = object.keys('to', 'cc', 'bcc').filter((key) => !from.includes(key));
  object.event('send-date', 'email', object.text('subject') ?? 'E-mail', [
    ...parts('actor', from),
    ...parts('target', to),
  ]);
  object.main = from;
};

const message: Template = (object) => {
  const from = object.keys('from-number', 'from-user', 'from-name');
  const to = object.keys('to-number', 'to-user', 'to-name').filter((key) => !from.includes(key));
  const participants = [...parts('actor', from), ...parts('target', to)];
  const title =
    object.text('subject') ?? `Message${object.peek('app-used') ? ` (${object.text('app-used')})` : ''}`;
  const relation = object.peek('sent-date') ? 'sent-date' : 'received-date';
  object.event(relation, 'message', title, participants, object.text('body'));
  object.link('contacted', from, to);
  object.main = from;
};

const coinTransaction: Template = (object) => {
  const wallets = object.keysOfKind('wallet');
  const number = object.text('transaction-number') ?? '';
  const amount = object
    .texts('value_BTC')
    .map((value) => `${value} BTC`)
    .join(', ');
  object.event(
    'time',
    'payment',
    `Crypto-asset transaction ${number}`.trim(),
    parts('instrument', wallets),
    amount,
  );
  object.main = wallets;
};

/** Templates that say more than their attributes one by one. */
export const templates: Record<string, Template> = {
  person,
  organization: organisation,
  'legal-entity': organisation,
  victim,
  'bank-account': bankAccount,
  phishing,
  'phishing-kit': phishing,
  'domain-ip': domainIp,
  whois,
  url,
  email,
  'instant-message': message,
  'btc-transaction': coinTransaction,
};

/** The chain that an object of a coin names beside its address. */
export const chainOfObject = (object: {
  attributes: readonly { relation: string; value: string }[];
}): string | undefined => chainOf(object.attributes.find((one) => one.relation === 'symbol')?.value);

import { type IdentifierContext, normaliseIdentifier } from '../../../../shared/domain/identifiers/index.ts';
import { remoteToolOf } from '../../../../shared/domain/identifiers/remote-access.ts';
import { socialPlatformOf } from '../../../../shared/domain/identifiers/social-account.ts';
import type { EntityKind } from '../../../../shared/domain/kinds.ts';
import { countryOf } from '../country-codes.ts';
import type { Members } from '../members.ts';
import type { EntityFields } from '../parsed-intel.ts';

/** What an observable names, before it is read as an identifier. */
export interface Found {
  kind: EntityKind;
  value: string;
  context?: IdentifierContext;
  fields?: EntityFields;
  country?: string | null;
  note?: string;
}

/** OpenCTI's older names and the names of extensions stand beside those of STIX. */
const simple: Record<string, EntityKind> = {
  'domain-name': 'domain',
  hostname: 'domain',
  'x-opencti-hostname': 'domain',
  url: 'url',
  'ipv4-addr': 'ip',
  'ipv6-addr': 'ip',
  'email-addr': 'email',
};

const walletTypes = new Set([
  'cryptocurrency-wallet',
  'x-opencti-cryptocurrency-wallet',
  'cryptocurrency-address',
  'crypto-wallet',
]);
const accountTypes: Record<string, EntityKind> = {
  telephone: 'phone',
  phone: 'phone',
  'bank-account': 'bank-account',
  'crypto-wallet': 'wallet',
  'payment-card': 'payment-card',
  'social-account': 'social-account',
  'remote-access': 'remote-access',
};

/**
 * What a cyber observable of STIX 2.1 (part 6), of OpenCTI or of the community's extension definitions names in our words.
 * Null where we have no word for it: it is kept as it is.
 */
export function foundIn(type: string, members: Members): Found | null {
  if (Object.hasOwn(simple, type)) return simpleFound(simple[type] as EntityKind, members);
  if (walletTypes.has(type)) {
    const value = members.text('value') ?? members.text('address');
    return value === undefined ? null : { kind: 'wallet', value };
  }
  switch (type) {
    case 'phone-number':
    case 'x-opencti-phone-number':
      return phone(members);
    case 'bank-account':
    case 'x-opencti-bank-account':
      return bankAccount(members);
    case 'payment-card':
    case 'bank-card':
      return paymentCard(members);
    case 'media-content': {
      const value = members.text('url');
      return value === undefined ? null : { kind: 'url', value };
    }
    case 'user-account':
      return userAccount(members);
    case 'autonomous-system': {
      const number = members.number('number');
      return number === undefined
        ? null
        : { kind: 'asn', value: `AS${number}`, ...named(members.text('name')) };
    }
    case 'mac-addr':
      return device(members, 'mac');
    case 'imei':
    case 'x-opencti-imei':
      return device(members, 'imei');
    default:
      return null;
  }
}

const named = (name: string | undefined): { note?: string } =>
  name === undefined ? {} : { note: `Name: ${name}.` };

function device(members: Members, numbering: string): Found | null {
  const value = members.text('value');
  return value === undefined ? null : { kind: 'device', value, context: { numbering } };
}

function simpleFound(kind: EntityKind, members: Members): Found | null {
  const value = members.text('value');
  if (value === undefined) return null;
  const shown = kind === 'email' ? members.text('display_name') : undefined;
  // One address written as the narrowest range of addresses is that address.
  const found: Found = { kind, value: kind === 'ip' ? value.replace(/\/(?:32|128)$/, '') : value };
  return shown === undefined ? found : { ...found, note: `Shown as "${shown}".` };
}

function phone(members: Members): Found | null {
  const value = members.text('value') ?? members.text('number');
  if (value === undefined) return null;
  const country = countryOf(members.text('country'));
  const provider = members.text('provider');
  return {
    kind: 'phone',
    value: country === null ? value : withPlus(value, country),
    ...(country === null ? {} : { context: { country }, country }),
    ...(provider === undefined ? {} : { note: `Provider: ${provider}.` }),
  };
}

/** Extensions write numbers in international form without the plus; where its country agrees, that is what it is. */
function withPlus(value: string, country: string): string {
  if (!/^\d{8,15}$/.test(value)) return value;
  const asNational = normaliseIdentifier('phone', value, { country });
  if (asNational.checked === 'valid') return value;
  const asInternational = normaliseIdentifier('phone', `+${value}`);
  return asInternational.checked === 'valid' && asInternational.facts.country === country
    ? `+${value}`
    : value;
}

function bankAccount(members: Members): Found | null {
  const iban = members.text('iban');
  const account = members.text('account_number') ?? members.text('value');
  const value = iban ?? account;
  if (value === undefined) return null;
  if (iban !== undefined && account !== undefined) members.notUsed('account_number');
  const country = countryOf(members.text('country'));
  const bank = members.text('bank') ?? members.text('bank_name');
  const bankCode = members.text('bic') ?? members.text('swift_bic');
  return {
    kind: 'bank-account',
    value,
    context: {
      ...(country === null ? {} : { country }),
      ...(iban === undefined ? {} : { scheme: 'iban' }),
    },
    country,
    fields: { ...(bank === undefined ? {} : { bank }), ...(bankCode === undefined ? {} : { bankCode }) },
  };
}

/** The number becomes first six and last four digits as the record is made; the rest of it stays in the evidence. */
function paymentCard(members: Members): Found | null {
  const value = members.text('value') ?? members.text('card_number') ?? members.text('number');
  if (value === undefined) return null;
  const holder = members.text('holder_name');
  members.understood('security_code', 'cvv');
  return { kind: 'payment-card', value, fields: holder === undefined ? {} : { holder } };
}

function userAccount(members: Members): Found | null {
  const accountType = members.text('account_type') ?? '';
  const value = members.text('user_id') ?? members.text('account_login');
  const kind = Object.hasOwn(accountTypes, accountType) ? accountTypes[accountType] : undefined;
  const platform = socialPlatformOf(accountType);
  const tool = remoteToolOf(accountType);
  const shown = members.text('display_name');
  if (value !== undefined && kind !== undefined) return { kind, value };
  if (value !== undefined && tool !== null) return { kind: 'remote-access', value, context: { tool } };
  if (value === undefined || platform === null || platform === 'other') {
    members.notUsed('account_type', 'user_id', 'account_login', 'display_name');
    return null;
  }
  const number = /^\d{5,}$/.test(value) ? `id:${value}` : value;
  return {
    kind: 'social-account',
    value: number,
    context: { platform },
    ...(shown === undefined ? {} : { note: `Shown as "${shown}".` }),
  };
}

/** The observable that one comparison of a pattern names. */
export function foundInComparison(type: string, path: string, value: string): Found | null {
  const embedded: Record<string, EntityKind> = {
    'email-message:from_ref.value': 'email',
    'email-message:sender_ref.value': 'email',
    'email-message:to_refs[*].value': 'email',
    'domain-name:resolves_to_refs[*].value': /^[\d.]+$|:/.test(value) ? 'ip' : 'domain',
    'network-traffic:src_ref.value': /^[\d.]+$|:/.test(value) ? 'ip' : 'domain',
    'network-traffic:dst_ref.value': /^[\d.]+$|:/.test(value) ? 'ip' : 'domain',
    'url:x_misp_domain': 'domain',
    'bank-account:iban': 'bank-account',
    'bank-account:account_number': 'bank-account',
    'phone-number:value': 'phone',
    'phone-number:number': 'phone',
    'payment-card:value': 'payment-card',
  };
  const name = `${type}:${path}`;
  if (Object.hasOwn(embedded, name)) return { kind: embedded[name] as EntityKind, value };
  if (path === 'value' && Object.hasOwn(simple, type)) return { kind: simple[type] as EntityKind, value };
  if (path === 'value' && walletTypes.has(type)) return { kind: 'wallet', value };
  return null;
}

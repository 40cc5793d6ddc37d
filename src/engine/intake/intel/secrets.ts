import { maskCard, maskSign, maskTail } from '../../../shared/domain/pii.ts';
import type { JsonObject } from './json-text.ts';
import { isObject, lookUp, textOf } from './members.ts';

type Mask = (text: string) => string;
const hide: Mask = () => maskSign.repeat(3);
const tail: Mask = (text) => maskTail(text, 2);

/** Members of STIX objects, of the core and of extensions in use, that hold what no vault keeps whole. */
const stixSecrets: Record<string, Record<string, Mask>> = {
  'user-account': { credential: hide },
  artifact: { decryption_key: hide },
  credential: { value: hide },
  'payment-card': {
    value: maskCard,
    card_number: maskCard,
    number: maskCard,
    security_code: hide,
    cvv: hide,
  },
  'bank-card': { value: maskCard, number: maskCard, card_number: maskCard, security_code: hide, cvv: hide },
};

/** Attribute types of MISP, and relations within its objects, that hold such. */
const mispSecrets: Record<string, Mask> = {
  'cc-number': maskCard,
  'passport-number': tail,
  'identity-card-number': tail,
  'redress-number': tail,
  'visa-number': tail,
  'card-security-code': hide,
  'social-security-number': tail,
  'birth-certificate-number': tail,
  'ofac-identification-number': tail,
  dni: tail,
  nie: tail,
  nif: tail,
  password: hide,
  credential: hide,
};

export interface Masked {
  /** JSON with the secrets masked; null when there was none. */
  json: string | null;
  pointers: string[];
}

/** Masks what must never be kept whole in an object of STIX. */
export function maskStix(object: JsonObject): Masked {
  const masks = lookUp(stixSecrets, textOf(object.type));
  if (masks === undefined) return { json: null, pointers: [] };
  return rewrite(object, (name) => lookUp(masks, name));
}

const maskOfAttribute = (attribute: JsonObject): Mask | undefined => {
  for (const name of [attribute.type, attribute.object_relation]) {
    const mask = lookUp(mispSecrets, textOf(name));
    if (mask) return mask;
  }
  return undefined;
};

/** Masks what must never be kept whole in an attribute of MISP. */
export function maskMisp(attribute: JsonObject): Masked {
  const mask = maskOfAttribute(attribute);
  return mask === undefined
    ? { json: null, pointers: [] }
    : rewrite(attribute, (name) => (name === 'value' || name.startsWith('value') ? mask : undefined));
}

function rewrite(object: JsonObject, maskOf: (name: string) => Mask | undefined): Masked {
  const pointers: string[] = [];
  const entries = Object.entries(object).map(([name, value]): [string, unknown] => {
    const mask = maskOf(name);
    if (mask === undefined || value === null || value === '' || isObject(value)) return [name, value];
    pointers.push(`/${name}`);
    return [name, Array.isArray(value) ? value.map(() => maskSign.repeat(3)) : mask(textOf(value))];
  });
  return { json: pointers.length > 0 ? JSON.stringify(Object.fromEntries(entries)) : null, pointers };
}

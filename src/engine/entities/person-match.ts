/** What tells two records of people or organisations apart, each in normal form; empty = not known. */
export interface Likeness {
  /** Folded name. */
  name: string;
  email: string;
  phone: string;
  country: string;
  region: string;
  city: string;
  address: string;
  registrationNumber: string;
}

export type Verdict = 'same' | 'different' | 'unsure';

const agree = (left: string, right: string) => left !== '' && left === right;
const differ = (left: string, right: string) => left !== '' && right !== '' && left !== right;

/**
 * Whether two people of one case are one. A name alone never is enough: there are many Sharmas and many Smiths. The same
 * name with the same mailbox, telephone or full address is the same person; the same name elsewhere is another.
 */
export function comparePeople(left: Likeness, right: Likeness): Verdict {
  const contact = agree(left.email, right.email) || agree(left.phone, right.phone);
  if (left.name !== right.name) return contact ? 'unsure' : 'different';
  if (contact) return 'same';
  if (differ(left.country, right.country)) return 'different';
  if (agree(left.address, right.address) && !differ(left.city, right.city)) return 'same';
  const apart = [
    differ(left.email, right.email),
    differ(left.phone, right.phone),
    differ(left.city, right.city) || differ(left.region, right.region),
    differ(left.address, right.address),
  ].filter(Boolean).length;
  return apart >= 2 ? 'different' : 'unsure';
}

/**
 * Whether two organisations of one name are one: yes, unless something says otherwise. An impersonated brand stands in
 * thousands of complaints with its name and nothing else.
 */
export function compareOrganisations(left: Likeness, right: Likeness): Verdict {
  if (agree(left.registrationNumber, right.registrationNumber)) return 'same';
  if (left.name !== right.name) return agree(left.email, right.email) ? 'unsure' : 'different';
  if (differ(left.registrationNumber, right.registrationNumber)) return 'different';
  return differ(left.country, right.country) ? 'unsure' : 'same';
}

/** Whether two places of one wording are one: Main Street 1 is in many towns. */
export function comparePlaces(left: Likeness, right: Likeness): Verdict {
  const apart =
    differ(left.country, right.country) || differ(left.region, right.region) || differ(left.city, right.city);
  return left.name !== right.name || apart ? 'different' : 'same';
}

export const foldAddress = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();

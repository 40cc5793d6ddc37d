import { z } from 'zod';
import {
  ageBands,
  consentScopes,
  consents,
  contactPreferences,
  premises,
  vulnerabilities,
} from '../domain/entity-words.ts';
import { valuesOf } from '../domain/kinds.ts';
import { line, pii, text } from './common.ts';

/** Facts of a kind besides its identifier; which kind has which: `fieldsOfKind` in entity-forms.ts. */
export const entityFields = z
  .object({
    aliases: z.array(pii(line, 'name')).max(50),
    phone: pii(line, 'contact'),
    email: pii(line, 'contact'),
    address: pii(line, 'address'),
    city: pii(line, 'address'),
    /** State or province: it decides who has jurisdiction in India, the US, Germany. */
    region: line,
    district: line,
    postcode: pii(line, 'address'),
    policeStation: line,
    premises: z.enum(valuesOf(premises)),
    website: line,
    language: line,
    nationality: line,
    occupation: line,
    ageBand: pii(z.enum(valuesOf(ageBands)), 'birth'),
    vulnerable: z.boolean(),
    vulnerabilities: z.array(z.enum(valuesOf(vulnerabilities))).max(20),
    vulnerabilityNote: pii(text, 'free-text'),
    consent: z.enum(valuesOf(consents)),
    consentScope: z.array(z.enum(valuesOf(consentScopes))).max(20),
    consentOn: line,
    contactPreference: z.enum(valuesOf(contactPreferences)),
    contactNote: pii(text, 'free-text'),
    representative: pii(line, 'name'),
    registrationNumber: line,
    registrar: line,
    registrant: pii(line, 'name'),
    registeredOn: line,
    expiresOn: line,
    nameServers: z.array(line).max(50),
    hosting: line,
    provider: line,
    autonomousSystem: line,
    carrier: line,
    lineType: line,
    spoofed: z.boolean(),
    holder: pii(line, 'name'),
    bank: line,
    bankCode: line,
    bic: line,
    branch: line,
    accountType: line,
    chain: line,
    custodian: line,
    issuer: line,
    brand: line,
    retailer: line,
    faceValue: line,
    redeemed: z.boolean(),
    displayName: pii(line, 'name'),
    accountId: pii(line, 'contact'),
    profileUrl: pii(line, 'contact'),
    sessionId: line,
    operator: line,
    make: line,
    model: line,
    serial: line,
    operatingSystem: line,
  })
  .partial();

export type EntityFields = z.output<typeof entityFields>;
export type EntityFieldName = keyof EntityFields & string;

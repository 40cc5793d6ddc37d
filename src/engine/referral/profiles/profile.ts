import { z } from 'zod';
import { certificateForm } from './certificate-form.ts';

/**
 * A jurisdiction profile: what the agencies of one country want to receive and what they may be told.
 * Profiles are data in `resources/jurisdictions` (docs/formats/profile.md); agency forms and offence law change
 * without notice, so each carries the date it was compiled and whether counsel has read it.
 */

const text = z.string().trim().min(1).max(4000);
const isoDate = z.iso.date();
/** Key of `sources`, or `GK`: general knowledge, to be verified before it is relied on. */
const source = z.string().regex(/^(S\d{1,3}[a-z]?|GK)$/);
const country = z.string().regex(/^[A-Z]{2}$/);

export const channels = ['portal', 'email', 'post', 'in_person', 'field_office', 'fax'] as const;

const agency = z.strictObject({
  id: z.string().regex(/^[A-Z]{2}-[A-Z0-9-]+$/),
  name: text,
  unit: z.string().max(200),
  takes_corporate_referral: z.boolean(),
  channel: z.array(z.enum(channels)).min(1),
  urls: z.array(z.url()),
  notes: z.string().max(4000),
  src: z.array(source).min(1),
});

const render = z.strictObject({
  paper: z.enum(['Letter', 'A4']),
  locale: z.string().regex(/^[a-z]{2,3}-[A-Z]{2}$/),
  languages: z.array(z.string().regex(/^[a-z]{2,3}$/)).min(1),
  /** How a date alone is printed: `medium` is the locale's form with the month in letters. */
  date: z.enum(['medium', 'DD/MM/YYYY']),
  clock: z.enum(['12h', '24h']),
  /** IANA zones of the recipient; the first is printed beside UTC. */
  tz: z.array(z.string().regex(/^[A-Za-z_]+(\/[A-Za-z_+-]+)+$/)).min(1),
  currency: z.string().regex(/^[A-Z]{3}$/),
  grouping: z.enum(['western', 'lakh']),
});

const requiredFieldIds = [
  'referrer.organisation',
  'referrer.address',
  'referrer.contact',
  'referrer.authority',
  'signatory.name',
  'signatory.address',
  'signatory.role',
  'signatory.device',
  'victim.any',
  'victim.name',
  'victim.country',
  'victim.contact',
  'victim.age_band',
  'subject.any',
  'subject.premises_region',
  'subject.phone',
  'subject.email',
  'subject.website',
  'subject.account',
  'loss.any',
  'loss.total',
  'loss.date',
  'loss.reference',
  'loss.beneficiary',
  'incident.dates',
  'incident.narrative',
  'incident.nexus',
  'incident.zones',
  'evidence.exhibits',
  'evidence.source',
  'request.any',
] as const;
export type RequiredFieldId = (typeof requiredFieldIds)[number];

const requiredField = z.strictObject({
  field: z.enum(requiredFieldIds),
  level: z.enum(['block', 'warn', 'optional']),
  /** Only for this agency; null for all of the profile. */
  agency: z.string().nullable(),
  /** What it is, as a noun phrase: stands in messages. */
  label: text,
  /** Fewest characters of a text field, where a portal asks for them. */
  min_length: z.int().min(1).max(10_000).optional(),
  src: source,
});

const offence = z.strictObject({
  law: text,
  section: text,
  label: text,
  valid_from: isoDate.nullable(),
  valid_to: isoDate.nullable(),
  preselect: z.boolean(),
  kind: z.enum(['criminal', 'civil', 'regulatory']),
  src: source,
});

/**
 * What happens to one category of data. `sealed` is meant for an annex that only a recorded decision opens; until
 * a package carries one, it is withheld.
 */
const redactionActions = [
  'keep',
  'mask-last-4',
  'first-6-last-4',
  'year',
  'band',
  'city-state',
  'country',
  'pseudonym',
  'role-only',
  'sealed',
  'drop',
] as const;
export type RedactionAction = (typeof redactionActions)[number];

const redactionCategories = [
  'name',
  'address',
  'contact',
  'birth',
  'account',
  'card',
  'national-id',
  'secret',
  'special-category',
  'identifier',
] as const;
export type RedactionCategory = (typeof redactionCategories)[number];

const rule = z.strictObject({
  pdf: z.enum(redactionActions),
  archive: z.enum(redactionActions),
  src: source,
});
/** Every category has its rule: nothing is disclosed because a rule was forgotten. */
const ruleSet = z.strictObject(
  Object.fromEntries(redactionCategories.map((category) => [category, rule])) as Record<
    RedactionCategory,
    typeof rule
  >,
);
export type RedactionRules = z.infer<typeof ruleSet>;

const redaction = z.strictObject({
  'victim.local': ruleSet,
  'victim.foreign': ruleSet,
  subject: ruleSet,
  third_party: ruleSet,
});

const certificate = z.strictObject({
  type: z.enum(['bsa_63_4', 'fre_902_13_14']),
  fixed_text: z.boolean(),
  /** The form's file, below the folder of profiles. */
  form: z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+\.json$/),
  hash: z.strictObject({
    lead: z.literal('SHA-256'),
    also: z.array(z.enum(['SHA-1', 'MD5'])),
  }),
  src: z.array(source).min(1),
});

const statement = z.strictObject({ rule: text, meaning: text, src: source });

/** A profile as it stands in its file. */
export const profileFile = z.strictObject({
  $schema: z.literal('./profile.schema.json'),
  id: country,
  name: text,
  country,
  as_of: isoDate,
  counsel_reviewed_by: z.string().nullable(),
  counsel_reviewed_at: isoDate.nullable(),
  sources: z.record(z.string().regex(/^S\d{1,3}[a-z]?$/), z.array(z.string().min(1)).min(1)),
  agencies: z.array(agency).min(1),
  render,
  required_fields: z.array(requiredField).min(1),
  certificate,
  exhibit_scheme: z.strictObject({
    pattern: z.string().regex(/^[ -~]*\{n\}[ -~]*$/),
    list_title: text,
  }),
  offences: z.array(offence).min(1),
  data_protection: z.strictObject({
    bases: z.array(statement),
    exemptions: z.array(statement),
    transfer: z.array(statement),
    record_of_disclosure: z.boolean(),
  }),
  redaction,
  /** Regions that withdrew the general consent a federal agency needs to investigate there. A dated table: warn only. */
  general_consent: z
    .strictObject({ as_of: isoDate, withdrawn_by: z.array(text).min(1), agency: z.string(), src: source })
    .optional(),
  false_report_notice: text,
  recording_rule: text,
  packaging: z.strictObject({
    /** Largest single file the intake takes, in MB; null where it takes media or links. */
    max_part_mb: z.int().min(1).nullable(),
    accept: z.array(z.string().regex(/^[a-z0-9]+$/)),
    archive: z.boolean(),
    notes: z.array(text),
    src: source,
  }),
});

/** A profile that was read and checked, with its certificate form. */
export const profile = profileFile.extend({ form: certificateForm });
export type Profile = z.infer<typeof profile>;
export type Agency = Profile['agencies'][number];
export type Offence = Profile['offences'][number];

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { type CertificateForm, certificateForm, formText } from './certificate-form.ts';
import { type Profile, profileFile } from './profile.ts';

/**
 * Reads and checks every profile below `<resourcesFolder>/jurisdictions`, sorted by id. Fails with `corrupt`
 * naming file and field when one breaks the schema, contradicts itself, or its certificate form was altered:
 * a referral must never go out on a half-read profile.
 */
export function loadProfiles(resourcesFolder: string): Profile[] {
  const folder = join(resourcesFolder, 'jurisdictions');
  const files = readdirSync(folder)
    .filter((name) => /^[A-Z]{2}\.json$/.test(name))
    .sort();
  if (files.length === 0) {
    throw new ProfferError('not-found', `There is no jurisdiction profile in ${folder}.`, { folder });
  }
  return files.map((file) => {
    const parsed = checked(file, readJson(folder, file), profileFile);
    contradictions(file, parsed);
    const formFile = parsed.certificate.form;
    const form = checked(formFile, readJson(folder, formFile), certificateForm);
    checkForm(formFile, form);
    if (form.id !== parsed.certificate.type) {
      throw bad(file, 'certificate.form', `names the form ${form.id}, not ${parsed.certificate.type}`);
    }
    return { ...parsed, form };
  });
}

/** Finds an agency and its profile by the agency's id. Fails with `not-found`. */
export function findAgency(profiles: readonly Profile[], agencyId: string) {
  for (const profile of profiles) {
    const agency = profile.agencies.find((candidate) => candidate.id === agencyId);
    if (agency) return { profile, agency };
  }
  const known = profiles.flatMap((profile) => profile.agencies.map((agency) => agency.id));
  throw new ProfferError(
    'not-found',
    `No profile knows the agency ${agencyId}. There are: ${known.join(', ')}.`,
    { agencyId, known },
  );
}

/** SHA-256 of a form's fixed words, lower-case hex. */
export function formDigest(form: Pick<CertificateForm, 'parts'>): string {
  return createHash('sha256').update(formText(form), 'utf8').digest('hex');
}

function readJson(folder: string, file: string): unknown {
  let content: string;
  try {
    content = readFileSync(join(folder, file), 'utf8');
  } catch (cause) {
    throw new ProfferError('not-found', `The jurisdiction file ${file} cannot be read.`, { file }, { cause });
  }
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw new ProfferError(
      'corrupt',
      `The jurisdiction file ${file} is not valid JSON.`,
      { file },
      { cause },
    );
  }
}

function checked<T extends z.ZodType>(file: string, value: unknown, schema: T): z.infer<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const first = result.error.issues[0];
  const unknown = first?.code === 'unrecognized_keys' ? first.keys[0] : undefined;
  const field = [...(first?.path ?? []), ...(unknown === undefined ? [] : [unknown])].join('.');
  throw bad(file, field || '(top)', first?.message ?? 'does not match the schema', result.error.issues);
}

function contradictions(file: string, profile: z.infer<typeof profileFile>): void {
  if (file !== `${profile.id}.json`) throw bad(file, 'id', `is ${profile.id}, not the name of the file`);
  const agencies = new Set(profile.agencies.map((agency) => agency.id));
  if (agencies.size !== profile.agencies.length) throw bad(file, 'agencies', 'holds an id twice');
  for (const [index, field] of profile.required_fields.entries()) {
    if (field.agency !== null && !agencies.has(field.agency)) {
      throw bad(file, `required_fields.${index}.agency`, `names no agency of this profile: ${field.agency}`);
    }
  }
  for (const [index, offence] of profile.offences.entries()) {
    if (offence.valid_from && offence.valid_to && offence.valid_from > offence.valid_to) {
      throw bad(file, `offences.${index}.valid_to`, 'lies before valid_from');
    }
  }
  if ((profile.counsel_reviewed_by === null) !== (profile.counsel_reviewed_at === null)) {
    throw bad(file, 'counsel_reviewed_at', 'a review needs both its reader and its date');
  }
  const used = JSON.stringify(profile).match(/"src":(\[[^\]]*\]|"[^"]*")/g) ?? [];
  for (const key of used.join(' ').match(/S\d{1,3}[a-z]?/g) ?? []) {
    if (!(key in profile.sources)) throw bad(file, 'sources', `lacks ${key}, which an entry refers to`);
  }
}

function checkForm(file: string, form: CertificateForm): void {
  const found = formDigest(form);
  if (found !== form.sha256) {
    throw new ProfferError(
      'integrity-failed',
      `The fixed wording in ${file} was altered. Restore the file: a court refuses a changed form.`,
      { file, expected: form.sha256, found },
    );
  }
  const words = form.parts
    .flatMap((part) => part.blocks)
    .map((entry) => (entry.type === 'ticks' ? '' : entry.text))
    .join('\n');
  for (const passage of form.prescribed) {
    if (!words.includes(passage.text)) {
      throw bad(file, 'prescribed', `the text lacks the passage of ${passage.source}`);
    }
  }
}

function bad(file: string, field: string, problem: string, issues?: unknown): ProfferError {
  return new ProfferError('corrupt', `The jurisdiction file ${file} is wrong at ${field}: ${problem}.`, {
    file,
    field,
    problem,
    ...(issues === undefined ? {} : { issues }),
  });
}

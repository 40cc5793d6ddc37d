import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseScript, ScriptTime } from '../../samples/case-script.ts';
import type { Desk } from '../../src/cli/desk.ts';
import { defined } from '../../src/cli/options.ts';
import type { Input, JobResult } from '../../src/shared/contract/index.ts';
import { moneyFromDecimal } from '../../src/shared/domain/money.ts';
import { projectRoot } from '../project.ts';
import type { DemoCase, DemoOwner } from './demo-case.ts';

const folder = join(projectRoot, 'samples', 'case');

/** The fictional case of the project: its files and the script that says what they mean. */
export function readSampleCase(): CaseScript {
  return JSON.parse(readFileSync(join(projectRoot, 'samples', 'case.json'), 'utf8')) as CaseScript;
}

/** Name, e-mail address and telephone number as the script writes a contact. */
const contactOf = (contact: string): string[] => contact.split(',').map((part) => part.trim());

export function sampleOwner(script: CaseScript): DemoOwner {
  const referrer = script.organisations.find((organisation) => organisation.part === 'referrer');
  if (!referrer) throw new Error('samples/case.json names no referring organisation');
  const [, email = '', phone = ''] = contactOf(referrer.contact);
  return { person: script.case.lead, organisation: referrer.name, email, phone, address: referrer.address };
}

/** Opens the case in the vault and records all of the script: evidence first, because everything else rests on it. */
export async function buildSampleCase(desk: Desk, script: CaseScript): Promise<DemoCase> {
  const { reference, title, scheme, lead, marking, nexus } = script.case;
  const { id: caseId } = await desk.call('case.create', {
    ...{ reference, title, scheme, lead, marking, nexus, narrative: script.narrative },
    organisations: script.organisations.map(({ name, part, address, registrationNumber, contact }) => ({
      ...{ name, part, address, registrationNumber, contact },
    })),
  });
  const { evidence, intake } = await takeInEvidence(desk, script, caseId);
  const ids = (paths: readonly string[]) => paths.map((path) => required(evidence, path, 'file'));
  const entities = new Map<string, string>();
  for (const entity of script.entities) {
    const { key, kind, value, fields, note, roles, country, defaultCountry } = entity;
    const made = await desk.call('entity.create', {
      ...{ caseId, kind, value, fields, note, roles, country, evidenceIds: ids(entity.evidence) },
      // Reserved numbers, accounts and wallets cannot be valid ones: they are recorded as found.
      keepInvalid: true,
      ...defined({ defaultCountry: defaultCountry ?? undefined, chain: fields.chain }),
    });
    entities.set(key, made.id);
  }
  const entityId = (key: string) => required(entities, key, 'entity');
  for (const { from, kind, to, began, confidence, evidence: paths } of script.links) {
    await desk.call('link.create', {
      ...{ caseId, kind, confidence, fromId: entityId(from), toId: entityId(to), evidenceIds: ids(paths) },
      ...(began ? { began: whenOf(began) } : {}),
    });
  }
  for (const { title: name, kind, when, participants, evidence: paths } of script.events) {
    await desk.call('event.create', {
      ...{ caseId, kind, title: name, when: whenOf(when), evidenceIds: ids(paths) },
      participants: participants.map(({ entity, part }) => ({ entityId: entityId(entity), part })),
    });
  }
  for (const loss of script.losses) {
    const { victim, amount, currency, method, from, to, reference: transaction, when, recovered } = loss;
    await desk.call('loss.create', {
      ...{ caseId, method, reference: transaction, when: whenOf(when), evidenceIds: ids(loss.evidence) },
      victimId: entityId(victim),
      amount: moneyFromDecimal(amount, currency),
      recovered: moneyFromDecimal(recovered, currency),
      fromId: from === null ? null : entityId(from),
      toId: to === null ? null : entityId(to),
    });
  }
  const owner = sampleOwner(script);
  return {
    caseId,
    intake,
    signatory: { name: owner.person, address: owner.address },
    requests: ['Investigate the call centre', 'Preserve its records', 'Trace the accounts and wallets named'],
  };
}

const whenOf = ({ text, zone, dayOrder }: ScriptTime): Input<'event.create'>['when'] => ({
  text,
  zone,
  ...defined({ dayOrder }),
});

function required(map: ReadonlyMap<string, string>, key: string, noun: string): string {
  const id = map.get(key);
  if (id === undefined) throw new Error(`samples/case.json speaks of a ${noun} it does not have: ${key}`);
  return id;
}

/** Each file with its own source and time of acquisition: they stand in its first custody entry, so they cannot come later. */
async function takeInEvidence(desk: Desk, script: CaseScript, caseId: string) {
  const evidence = new Map<string, string>();
  const intake: JobResult<'evidence.intake'>[] = [];
  const organisations = new Map(script.organisations.map(({ key, name }) => [key, name]));
  for (const { path, title, source, acquiredBy, acquiredAt, method } of script.evidence) {
    const result = await desk.run('evidence.intake', {
      caseId,
      paths: [join(folder, path)],
      marking: script.case.marking,
      acquisition: {
        ...{ method, source, acquiredBy: required(organisations, acquiredBy, 'organisation') },
        acquiredAt: new Date(acquiredAt).toISOString(),
      },
    });
    intake.push(result);
    const id = result.evidenceIds[0];
    if (id === undefined) continue;
    evidence.set(path, id);
    await desk.call('evidence.update', { id, fields: { description: title } });
  }
  return { evidence, intake };
}

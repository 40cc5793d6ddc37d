import { canonicalJson } from '../../../../shared/domain/canonical-json.ts';
import { plainJson } from '../../../../shared/domain/text-safety.ts';
import type { ModelEntity, ModelExhibit, ReferralModel } from '../../model.ts';
import { locationOf } from './stix-location.ts';
import { uuidV5 } from './uuid-v5.ts';

type StixObject = { type: string; id: string } & Record<string, unknown>;

/** Namespace the specification sets for observables (STIX 2.1, 2.9). */
const observableNamespace = '00abedb4-aa42-466c-9c01-fed23315a9b7';
/** OASIS's own marking objects for TLP 2.0 (cti-stix-common-objects, tlp-2.0), printed as published. */
const tlpMarkings = {
  clear: '94868c89-83c2-464b-929b-a1a8aa3c8487',
  green: 'bab4a63c-aed9-4cf5-a766-dfca5abac2bb',
  amber: '55d920b0-5e8b-4f79-9ee9-91f868d9b421',
  'amber+strict': '939a9414-2ddd-4d32-a0cd-375ea402b003',
  red: 'e828b379-4e03-4974-9ac4-e53a884c97c1',
} as const;
const tlpExtension = 'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d';

/**
 * The referral as a STIX 2.1 bundle. Observables carry the ids the specification prescribes, all others ids made
 * from the case, so the same case gives the same bundle. Only what the records state: no indicator is claimed,
 * as a referral asserts what was seen, not what should be matched.
 */
export function stixBundle(model: ReferralModel): Uint8Array {
  const time = new Date(model.stateTime).toISOString();
  const tlp = model.case.marking;
  const marking = `marking-definition--${tlpMarkings[tlp]}`;
  const mint = (type: string, name: string) => `${type}--${uuidV5(model.case.id, `${type}:${name}`)}`;
  const author = mint('identity', `organisation:${model.referrer.organisation}`);
  const objects = new Map<string, StixObject>();
  const put = (object: StixObject) => {
    if (!objects.has(object.id)) objects.set(object.id, object);
    return object.id;
  };
  const domain = (type: string, name: string, fields: Record<string, unknown>) =>
    put({
      type,
      spec_version: '2.1',
      id: mint(type, name),
      created: time,
      modified: time,
      created_by_ref: author,
      object_marking_refs: [marking],
      ...present(fields),
    });
  const observable = (
    type: string,
    contributing: Record<string, unknown>,
    fields: Record<string, unknown> = {},
  ) =>
    put({
      type,
      spec_version: '2.1',
      id: `${type}--${uuidV5(observableNamespace, canonicalJson(contributing))}`,
      object_marking_refs: [marking],
      ...contributing,
      ...present(fields),
    });
  const relate = (from: string, kind: string, to: string) =>
    domain('relationship', `${from}|${kind}|${to}`, {
      relationship_type: slug(kind),
      source_ref: from,
      target_ref: to,
    });
  const located = (identity: string, country: string) => {
    if (!/^[A-Z]{2}$/.test(country)) return;
    relate(identity, 'located-at', domain('location', country, { name: country, country }));
  };

  put({
    type: 'marking-definition',
    spec_version: '2.1',
    id: marking,
    created: '2022-10-01T00:00:00.000Z',
    name: `TLP:${tlp.toUpperCase()}`,
    extensions: { [tlpExtension]: { extension_type: 'property-extension', tlp_2_0: tlp } },
  });
  put({
    type: 'identity',
    spec_version: '2.1',
    id: author,
    created: time,
    modified: time,
    object_marking_refs: [marking],
    name: model.referrer.organisation || 'Referring organisation',
    identity_class: 'organization',
  });
  for (const { name } of model.organisations) {
    domain('identity', `organisation:${name}`, { name, identity_class: 'organization' });
  }

  /** By what a link prints: a name that two entities share points to neither. */
  const shown = new Map<string, string | null>();
  const show = (display: string, id: string) =>
    shown.set(display, shown.has(display) && shown.get(display) !== id ? null : id);

  for (const victim of model.victims) {
    const id = domain('identity', victim.entityId, {
      name: victim.name,
      identity_class: 'individual',
      roles: ['victim'],
      description: `Victim ${victim.ref}`,
    });
    show(victim.ref, id);
    show(victim.name === victim.ref ? victim.ref : `${victim.name} (${victim.ref})`, id);
    located(id, victim.country);
  }
  for (const subject of model.subjects) {
    const id = domain('identity', subject.entityId, {
      name: subject.display,
      identity_class: subject.kind === 'organisation' ? 'organization' : 'individual',
      roles: subject.roles,
      description: subject.note,
      confidence: confidences[subject.confidence],
    });
    show(subject.display, id);
    located(id, subject.country);
  }
  for (const entity of [...model.infrastructure, ...model.accounts]) {
    if (entity.kind === 'place') {
      const location = locationOf(entity);
      if (location) show(entity.display, domain('location', entity.entityId, location));
      continue;
    }
    const made = observableOf(entity);
    if (!made) continue;
    const id = observable(made.type, made.contributing, made.fields);
    show(entity.display, id);
    if (entity.firstSeen !== null && entity.lastSeen !== null && entity.lastSeen >= entity.firstSeen) {
      domain('observed-data', entity.entityId, {
        first_observed: new Date(entity.firstSeen).toISOString(),
        last_observed: new Date(entity.lastSeen).toISOString(),
        number_observed: 1,
        object_refs: [id],
      });
    }
  }
  for (const exhibit of model.exhibits) {
    const { contributing, fields } = fileOf(exhibit);
    observable('file', contributing, fields);
  }
  for (const link of model.links) {
    const from = shown.get(link.from);
    const to = shown.get(link.to);
    if (from && to) relate(from, link.kind, to);
  }
  const described = [...objects.keys()].filter((id) => id !== marking);
  domain('report', 'report', {
    name: `${model.case.reference}: ${model.case.title}`,
    description: model.case.narrative,
    report_types: ['threat-report'],
    published: time,
    object_refs: described,
  });
  const bundle = {
    type: 'bundle',
    id: `bundle--${uuidV5(model.case.id, `bundle:${model.stateHash}`)}`,
    objects: [...objects.values()],
  };
  return Buffer.from(`${plainJson(bundle, 1)}\n`, 'utf8');
}

/** STIX 2.1, appendix A: the scale of the admiralty's words that is nearest to ours. */
const confidences: Record<string, number> = { confirmed: 90, probable: 70, possible: 50, doubtful: 30 };

const accountTypes: Record<string, string> = {
  phone: 'telephone',
  'bank-account': 'bank-account',
  wallet: 'crypto-wallet',
  'payment-card': 'payment-card',
  'social-account': 'social-account',
  'remote-access': 'remote-access',
};

function observableOf({ kind, value, display }: ModelEntity) {
  switch (kind) {
    case 'domain':
      return { type: 'domain-name', contributing: { value }, fields: {} };
    case 'url':
      // The schema wants a URI; what is none (a redacted one) stays in records/entities.csv alone.
      return URL.canParse(value) && !/[\s"<>\\^`{|}[\]]/.test(value)
        ? { type: 'url', contributing: { value }, fields: {} }
        : null;
    case 'ip':
      return { type: value.includes(':') ? 'ipv6-addr' : 'ipv4-addr', contributing: { value }, fields: {} };
    case 'email':
      return { type: 'email-addr', contributing: { value }, fields: {} };
    case 'asn':
      return { type: 'autonomous-system', contributing: { number: Number(value.slice(2)) }, fields: {} };
    case 'device':
      return value.startsWith('mac:')
        ? { type: 'mac-addr', contributing: { value: value.slice(4) }, fields: {} }
        : null;
    default: {
      const accountType = accountTypes[kind];
      return accountType === undefined
        ? null
        : {
            type: 'user-account',
            contributing: { account_type: accountType, user_id: value },
            fields: { display_name: display },
          };
    }
  }
}

/** Contributing properties of a file are one hash, MD5 first, and its name (STIX 2.1, 6.7). */
function fileOf({ originalName, md5, sha1, sha256, sizeBytes, mediaType, ref }: ModelExhibit) {
  const hashes = present({ MD5: md5, 'SHA-1': sha1, 'SHA-256': sha256 });
  const [first] = Object.entries(hashes);
  return {
    contributing: present({ hashes: first ? { [first[0]]: first[1] } : undefined, name: originalName }),
    fields: { hashes, size: sizeBytes, mime_type: mediaType, x_proffer_exhibit: ref },
  };
}

function present(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

const slug = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'related-to';

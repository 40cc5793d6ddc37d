import { custodyActions } from '../../../../shared/domain/kinds.ts';
import { plainJson } from '../../../../shared/domain/text-safety.ts';
import type { ModelEntity, ModelExhibit, ReferralModel } from '../../model.ts';
import { uuidV5 } from './uuid-v5.ts';

type Node = { '@id': string; '@type': string | string[] } & Record<string, unknown>;

const context = {
  kb: 'urn:proffer:',
  'case-investigation': 'https://ontology.caseontology.org/case/investigation/',
  'uco-action': 'https://ontology.unifiedcyberontology.org/uco/action/',
  'uco-core': 'https://ontology.unifiedcyberontology.org/uco/core/',
  'uco-identity': 'https://ontology.unifiedcyberontology.org/uco/identity/',
  'uco-observable': 'https://ontology.unifiedcyberontology.org/uco/observable/',
  'uco-tool': 'https://ontology.unifiedcyberontology.org/uco/tool/',
  'uco-types': 'https://ontology.unifiedcyberontology.org/uco/types/',
  'uco-vocabulary': 'https://ontology.unifiedcyberontology.org/uco/vocabulary/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

/**
 * The referral as JSON-LD in CASE 1.4.0 with UCO 1.4.0: the investigation, each exhibit with its provenance record,
 * every custody entry as an investigative action, and the observables. Ids are made from the case.
 */
export function caseUco(model: ReferralModel): Uint8Array {
  const graph = new Map<string, Node>();
  const put = (type: string | string[], name: string, fields: Record<string, unknown>): Node => {
    const kind = (typeof type === 'string' ? type : (type[0] ?? '')).split(':').at(-1) ?? 'object';
    const id = `kb:${kind.toLowerCase()}-${uuidV5(model.case.id, `${kind}:${name}`)}`;
    const node: Node = { '@id': id, '@type': type, ...present(fields) };
    if (!graph.has(id)) graph.set(id, node);
    return node;
  };
  const facet = (type: string, name: string, fields: Record<string, unknown>): Node => ({
    '@id': `kb:${type.toLowerCase()}-${uuidV5(model.case.id, `${type}:${name}`)}`,
    '@type': type.includes(':') ? type : `uco-observable:${type}`,
    ...present(fields),
  });
  const ref = (node: Node) => ({ '@id': node['@id'] });

  const people = new Map<string, Node>();
  const person = (name: string, organisation: string): Node => {
    const key = `${name}|${organisation}`;
    const known = people.get(key);
    if (known) return known;
    const node = put('uco-identity:Person', `actor:${key}`, { 'uco-core:name': name || organisation });
    people.set(key, node);
    return node;
  };
  for (const { name } of model.organisations) {
    put('uco-identity:Organization', `organisation:${name}`, { 'uco-core:name': name });
  }
  const disclosed: Node[] = [];
  for (const victim of model.victims) {
    disclosed.push(
      put('uco-identity:Person', victim.entityId, {
        'uco-core:name': victim.name,
        'uco-core:tag': ['victim'],
      }),
    );
  }
  for (const subject of model.subjects) {
    const type = subject.kind === 'organisation' ? 'uco-identity:Organization' : 'uco-identity:Person';
    disclosed.push(
      put(type, subject.entityId, {
        'uco-core:name': subject.display,
        'uco-core:description': subject.note,
        'uco-core:tag': subject.roles,
      }),
    );
  }
  for (const entity of [...model.infrastructure, ...model.accounts]) {
    const made = observableOf(entity);
    disclosed.push(
      put(made.type, entity.entityId, {
        'uco-core:hasFacet': [facet(made.facet, entity.entityId, { [made.property]: entity.value })],
        'uco-core:description': entity.note,
      }),
    );
  }
  const records: Node[] = [];
  for (const exhibit of model.exhibits) {
    const file = put('uco-observable:File', exhibit.evidenceId, {
      'uco-core:hasFacet': [
        facet('FileFacet', exhibit.evidenceId, {
          'uco-observable:fileName': exhibit.originalName,
          'uco-observable:sizeInBytes': typed('integer', String(exhibit.sizeBytes)),
        }),
        facet('ContentDataFacet', exhibit.evidenceId, {
          'uco-observable:mimeType': exhibit.mediaType,
          'uco-observable:sizeInBytes': typed('integer', String(exhibit.sizeBytes)),
          'uco-observable:hash': hashesOf(exhibit, model.case.id),
        }),
      ],
    });
    const record = put('case-investigation:ProvenanceRecord', exhibit.evidenceId, {
      'uco-core:name': exhibit.ref,
      'uco-core:description': exhibit.description,
      'case-investigation:exhibitNumber': exhibit.ref,
      'uco-core:object': [ref(file)],
    });
    records.push(record);
    for (const entry of exhibit.custody) {
      const at = typed('dateTime', new Date(entry.at).toISOString());
      const tool = put('uco-tool:Tool', `tool:${entry.tool}`, {
        'uco-core:name': entry.tool || 'not stated',
      });
      put('case-investigation:InvestigativeAction', entry.hash, {
        'uco-core:name': custodyActions[entry.action as keyof typeof custodyActions] ?? entry.action,
        'uco-core:description': entry.purpose,
        'uco-action:startTime': at,
        'uco-action:endTime': at,
        'uco-action:performer': ref(person(entry.actor.person, entry.actor.organisation)),
        'uco-action:instrument': [ref(tool)],
        'uco-action:object': [ref(file)],
        ...(entry.action === 'acquired' || entry.action === 'received'
          ? { 'uco-action:result': [ref(record)] }
          : {}),
      });
    }
  }
  put('case-investigation:Investigation', model.case.id, {
    'uco-core:name': `${model.case.reference}: ${model.case.title}`,
    'uco-core:description': [model.case.narrative],
    'case-investigation:investigationForm': 'case',
    'uco-core:object': [...records, ...disclosed].map(ref),
  });
  const document = { '@context': context, '@graph': [...graph.values()] };
  return Buffer.from(`${plainJson(document, 1)}\n`, 'utf8');
}

const typed = (type: string, value: string) => ({ '@type': `xsd:${type}`, '@value': value });

function hashesOf(exhibit: ModelExhibit, namespace: string): Node[] {
  return (
    [
      ['MD5', exhibit.md5],
      ['SHA1', exhibit.sha1],
      ['SHA256', exhibit.sha256],
    ] as const
  )
    .filter(([, value]) => value !== '')
    .map(([method, value]) => ({
      '@id': `kb:hash-${uuidV5(namespace, `hash:${exhibit.evidenceId}:${method}`)}`,
      '@type': 'uco-types:Hash',
      // A plain string: from UCO 1.4.0 on the vocabulary's own datatype is on its way out.
      'uco-types:hashMethod': method,
      'uco-types:hashValue': typed('hexBinary', value),
    }));
}

function observableOf({ kind, value }: ModelEntity): { type: string; facet: string; property: string } {
  const of = (name: string, property: string) => ({
    type: `uco-observable:${name}`,
    facet: `${name}Facet`,
    property: `uco-observable:${property}`,
  });
  switch (kind) {
    case 'domain':
      return of('DomainName', 'value');
    case 'url':
      return of('URL', 'fullValue');
    case 'ip':
      return of(value.includes(':') ? 'IPv6Address' : 'IPv4Address', 'addressValue');
    case 'email':
      return of('EmailAddress', 'addressValue');
    case 'phone':
      return of('PhoneAccount', 'phoneNumber');
    default:
      return {
        type: 'uco-observable:Account',
        facet: 'AccountFacet',
        property: 'uco-observable:accountIdentifier',
      };
  }
}

function present(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

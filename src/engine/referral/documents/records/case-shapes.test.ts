/** The CASE/UCO copy keeps the rules that its ontology publishes as SHACL shapes, judged by a validator not our own. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import jsonld from 'jsonld';
import { Parser, Store } from 'n3';
import SHACLValidator from 'rdf-validate-shacl';
import { beforeAll, describe, expect, test } from 'vitest';
import { findAgency, loadProfiles } from '../../profiles/load-profiles.ts';
import { draftFixture } from '../../redact/draft.fixture.ts';
import { redact } from '../../redact/redact.ts';
import { caseUco } from './case-uco.ts';

const samples = process.env.PROFFER_SAMPLES ?? join('..', 'shared', 'samples');
const ontology = join(samples, '04-intel', 'case-ontology', 'case-1.4.0.ttl');
const examples = join(samples, '04-intel', 'case-examples');
if (!existsSync(ontology)) console.warn(`SKIPPED: ${ontology} is absent; CASE was not checked against it`);

const subClassOf = 'http://www.w3.org/2000/01/rdf-schema#subClassOf';
/** Rules in SPARQL and ontologies elsewhere are beyond this validator; both concern ontologies more than their use. */
const beyond = ['http://www.w3.org/ns/shacl#sparql', 'http://www.w3.org/2002/07/owl#imports'];

type Graph = { '@graph': Record<string, unknown>[] };

describe.runIf(existsSync(ontology))('the CASE/UCO graph by the shapes of CASE 1.4.0', () => {
  const shapes = new Store();
  let validator: SHACLValidator;

  beforeAll(() => {
    shapes.addQuads(new Parser().parse(readFileSync(ontology, 'utf8')));
    for (const predicate of beyond) shapes.removeQuads(shapes.getQuads(null, predicate, null, null));
    validator = new SHACLValidator(shapes, { allowNamedNodeInList: true });
  }, 60_000);

  /** Each result in a line; nothing is fetched, whatever a document names. */
  async function complaints(document: object): Promise<string[]> {
    const quads = (await jsonld.toRDF(document as Parameters<typeof jsonld.toRDF>[0], {
      format: 'application/n-quads',
      documentLoader: (url: string) => Promise.reject(new Error(`nothing is fetched: ${url}`)),
    })) as unknown as string;
    const data = new Store(new Parser({ format: 'N-Quads' }).parse(quads));
    expect(data.size).toBeGreaterThan(10);
    data.addQuads(shapes.getQuads(null, subClassOf, null, null));
    const report = await validator.validate(data);
    return report.results.map(
      ({ severity, path, message, value }) =>
        `${severity?.value.split('#').at(-1)} ${(path as { value?: string } | undefined)?.value?.split('/').at(-1)} ${value?.value}: ${message.map((one: { value: string }) => one.value).join(' ')}`,
    );
  }

  const { profile, agency } = findAgency(loadProfiles('resources'), 'US-FBI-FO');
  const { model } = redact(draftFixture({ infrastructure: 12, exhibits: 3 }), profile, agency);
  const written = (): Graph => JSON.parse(Buffer.from(caseUco(model)).toString('utf8'));

  test('gives no violation, no warning and no remark', async () => {
    expect(await complaints(written())).toEqual([]);
  }, 60_000);

  test('would give one where a rule is broken', async () => {
    const broken = written();
    for (const node of broken['@graph']) {
      if (node['@type'] === 'case-investigation:InvestigativeAction')
        node['uco-action:startTime'] = 'yesterday';
    }
    expect((await complaints(broken)).join('\n')).toMatch(/Violation startTime yesterday/);
  }, 60_000);

  test.runIf(existsSync(examples)).each(['file', 'location'])(
    'the example "%s" gets the verdict its authors print',
    async (name) => {
      const example = JSON.parse(readFileSync(join(examples, name, `${name}.json`), 'utf8'));
      const verdict = readFileSync(join(examples, name, `${name}_validation.ttl`), 'utf8');
      const violations = (await complaints(example)).filter((line) => line.startsWith('Violation'));
      expect(violations.length === 0).toBe(/sh:conforms\s+"?true/.test(verdict));
    },
    60_000,
  );
});

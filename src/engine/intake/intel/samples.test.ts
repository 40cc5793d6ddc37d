/** Real intelligence of others: every file goes in or is refused with a reason, and twins in two formats say the same. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { samplesFolder } from '../../../../tests/support/desk.ts';
import type { ParsedIntel } from './parsed-intel.ts';
import { readIntel } from './read-intel.ts';

const root = samplesFolder('04-intel');
const oracles = samplesFolder('oracles');

const read = (path: string) => readIntel({ bytes: readFileSync(path), options: { marking: 'amber' } });
const reading = (path: string): ParsedIntel => {
  const result = read(path);
  if ('refused' in result) throw new Error(`${path}: ${result.refused.message}`);
  return result.read;
};

/** Per set: files read, files refused by reason, objects, and what they became. */
const expected: Record<string, Record<string, number>> = {
  'misp-events': {
    read: 13,
    'not-json': 4,
    'unknown-format': 2,
    'not-text': 1,
    objects: 579,
    entities: 88,
    hosts: 10,
    links: 24,
    events: 1,
  },
  'misp-stix': { read: 10, 'not-json': 6, objects: 112, entities: 26, links: 8, events: 12 },
  'mitre-cti': { read: 32, 'not-json': 2, objects: 32, entities: 0, links: 0, events: 0 },
  'python-stix2': { read: 25, 'not-json': 2, objects: 106, entities: 27, links: 2, events: 2 },
  'stix-schemas/examples': { read: 4, objects: 165, entities: 43, links: 0, events: 0 },
  'stix-validator-examples': {
    read: 7,
    'not-json': 4,
    'unknown-format': 4,
    objects: 7,
    entities: 6,
    links: 0,
    events: 0,
  },
  'misp-objects': { 'not-json': 2, 'unknown-format': 57 },
  'stix-schemas/schemas': { 'unknown-format': 57 },
};

describe.runIf(root !== null)('intelligence samples', () => {
  test.each(Object.keys(expected))('%s', (set) => {
    const found: Record<string, number> = {};
    const add = (what: string, count = 1) => {
      found[what] = (found[what] ?? 0) + count;
    };
    const folder = join(root ?? '', set);
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, name);
      if (!statSync(path).isFile()) continue;
      const result = read(path);
      if ('refused' in result) {
        add(result.refused.code);
        continue;
      }
      add('read');
      for (const what of ['objects', 'links', 'events'] as const) add(what, result.read[what].length);
      add('entities', result.read.entities.filter(({ isHost }) => !isHost).length);
      const hosts = result.read.entities.filter(({ isHost }) => isHost).length;
      if (hosts > 0) add('hosts', hosts);
      // Whatever is not wholly in records is kept or has a finding that says where it stays.
      for (const object of result.read.objects) {
        const tooLarge = result.read.findings.some(
          ({ code, place }) => code === 'too-large-to-keep' && place === object.pointer,
        );
        expect(
          object.state === 'read' ? object.json === '' : object.json !== '' || tooLarge,
          object.pointer,
        ).toBe(true);
      }
    }
    expect(found).toEqual(expected[set]);
  });

  test.each(['events', 'objects'])('MISP %s and their STIX 2.0 and 2.1 name the same things', (what) => {
    const folder = join(root ?? '', 'misp-stix');
    const said = (...names: string[]) => {
      const readings = names.map((name) => reading(join(folder, `test_${what}_collection_${name}.json`)));
      const keys = (list: readonly { key: string }[]) => list.map(({ key }) => key);
      const entities = new Map(readings.flatMap((one) => one.entities).map(({ key, roles }) => [key, roles]));
      return {
        entities: [...entities].sort(),
        links: [...new Set(readings.flatMap((one) => keys(one.links)))].sort(),
      };
    };
    const misp = said('1', '2');
    expect(misp.entities.length).toBeGreaterThan(2);
    expect(said('stix20')).toEqual(misp);
    expect(said('stix21')).toEqual(misp);
  });

  test.runIf(oracles !== null)('what a validator calls valid is read, whatever it warns of', () => {
    const lines = readFileSync(join(oracles ?? '', 'stix.tsv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1);
    expect(lines.length).toBe(81);
    for (const line of lines) {
      const [file = '', verdict = ''] = line.split('\t');
      const result = read(join(root ?? '', '..', file));
      if (verdict.endsWith('Valid')) expect('read' in result, file).toBe(true);
      else if ('refused' in result)
        expect(['not-json', 'unknown-format'], file).toContain(result.refused.code);
    }
  });
});

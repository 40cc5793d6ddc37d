/** Files made to break readers: whatever stands in them, an answer comes, and nothing outside it changes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type IntelResult, readIntel } from './read-intel.ts';

const read = (content: unknown): IntelResult =>
  readIntel({
    bytes: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
    options: { marking: 'amber' },
  });
const reading = (content: unknown) => {
  const result = read(content);
  if ('refused' in result) throw new Error(result.refused.message);
  return result.read;
};
const uuid = '00000000-0000-4000-8000-000000000001';

const names = [
  'type',
  'id',
  'spec_version',
  'value',
  'name',
  'objects',
  'created_by_ref',
  'object_refs',
  'source_ref',
  'target_ref',
  'relationship_type',
  'pattern',
  'identity_class',
  'roles',
  'aliases',
  'extensions',
  'hashes',
  'Event',
  'Attribute',
  'Object',
  'response',
  'Tag',
  'info',
  'date',
  'uuid',
  'to_ids',
  'object_relation',
  'ObjectReference',
  'referenced_uuid',
  'Galaxy',
  'first_seen',
  'last_seen',
  'first_observed',
  'date_sighting',
  'Sighting',
  'distribution',
  'SharingGroup',
  'definition',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'revoked',
  'deleted',
  'granular_markings',
  'number',
];
const words = [
  'bundle',
  'indicator',
  'identity',
  'domain-name',
  'relationship',
  'sighting',
  'observed-data',
  'email-message',
  'user-account',
  'threat-actor',
  'infrastructure',
  'location',
  'payment-card',
  'autonomous-system',
  'marking-definition',
  'domain|ip',
  'phone-number',
  'phishing',
  'person',
  'victim',
  'url',
  'uses',
  'consists-of',
  'located-at',
  `identity--${uuid}`,
  `indicator--${uuid}`,
  uuid,
  '2.1',
  '2024-01-01T00:00:00Z',
  'not a time',
  '9999999999999',
  "[domain-name:value = 'x.example']",
  'individual',
  'a.example',
  '192.0.2.1',
  '\u0000',
  '‮',
];
const leaf = fc.oneof(
  fc.constantFrom(...words),
  fc.string({ maxLength: 8 }),
  fc.constantFrom(null, true, 0, -1, 1e308, 2 ** 60),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('list'), tie('object')),
  list: fc.array(tie('tree'), { maxLength: 5 }),
  object: fc
    .array(fc.tuple(fc.constantFrom(...names), tie('tree')), { maxLength: 8 })
    .map((entries) => Object.fromEntries(entries)),
}));
const stixObject = fc
  .tuple(fc.constantFrom(...words), fc.array(fc.tuple(fc.constantFrom(...names), tree), { maxLength: 8 }))
  .map(([type, entries]) => ({ ...Object.fromEntries(entries), type, id: `${type}--${uuid}` }));
const attribute = fc
  .tuple(
    fc.constantFrom(...words),
    leaf,
    fc.array(fc.tuple(fc.constantFrom(...names), tree), { maxLength: 5 }),
  )
  .map(([type, value, entries]) => ({ ...Object.fromEntries(entries), type, value, object_relation: type }));

describe('the door', () => {
  test('any bytes are answered', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(readIntel({ bytes, options: { marking: 'amber' } })).toBeDefined();
      }),
      { numRuns: 500 },
    );
  });

  test('any bundle of anything is read, and keeps what it does not understand', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(stixObject, tree), { maxLength: 8 }), (objects) => {
        const result = reading({ type: 'bundle', objects });
        expect(result.objects.length).toBeGreaterThanOrEqual(objects.length);
        for (const { state, json, leftOver } of result.objects) {
          if (state === 'read') expect(leftOver).toEqual([]);
          else expect(json.length).toBeGreaterThan(0);
        }
        const keys = new Set(result.entities.map(({ key }) => key));
        for (const { from, to } of result.links) expect(keys.has(from) && keys.has(to)).toBe(true);
        for (const { participants } of result.events)
          for (const { entity } of participants) expect(keys.has(entity)).toBe(true);
        expect(structuredClone(result)).toEqual(result);
      }),
      { numRuns: 400 },
    );
  });

  test('any event of anything is read', () => {
    const object = fc
      .tuple(fc.constantFrom(...words), fc.array(attribute, { maxLength: 5 }), tree)
      .map(([name, Attribute, ObjectReference]) => ({ name, Attribute, ObjectReference }));
    fc.assert(
      fc.property(
        fc.array(attribute, { maxLength: 5 }),
        fc.array(object, { maxLength: 3 }),
        tree,
        (Attribute, objects, Tag) => {
          const result = reading({
            Event: { info: 'x', date: '2024-01-01', uuid, Attribute, Object: objects, Tag },
          });
          expect(result.objects.length).toBe(1 + Attribute.length + objects.length);
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('traps', () => {
  test('names of prototypes are members like others', () => {
    const text = `{"type":"bundle","objects":[{"type":"__proto__","id":"__proto__","value":"x"},
      {"type":"constructor","id":"toString","__proto__":{"polluted":1},"extensions":{"__proto__":{"extension_type":"x"}}}],
      "__proto__":{"polluted":true}}`;
    expect(reading(text).objects.map(({ state }) => state)).toEqual(['kept', 'kept']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('an id that stands twice counts once, and says so', () => {
    const one = (value: string, modified: string) => ({
      type: 'domain-name',
      id: `domain-name--${uuid}`,
      value,
      modified,
    });
    const twice = reading({ type: 'bundle', objects: [one('a.example', '2024'), one('b.example', '2024')] });
    expect(twice.entities.map(({ value }) => value)).toEqual(['a.example']);
    expect(twice.findings.map(({ code }) => code)).toContain('duplicate-id');
    expect(new Set(twice.objects.map(({ sourceId }) => sourceId)).size).toBe(2);
    const newer = reading({ type: 'bundle', objects: [one('a.example', '2024'), one('b.example', '2025')] });
    expect(newer.entities.map(({ value }) => value)).toEqual(['b.example']);
  });

  test('relations in circles and to themselves end', () => {
    const relation = (from: string, to: string, number: number) => ({
      type: 'relationship',
      id: `relationship--00000000-0000-4000-8000-00000000001${number}`,
      relationship_type: 'consists-of',
      source_ref: from,
      target_ref: to,
    });
    const [a, b] = [`infrastructure--${uuid}`, 'infrastructure--00000000-0000-4000-8000-000000000002'];
    const result = reading({
      type: 'bundle',
      objects: [
        { type: 'infrastructure', id: a, name: 'a' },
        { type: 'infrastructure', id: b, name: 'b' },
        relation(a, b, 0),
        relation(b, a, 1),
        relation(a, a, 2),
      ],
    });
    expect(result.links).toEqual([]);
  });

  test('many small objects of no use cost counts, not findings', () => {
    const objects = Array.from({ length: 30_000 }, (_, number) => ({
      type: 'x-nothing',
      id: `x-nothing--00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    }));
    const result = reading({ type: 'bundle', objects });
    expect(result.objects).toHaveLength(30_000);
    expect(result.findings).toHaveLength(2000);
    expect(result.furtherFindings['kept-object']).toBe(28_000);
  });

  test('a relation of everything with everything is kept and makes no links', () => {
    const refs = Array.from(
      { length: 60 },
      (_, number) => `domain-name--00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    );
    const observed = {
      type: 'observed-data',
      id: `observed-data--${uuid}`,
      first_observed: '2024-01-01T00:00:00Z',
      object_refs: refs,
    };
    const result = reading({
      type: 'bundle',
      objects: [
        ...refs.map((id, number) => ({ type: 'domain-name', id, value: `h${number}.example.com` })),
        observed,
        {
          type: 'relationship',
          id: `relationship--${uuid}`,
          relationship_type: 'related-to',
          source_ref: observed.id,
          target_ref: observed.id,
        },
      ],
    });
    expect(result.links).toEqual([]);
    expect(result.findings.map(({ code }) => code)).toContain('too-many');
  });

  test('huge numbers, huge texts and control characters stay where they are', () => {
    const result = reading(
      `{"type":"bundle","objects":[{"type":"domain-name","id":"domain-name--${uuid}","value":"a.example","n":1e999},
        {"type":"identity","id":"identity--${uuid}","identity_class":"individual","name":"${'x'.repeat(300_000)}"},
        {"type":"note","id":"note--${uuid}","content":"\\u0000\\u202e ${'y'.repeat(300_000)}"}]}`,
    );
    expect(result.findings.map(({ code }) => code)).toContain('number-not-exact');
    expect(result.findings.filter(({ code }) => code === 'too-large-to-keep')).toHaveLength(2);
    expect(result.objects[0]?.json).toContain('1e999');
    for (const { title } of result.objects) expect(title).not.toMatch(/\p{Cc}/u);
  });
});

/** What the door refuses, it refuses in words a person can act on. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { contract } from '../../shared/contract/index.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import { checkInput } from './failure.ts';
import { fieldName } from './field-names.ts';

const id = '01890000-0000-7000-8000-000000000000';

function refusal(schema: z.ZodType, input: unknown): ProfferError | null {
  try {
    checkInput(schema, input);
    return null;
  } catch (error) {
    if (error instanceof ProfferError) return error;
    throw error;
  }
}

const told = (method: keyof typeof contract, input: unknown) =>
  refusal(contract[method].input, input)?.message;

describe('a refusal names the field as the screen does, and what is expected', () => {
  test.each([
    ['case.create', { title: 'A', scheme: 'tech-support' }, 'Reference is missing: give it.'],
    ['case.create', { reference: '', title: 'A', scheme: 'tech-support' }, 'Reference must not be empty.'],
    [
      'entity.create',
      { caseId: id, kind: 'person', value: 'A', country: 'usa' },
      'Country must be two capital letters, such as US (ISO 3166-1).',
    ],
    [
      'entity.create',
      { caseId: id, kind: 'person', value: 'A', fields: { vulnerable: 'no' } },
      'Vulnerable must be yes or no (true or false).',
    ],
    ['event.create', { caseId: id, kind: 'call', title: 'A', when: { text: '' } }, 'When must not be empty.'],
    [
      'evidence.read',
      { caseId: id, evidenceIds: [id, 'x'] },
      'Entry 2 of Evidence must be the id of a record, as lists and --json tell it.',
    ],
    [
      'evidence.intake',
      { caseId: id, paths: ['/a'], acquisition: { source: 5 } },
      'From whom or what must be a text.',
    ],
    [
      'vault.create',
      { folder: '/a', passphrase: 'short', owner: { person: 'A', organisation: 'B' } },
      'Passphrase must have at least 12 characters.',
    ],
    [
      'loss.create',
      { caseId: id, victimId: id, method: 'cash', amount: { minor: 0.5, currency: 'usd' } },
      'Amount must be a whole number. Currency (amount) must be the code of a currency in capital letters, such as USD (ISO 4217).',
    ],
    [
      'import.previewTable',
      {
        evidenceId: id,
        mapping: {
          format: { kind: 'pdf' },
          headerRow: 1,
          rowsAre: 'things',
          columns: [{ index: 0, use: 'ignore', zone: 5 }],
        },
      },
      'Kind (format) must be one of delimited, workbook, html, json, json-lines. Time zone (entry 1 of Columns) must be a text.',
    ],
    ['case.update', { id, fields: { organisations: [{ name: '', part: 'reporting' }] } }, undefined],
  ] as const)('%s', (method, input, message) => {
    if (message) expect(told(method, input)).toBe(message);
    else expect(told(method, input)).toContain('Name (entry 1 of Taking part) must not be empty.');
  });

  test('of a thousand wrong entries a few are told and the rest counted', () => {
    const message = told('evidence.read', { caseId: id, evidenceIds: Array(1000).fill('x') })!;
    expect(message).toMatch(/^Entry 1 of Evidence .* Entry 5 of Evidence .* And 995 more like these\.$/);
  });
});

/** A wrong value, of the shape of the input where that leads deeper into it. */
const wrongInput = (schema: z.ZodType): fc.Arbitrary<unknown> => {
  const inside = fc.anything({ maxDepth: 2 });
  const { def } = schema as unknown as {
    def: {
      type: string;
      shape?: Record<string, z.ZodType>;
      element?: z.ZodType;
      innerType?: z.ZodType;
      options?: z.ZodType[];
    };
  };
  if (def.shape) {
    const members = Object.fromEntries(
      Object.entries(def.shape).map(([name, member]) => [
        name,
        fc.option(wrongInput(member), { nil: undefined }),
      ]),
    );
    return fc.oneof({ weight: 6, arbitrary: fc.record(members) }, inside);
  }
  if (def.element) return fc.oneof(fc.array(wrongInput(def.element), { maxLength: 3 }), inside);
  if (def.innerType) return wrongInput(def.innerType);
  if (def.options) return fc.oneof(...def.options.map(wrongInput));
  return fc.oneof(inside, fc.string(), fc.integer(), fc.double(), fc.constant('\ud800'));
};

/** Words of the checking library, of programs rather than of people, and names of fields in code. */
const foreign =
  /invalid|expected|received|undefined|NaN|too (big|small)|match pattern|unrecognized|discriminator|\bstring\b|\bint\b|boolean|\barray\b|\bobject\b|\b[a-z]+[A-Z][a-z]+\b|\/\^/;

test.each(Object.keys(contract) as (keyof typeof contract)[])(
  '%s is refused in words of people',
  (method) => {
    const { input } = contract[method];
    fc.assert(
      fc.property(wrongInput(input), (wrong) => {
        const failed = refusal(input, wrong);
        if (failed === null) return;
        expect(failed.code).toBe('invalid-input');
        const issues = failed.details.issues as { path: string[]; field: string; message: string }[];
        for (const issue of issues) {
          expect(issue.field).toMatch(/^[A-Z][A-Za-z-]/);
          expect(issue.message).toMatch(/^(must|is missing: give|has|holds) /);
          expect(
            `${issue.field} ${issue.message}`.replace(
              /must be one of .*|\((true or false|null)\)|ISO \d+-?\d?/g,
              '',
            ),
          ).not.toMatch(foreign);
        }
        expect(failed.message.startsWith(`${issues[0]!.field} ${issues[0]!.message}.`)).toBe(true);
      }),
      { numRuns: 60 },
    );
  },
);

test('a field of a wrapper is named without it', () => {
  expect(fieldName(['fields', 'ageBand'])).toBe('Age');
  expect(fieldName([])).toBe('What was given');
});

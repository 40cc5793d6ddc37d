/** Lists nobody here wrote: every row is taken or told, none is lost; and whatever bytes come, they are read or refused. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { samplesFolder } from '../../../../tests/support/desk.ts';
import { type TableMapping, tableMapping } from '../../../shared/contract/import-table.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import type { RowDraft } from './drafting/draft.ts';
import { draftRows } from './drafting/draft-rows.ts';
import { type Inspection, inspectTable } from './looking/inspect-table.ts';
import { contentOfBytes } from './table-content.ts';

/** The preset that fits best, or what was guessed. */
const mappingOf = (found: Inspection): TableMapping =>
  found.presets[0]?.mapping ??
  tableMapping.parse({
    format: found.format,
    headerRow: found.headerRow,
    rowsAre: found.rowsAre.value,
    columns: found.columns.map(({ index, header, use }) => ({ index, header, use: use.value })),
  });

async function read(
  bytes: Uint8Array,
  change: (mapping: TableMapping) => TableMapping = (mapping) => mapping,
) {
  const content = contentOfBytes(bytes);
  const mapping = change(mappingOf(await inspectTable(content, {})));
  const drafts: RowDraft[] = [];
  let rows = 0;
  for await (const group of draftRows(content, mapping)) {
    drafts.push(...group.drafts);
    rows = group.rows;
  }
  return { mapping, drafts, rows };
}

const isTaken = ({ entities, event }: RowDraft) => entities.length > 0 || event !== null;
const isTold = ({ problems }: RowDraft) => problems.length > 0;

const lists = samplesFolder('02-indicators');
const oracles = samplesFolder('oracles');

describe.runIf(lists && oracles)('real lists', () => {
  const expected = new Map(
    oracles
      ? readFileSync(join(oracles, 'lists.tsv'), 'utf8')
          .split('\n')
          .slice(1)
          .filter((line) => line !== '')
          .map((line) => line.split('\t'))
          .map(
            ([file = '', records = '', distinct = '']) =>
              [file, { records: Number(records), distinct }] as const,
          )
      : [],
  );

  const jpcert = [...expected.keys()].filter(
    (file) => file.startsWith('jpcert') && !/2023(0[4-9]|1[12])/.test(file),
  );
  test.each(jpcert)('%s: every row with its brand and its Japanese time', async (file) => {
    const { drafts, rows } = await read(readFileSync(join(lists!, file)));
    const { records, distinct } = expected.get(file)!;
    expect(rows).toBe(records);
    expect(drafts.filter((draft) => !isTaken(draft) && !isTold(draft))).toEqual([]);
    const urls = drafts.flatMap(({ entities }) => entities.filter(({ kind }) => kind === 'url'));
    const refused = drafts.filter(({ problems }) => problems.some(({ code }) => code === 'invalid-url'));
    expect(urls.length + refused.length).toBe(records);
    const found = new Set(urls.map(({ identified }) => identified.asFound));
    expect(Math.abs(found.size + refused.length - Number(distinct))).toBeLessThanOrEqual(refused.length);
    const timed = drafts.filter(
      ({ problems }) => !problems.some(({ code }) => /^(unreadable-time|event-without-time)$/.test(code)),
    );
    expect(new Set(timed.map(({ event }) => event?.when.zone))).toEqual(new Set(['Asia/Tokyo']));
  });

  test('reported calls: numbers of the US plan, impossible ones told with the reason', async () => {
    for (const day of ['2021-04-19', '2021-04-20', '2021-04-21']) {
      const file = `ftc-dnc-calls-2021-04/${day}.json`;
      const { drafts, rows } = await read(readFileSync(join(lists!, file)), (mapping) => ({
        ...mapping,
        columns: mapping.columns.map((column) => ({ ...column, country: 'US' })),
      }));
      expect(rows).toBe(expected.get(file)!.records);
      const refused = drafts.filter((draft) => !isTaken(draft));
      // The oracle counts numbers by the form of the North American plan alone; the plan's own tables refuse more.
      expect(refused.length).toBeGreaterThanOrEqual(60);
      for (const { problems } of refused)
        expect(problems).toMatchObject([{ code: 'invalid-phone', severity: 'error' }]);
    }
  });

  test.each([
    'forta-labels/labels/1/phishing_scams.csv',
    'forta-labels/labels/1/etherscan_malicious_labels.csv',
  ])('%s: wallets, two of them with a wrong checksum', async (file) => {
    const { drafts, rows } = await read(readFileSync(join(lists!, file)));
    expect(rows).toBe(expected.get(file)!.records);
    expect(drafts.filter((draft) => !isTaken(draft)).map(({ problems }) => problems[0]?.code)).toEqual([
      'invalid-wallet',
      'invalid-wallet',
    ]);
  });

  test('transcripts in several languages, quoted over lines', async () => {
    const file = 'ftc-robocall-transcripts/metadata.csv';
    expect((await read(readFileSync(join(lists!, file)))).rows).toBe(expected.get(file)!.records);
  });

  test('every file of the set is read, or refused in words', async () => {
    const files = readdirSync(lists!, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(csv|tsv|txt|json|md|yar|yaml)$/.test(name))
      .filter((name) => !name.startsWith('jpcert'));
    expect(files.length).toBeGreaterThan(20);
    for (const name of files) {
      try {
        const { drafts } = await read(readFileSync(join(lists!, name)));
        expect(
          drafts.filter((draft) => !isTaken(draft) && !isTold(draft)),
          name,
        ).toEqual([]);
      } catch (error) {
        expect(error, name).toBeInstanceOf(ProfferError);
      }
    }
  }, 60_000);
});

describe('at the door', () => {
  const door = async (bytes: Uint8Array) => {
    try {
      const { drafts } = await read(bytes);
      for (const draft of drafts)
        expect(isTaken(draft) || isTold(draft) || draft.loss || draft.payment).toBeTruthy();
    } catch (error) {
      expect(error, String((error as Error).stack)).toBeInstanceOf(ProfferError);
    }
  };

  test('any bytes are read or refused', () =>
    fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), door), { numRuns: 200 }));

  test('any text of table marks is read or refused', () => {
    const text = fc.string({
      unit: fc.constantFrom(
        ...[
          'a',
          ',',
          ';',
          '\t',
          '"',
          '\n',
          '\r\n',
          '\0',
          '1',
          '/',
          '[',
          '{',
          '}',
          ']',
          ':',
          '=1+1',
          '@x',
          '\u202e',
          'é',
          '\ud83d',
          'Name',
          'Date',
          'URL',
        ],
      ),
      maxLength: 80,
    });
    return fc.assert(
      fc.asyncProperty(text, (written) => door(Buffer.from(written))),
      { numRuns: 400 },
    );
  });

  test('any JSON is read or refused', () =>
    fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 4 }), (json) => door(Buffer.from(json))),
      { numRuns: 200 },
    ));

  test('depth without end is refused', () => door(Buffer.from('['.repeat(2_000_000))));
});

describe('what spreadsheets run as formulas', () => {
  test('stays text, and apostrophes that protect it are taken off', async () => {
    const { drafts } = await read(
      Buffer.from("phone,note\n'+12025550143,'=cmd|x\n+1 202 555 0144,@SUM(1)\n"),
    );
    expect(drafts.map(({ entities }) => [entities[0]?.identified.normal, entities[0]?.note])).toEqual([
      ['+12025550143', 'note: =cmd|x'],
      ['+12025550144', 'note: @SUM(1)'],
    ]);
  });
});

describe('wrong bytes', () => {
  test('null bytes and characters of another encoding are told by row, and the rest is taken', async () => {
    const bytes = Buffer.concat([
      Buffer.from('domain,note\nvalid.example.com,fine\nnull\0.example.com,x\nother.example.com,Jos'),
      Buffer.from([0xe9]),
      Buffer.from('\n'),
    ]);
    const { drafts } = await read(bytes, (mapping) => ({
      ...mapping,
      format: { kind: 'delimited', encoding: 'utf-8', delimiter: ',', quote: '"', newline: '\n' },
    }));
    expect(drafts.map(({ row, problems }) => [row, problems.map(({ code }) => code)])).toEqual([
      [2, []],
      [3, ['null-byte']],
      [4, ['broken-character']],
    ]);
    expect(drafts[1]?.entities[0]?.identified.normal).toBe('null.example.com');
  });

  test('UTF-16 with and without its mark is read', async () => {
    for (const mark of ['\ufeff', '']) {
      const { drafts } = await read(Buffer.from(`${mark}domain;note\r\nmüller.example.com;x\r\n`, 'utf16le'));
      expect(drafts[0]?.entities[0]?.identified.normal).toBe('xn--mller-kva.example.com');
    }
  });
});

describe('numbers a spreadsheet kept', () => {
  test('amounts in brackets go out, nought is no loss, a currency may stand in its own column', async () => {
    const text =
      'Name,Amount,Currency,Method\nAda Example,(20.50),USD,cash\nBob Example,0,USD,cash\nCy Example,5,XYZ1,cash\n';
    const { drafts } = await read(Buffer.from(text), (mapping) => ({ ...mapping, rowsAre: 'people' }));
    expect(drafts.map(({ loss }) => loss?.amount ?? null)).toEqual([
      { minor: 2050, currency: 'USD' },
      null,
      null,
    ]);
    expect(drafts[2]?.problems.map(({ code }) => code)).toEqual(['unknown-currency']);
  });
});

/** Binary workbooks: cells as they were stored, nothing believed beyond the bytes that are there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { failureOf, samplesFolder } from '../../../../../../tests/support/desk.ts';
import { opened, rowsOf, survivesDamage, told } from '../../testing/read-rows.ts';
import {
  beginOfFile,
  biffStream,
  binaryWorkbook,
  cells,
  double,
  endOfFile,
  inCompoundFile,
  record,
  sharedStrings,
  uint16,
  uint32,
} from '../../testing/write-biff.ts';

const sheet = (...records: Buffer[]) => [{ name: 'List', records }];

describe('cells', () => {
  test('are told as they were stored: texts, numbers in each of their forms, dates, truth, errors', async () => {
    const bytes = binaryWorkbook(
      sheet(
        cells.labelSst(1, 0, 1),
        cells.label(1, 1, 'पैसा'),
        cells.number(1, 2, 1200.5),
        // A whole number, a hundred times one, and the upper bits of a double ([MS-XLS] 2.5.217).
        cells.rk(1, 3, (-7 << 2) | 2),
        cells.rk(1, 4, (12345 << 2) | 3),
        cells.mulRk(1, 5, [0x40590000, (1 << 2) | 2]),
        cells.number(1, 8, 45218.586805555555, 1),
        cells.number(1, 9, 45218, 2),
        cells.number(1, 10, 1.2345678901234567e19),
        cells.boolError(1, 11, 1, false),
        cells.boolError(1, 12, 0x2a, true),
      ),
      [sharedStrings(['unused', 'José'])],
    );
    const rows = await rowsOf(bytes);
    expect(rows.map(({ number }) => number)).toEqual([2]);
    expect(told(rows[0])).toEqual([
      'José:t',
      'पैसा:t',
      '1200.5:n',
      '-7:n',
      '123.45:n',
      '100:n',
      '1:n',
      ': ',
      '2023-10-19T14:05:00:d',
      '2023-10-19:d',
      '12345678901234600000:x',
      'TRUE:t',
      '#N/A:t',
    ]);
  });

  test('made by formulas are what was calculated last, and told as such', async () => {
    const special = (kind: number, value = 0) => [kind, 0, value, 0, 0, 0, 0xff, 0xff];
    const shared = record(0x04bc, Buffer.alloc(10));
    const bytes = binaryWorkbook(
      sheet(
        cells.formula(0, 0, double(42)),
        cells.formula(0, 1, double(45218), 1),
        cells.formula(0, 2, special(0)),
        shared,
        cells.string('called back'),
        cells.formula(0, 3, special(1, 1)),
        cells.formula(0, 4, special(2, 0x17)),
        cells.formula(0, 5, special(3)),
      ),
    );
    expect(told((await rowsOf(bytes))[0])).toEqual([
      '42:N',
      '2023-10-19:D',
      'called back:T',
      'TRUE:T',
      '#REF!:T',
      ':T',
    ]);
  });

  test('stand in their rows and columns, in whatever order they were written; charts among them have none', async () => {
    const bytes = binaryWorkbook(
      sheet(
        cells.number(7, 1, 2),
        beginOfFile(0x20),
        cells.number(0, 0, 999),
        endOfFile,
        cells.number(3, 2, 1),
        cells.number(7, 0, 3),
      ),
    );
    const rows = await rowsOf(bytes);
    expect(rows.map(({ number, cells: texts }) => [number, texts])).toEqual([
      [4, ['', '', '1']],
      [8, ['3', '2']],
    ]);
  });

  test('dates count from 1904 where the workbook says so', async () => {
    const bytes = binaryWorkbook(sheet(cells.number(0, 0, 43756, 1)), [record(0x0022, uint16(1))]);
    expect((await opened(bytes)).facts).toContain('Its dates count from 1904.');
    expect((await rowsOf(bytes))[0]?.cells).toEqual(['2023-10-19']);
  });
});

test('hidden sheets are told as hidden; charts are none, and macros are told', async () => {
  const workbook = await opened(
    binaryWorkbook([
      { name: 'Åpen', records: [] },
      { name: 'Hidden', state: 1, records: [] },
      { name: 'Chart', kind: 2, records: [] },
      { name: 'Macro', kind: 1, records: [] },
      { name: 'Very hidden', state: 2, records: [] },
    ]),
  );
  expect(workbook.sheets).toEqual([
    { name: 'Åpen', hidden: false },
    { name: 'Hidden', hidden: true },
    { name: 'Very hidden', hidden: true },
  ]);
  expect(workbook.macros).toBe(true);
});

test('sheets of one name or none can each be chosen', async () => {
  const { sheets } = await opened(
    binaryWorkbook(['A', 'A', '', 'A (2)'].map((name) => ({ name, records: [] }))),
  );
  expect(new Set(sheets.map(({ name }) => name)).size).toBe(4);
  expect(sheets[2]?.name).toBe('Sheet 3');
});

describe('shared strings', () => {
  test('go on in the records behind theirs, anew in one byte or two', async () => {
    const first = Buffer.concat([
      uint32(2),
      uint32(2),
      uint16(8),
      Buffer.from([0]),
      Buffer.from('scam', 'latin1'),
    ]);
    const second = Buffer.concat([
      Buffer.from([1]),
      Buffer.from('пост', 'utf16le'),
      uint16(6),
      Buffer.from([0x0c]),
    ]);
    // The second string has one run of format and four bytes on how it is pronounced.
    const third = Buffer.concat([uint16(1), uint32(4), Buffer.from('second', 'latin1'), Buffer.alloc(8)]);
    const strings = Buffer.concat([record(0x00fc, first), record(0x003c, second), record(0x003c, third)]);
    const bytes = binaryWorkbook(sheet(cells.labelSst(0, 0, 0), cells.labelSst(0, 1, 1)), [strings]);
    expect((await rowsOf(bytes))[0]?.cells).toEqual(['scamпост', 'second']);
  });

  test('that are said to be four billion end where their bytes end; a cell whose text is not there is told', async () => {
    const bytes = binaryWorkbook(
      sheet(cells.labelSst(0, 0, 0), cells.labelSst(1, 0, 4_000_000_000), cells.number(1, 1, 5)),
      [sharedStrings(['only'], 0xffffffff)],
    );
    expect(await rowsOf(bytes)).toEqual([
      { number: 1, cells: ['only'], types: 't' },
      { number: 2, cells: ['', '5'], types: ' n', trouble: 'lost-text' },
    ]);
  });

  test('whose length is a lie take no more than there is', async () => {
    const lie = record(
      0x00fc,
      uint32(1),
      uint32(1),
      uint16(65_535),
      [0x0c],
      uint16(65_535),
      uint32(0xffffffff),
      [65],
    );
    expect((await rowsOf(binaryWorkbook(sheet(cells.labelSst(0, 0, 0)), [lie])))[0]?.cells).toEqual(['A']);
  });
});

describe('what is not read is refused with what to do', () => {
  const advice = /save it as \.xlsx or \.csv/i;

  test.each<[string, Buffer]>([
    [
      'a workbook of Excel 95',
      inCompoundFile({ Book: Buffer.concat([beginOfFile(0x05, 0x0500), endOfFile]) }),
    ],
    ['a workbook of Excel 4', Buffer.concat([record(0x0409, uint16(0, 0x10)), Buffer.alloc(40)])],
    [
      'a protected workbook',
      inCompoundFile({
        Workbook: Buffer.concat([beginOfFile(0x05), record(0x002f, uint16(1, 1, 1)), endOfFile]),
      }),
    ],
    ['a protected .xlsx', inCompoundFile({ EncryptedPackage: Buffer.alloc(64) })],
  ])('%s', async (_what, bytes) => {
    const failure = await failureOf(opened(bytes));
    expect(failure.code).toBe('invalid-input');
    expect(failure.message).toMatch(advice);
  });

  test('a compound file that is no workbook', async () => {
    const failure = await failureOf(opened(inCompoundFile({ WordDocument: Buffer.alloc(600) })));
    expect([failure.code, failure.message]).toEqual([
      'invalid-input',
      expect.stringContaining('no workbook'),
    ]);
  });
});

describe('a hostile workbook', () => {
  test('whose sheet has no end gives the rows it has, and then says so', async () => {
    const bytes = inCompoundFile({
      Workbook: biffStream([{ name: 'List', records: [cells.number(0, 0, 1)], endless: true }]),
    });
    const rows: unknown[] = [];
    const workbook = await opened(bytes);
    const failure = await failureOf(
      (async () => {
        for await (const group of workbook.rows(0)) rows.push(...group);
      })(),
    );
    expect([failure.code, rows.length]).toEqual(['corrupt', 1]);
  });

  test('whose sheets lie elsewhere, or reach beyond the columns there are, is refused', async () => {
    const elsewhere = biffStream(sheet(cells.number(0, 0, 1)));
    const at = elsewhere.indexOf(uint16(0x0085));
    elsewhere.writeUInt32LE(0xfffffff0, at + 4);
    expect((await failureOf(rowsOf(inCompoundFile({ Workbook: elsewhere })))).code).toBe('corrupt');
    expect((await failureOf(rowsOf(binaryWorkbook(sheet(cells.number(0, 60_000, 1)))))).code).toBe('corrupt');
  });

  test('of any damage is read or refused, and breaks nothing', async () => {
    const stream = biffStream(
      sheet(
        cells.labelSst(0, 0, 0),
        cells.label(0, 1, 'x'),
        cells.mulRk(1, 0, [2, 6]),
        cells.formula(1, 2, [0, 0, 0, 0, 0, 0, 0xff, 0xff]),
        cells.string('y'),
      ),
      [sharedStrings(['a', 'ж'])],
    );
    await survivesDamage(stream, (bytes) => rowsOf(inCompoundFile({ Workbook: Buffer.from(bytes) })));
    await survivesDamage(inCompoundFile({ Workbook: stream }), rowsOf, 100);
  });
});

const hostile = samplesFolder('05-hostile');

describe.runIf(hostile)('workbooks nobody here wrote', () => {
  const folder = join(
    hostile ?? '',
    'tika-archives',
    'tika-parsers__tika-parsers-standard__tika-parsers-standard-modules__tika-parser-microsoft-module__src__test__resources__test-documents__testEXCEL_protected_passtika',
  );

  test.each(['.xls', '.xlsx'])('one protected by a password is told as that: %s', async (ending) => {
    expect(existsSync(folder + ending)).toBe(true);
    expect((await failureOf(opened(readFileSync(folder + ending)))).message).toContain('password');
  });

  test('one of macros is opened, its macros told and its sheets read', async () => {
    const bytes = readFileSync(join(hostile ?? '', 'eicar', 'eicar-excel-macro-cmd-echo.xls'));
    const workbook = await opened(bytes);
    expect(workbook.macros).toBe(true);
    expect(workbook.sheets.length).toBeGreaterThan(0);
    expect(await rowsOf(bytes)).toEqual([]);
  });
});

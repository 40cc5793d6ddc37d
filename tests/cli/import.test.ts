/** Tables on the command line: looked at, declared, tried, imported, listed, taken back. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { JobResult, Output } from '../../src/shared/contract/index.ts';
import { Desk, failureOf, workFolder } from './proffer.ts';

const folder = workFolder();
const desk = new Desk(folder);
const table = join(folder, 'lists.csv');

beforeAll(async () => {
  await desk.create();
  await desk.createCase();
  writeFileSync(
    table,
    'date,URL,description\n2023/02/03 10:00:00,https://login.brand.example.com/a,Brand\n2023/02/03 11:00:00,no url at all,Brand\n',
  );
  expect((await desk.run('evidence', 'add', table, '--case', 'EX-1')).code).toBe(0);
});

describe('what can be imported', () => {
  it('is listed once it was read', async () => {
    expect((await desk.run('evidence', 'read', '--case', 'EX-1')).code).toBe(0);
    const list = await desk.ask<Output<'import.candidates'>>('import.candidates', [
      ...['import', 'candidates', '--case', 'EX-1', '--waiting'],
    ]);
    expect(list.rows).toMatchObject([{ exhibit: 'E-0001', as: 'table', import: null }]);
    const shown = await desk.run('import', 'candidates', '--case', 'EX-1');
    expect(shown.stdout).toContain('Table (CSV)');
  });
});

describe('a table', () => {
  it('is shown with every guess and its reason, and its guessed mapping written to a file once', async () => {
    const file = join(folder, 'mapping.json');
    const found = await desk.ask<Output<'import.inspectTable'>>('import.inspectTable', [
      ...['import', 'inspect', 'E-1', '--case', 'EX-1', '--write-mapping', file],
    ]);
    expect(found.presets.map(({ id }) => id)).toContain('jpcert-phishing');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      rowsAre: found.rowsAre.value,
      headerRow: 1,
    });
    const shown = await desk.run('import', 'inspect', 'E-1', '--case', 'EX-1');
    expect(shown.stdout).toContain('The header says');
  });

  it('wants to be declared: no mapping is taken by itself', async () => {
    expect((await desk.run('import', 'table', 'E-1', '--case', 'EX-1')).code).toBe(2);
    const mapping = join(folder, 'mapping.json');
    const refused = await desk.run(
      'import',
      'table',
      'E-1',
      '--case',
      'EX-1',
      '--mapping',
      mapping,
      '--json',
    );
    expect(failureOf(refused)).toMatchObject({
      code: 'invalid-input',
      details: { undeclared: [{ declare: 'zone' }] },
    });
  });

  it('told wrong, says what it could be told instead', async () => {
    const said = async (...options: string[]) => {
      const refused = await desk.run('import', 'table', 'E-1', '--case', 'EX-1', '--dry-run', ...options);
      expect(refused.code).toBeGreaterThan(1);
      return refused.stderr;
    };
    const mapping = join(folder, 'wrong.json');
    const guessed = readFileSync(join(folder, 'mapping.json'), 'utf8');
    writeFileSync(mapping, guessed.replace('"use": "url"', '"use": "scammer"'));
    expect(await said('--mapping', mapping)).toMatch(
      /"scammer" is nothing a column can be \(column 2, URL\)\. One of: person-name, .*wallet/,
    );
    const right = ['--mapping', join(folder, 'mapping.json')];
    expect(await said(...right, '--declare', 'Day.zone=UTC')).toContain(
      'Its columns: date, URL, description.',
    );
    expect(await said(...right, '--declare', 'date.zone=New York')).toContain('Not a time zone.');
    expect(await said(...right, '--declare', 'date=UTC')).toContain('Write date.zone=…');
    expect(await said(...right, '--declare', 'date.timezone=UTC')).toContain('One of: index, header, use,');
    expect(await said('--preset', 'phone-list')).toContain('Presets that fit: jpcert-phishing');
    const nowhere = join(folder, 'nowhere', 'mapping.json');
    const unwritten = await desk.run(
      'import',
      'inspect',
      'E-1',
      '--case',
      'EX-1',
      '--write-mapping',
      nowhere,
    );
    expect(unwritten.stderr).toContain('there is no folder');
  });

  it('is tried, imported with its errors told (exit code 1), listed and taken back', async () => {
    const args = [
      'import',
      'table',
      'E-1',
      '--case',
      'EX-1',
      '--preset',
      'jpcert-phishing',
      '--remember',
      'Monthly list',
    ];
    const trial = await desk.ask<JobResult<'import.table'>>('import.table', [...args, '--dry-run'], 1);
    expect(trial).toMatchObject({ batchId: null, rows: 2 });
    const done = await desk.ask<JobResult<'import.table'>>('import.table', args, 1);
    expect(done.counts).toMatchObject({ rows: 2, events: 1 + 1, errors: 1 });
    const list = await desk.ask<Output<'import.list'>>('import.list', ['import', 'list', '--case', 'EX-1']);
    expect(list.rows).toMatchObject([{ id: done.batchId, state: 'complete', findings: { errors: 1 } }]);
    const findings = await desk.run('import', 'findings', done.batchId!);
    expect(findings.stdout).toMatch(/row 3 +error +invalid-url/);
    const out = join(folder, 'out');
    expect((await desk.run('import', 'findings', done.batchId!, '--to', out)).stdout).toContain('1 finding');
    expect((await desk.run('import', 'mappings')).stdout).toContain('Monthly list');
    const again = await desk.ask<JobResult<'import.table'>>(
      'import.table',
      ['import', 'table', 'E-1', '--case', 'EX-1', '--remembered', '--dry-run'],
      1,
    );
    expect(again.undeclared).toEqual([]);
    expect((await desk.run('import', 'undo', done.batchId!)).stdout).toContain('Taken back: lists.csv');
    expect((await desk.run('import', 'show', done.batchId!)).stdout).toContain('undone');
  });

  it('named by its path is taken in first; a dry run does not do that', async () => {
    const other = join(folder, 'domains.txt');
    writeFileSync(other, 'a.example.com\nb.example.com\n');
    const args = ['import', 'table', other, '--case', 'EX-1', '--preset', 'domain-list'];
    expect((await desk.run(...args, '--dry-run')).code).toBe(2);
    const done = await desk.ask<JobResult<'import.table'>>('import.table', args);
    expect(done.counts).toMatchObject({ added: 2 });
  });

  it('of a page is chosen by its number', async () => {
    const page = join(folder, 'statement.xls');
    const list = '<table><tr><th>Phone<tr><td>+1 202 555 0143<tr><td>+1 202 555 0144</table>';
    writeFileSync(
      page,
      `<html><body>${list}<table><tr><th>Domain<tr><td>a.example.net</table></body></html>`,
    );
    const taken = await desk.ask<JobResult<'evidence.intake'>>('evidence.intake', [
      ...['evidence', 'add', page, '--case', 'EX-1'],
    ]);
    const inspect = ['import', 'inspect', taken.evidenceIds[0]!];
    expect((await desk.run(...inspect)).stdout).toMatch(/Tables +Table 1: Phone; Table 2: Domain/);
    const args = [...inspect, '--sheet', 'Table 2'];
    const found = await desk.ask<Output<'import.inspectTable'>>('import.inspectTable', args);
    expect(found.format).toEqual({ kind: 'html', encoding: 'utf-8', table: 'Table 2' });
    expect(found.columns.map(({ header, use }) => [header, use.value])).toEqual([['Domain', 'domain']]);
  });
});

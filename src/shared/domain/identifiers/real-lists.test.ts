import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EntityKind } from '../kinds.ts';
import { parseUncertainDate } from '../uncertain-date.ts';
import { type IdentifierContext, normaliseIdentifier } from './index.ts';

const indicators = join(process.env.PROFFER_SAMPLES ?? resolve('../shared/samples'), '02-indicators');
const present = existsSync(indicators);
if (!present) console.warn(`SKIPPED: ${indicators} is absent; identifiers were not tried on real lists.`);

const lines = (...path: string[]) =>
  readFileSync(join(indicators, ...path), 'utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '');

/** Normalises every row, checks what must hold for each, and answers the share that was not refused. */
function accepted(kind: EntityKind, rows: readonly string[], context: IdentifierContext = {}): number {
  let count = 0;
  for (const row of rows) {
    const found = normaliseIdentifier(kind, row, context);
    expect(found.asFound).toBe(row);
    if (found.checked === 'invalid') {
      expect(found.problems.length).toBeGreaterThan(0);
      continue;
    }
    count += 1;
    if (normaliseIdentifier(kind, found.normal, context).normal !== found.normal)
      expect.fail(`not stable: ${row}`);
    if (normaliseIdentifier(kind, found.defanged, context).normal !== found.normal)
      expect.fail(`lost by defanging: ${row}`);
  }
  return count / rows.length;
}

describe.runIf(present)('real lists', () => {
  it("reads a year of JPCERT's phishing URLs with their local times", () => {
    const rows = readdirSync(join(indicators, 'jpcert-phishurl/2021'))
      .filter((name) => name.endsWith('.csv'))
      .flatMap((name) => lines('jpcert-phishurl/2021', name).slice(1))
      .map((line) => /^([^,]*),"?(.*?)"?,([^,]*)$/.exec(line))
      .filter((match) => match !== null);
    expect(rows.length).toBeGreaterThan(1000);
    expect(
      accepted(
        'url',
        rows.map((row) => row[2] ?? ''),
      ),
    ).toBeGreaterThan(0.999);
    for (const [, time = ''] of rows.filter((row) => row[1] !== '')) {
      expect(parseUncertainDate({ text: time, zone: 'Asia/Tokyo' })).toMatchObject({
        offsetMinutes: 540,
        assumed: [],
      });
    }
  });

  it('reads a live feed of URLs whole', () => {
    expect(accepted('url', lines('openphish/feed.txt'))).toBe(1);
  });

  it('reads numbers people reported to the FTC and refuses the impossible ones with a reason', () => {
    const numbers = (
      JSON.parse(readFileSync(join(indicators, 'ftc-dnc-calls-2021-04/2021-04-19.json'), 'utf8')) as string[]
    ).slice(0, 3000);
    expect(accepted('phone', numbers, { country: 'US' })).toBeGreaterThan(0.98);
    expect(accepted('phone', ['0001234567', '1001234567', '484Ihungup'], { country: 'US' })).toBe(0);
  });

  it('reads a list of labelled addresses and finds those with a wrong checksum', () => {
    const addresses = lines('forta-labels/labels/1/phishing_scams.csv')
      .slice(1)
      .map((line) => line.split(',')[0] ?? '');
    expect(addresses.length).toBeGreaterThan(100);
    const oneCase = addresses.filter((address) => /^0x[0-9a-f]{40}$/.test(address));
    expect(accepted('wallet', oneCase)).toBe(1);
    // Two of the list are written in a case that does not fit their checksum.
    const refused = addresses.filter(
      (address) => normaliseIdentifier('wallet', address).checked === 'invalid',
    );
    expect(refused).toEqual([
      '0xA0DF9CA52e8aB5DDE22C55D9B3C2CDF814B9B773',
      '0xf299f6B031Cc4dd1BfcB86A5e5590f99336a29c6',
    ]);
  });
});

import { closeSync, openSync, writeSync } from 'node:fs';

const hosts = 500;
const users = 2000;
const actions = ['Logon', 'Process created', 'File written', 'DNS query', 'Network connection'] as const;
const firstMillisecond = Date.UTC(2025, 0, 1);
/** Names that stand in one row each, so that what is rare can be searched for. */
export const rareEvery = 5000;
export const rareWord = (row: number): string => `invoice-${row}`;
export const hostName = (number: number): string => `host-${number % hosts}.corp.example`;

/** Repeatable numbers: the same rows at each run. */
function sequence(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    // The low bits of such a sequence repeat soon.
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A word of a language of 20,000, the first ones common and the last ones rare. */
export const commonWord = (rank: number): string => `w${((rank * 7919) % 99_991).toString(36)}`;
const words = 20_000;

/** What a machine's timeline looks like: time, what was done, and a message of some 200 characters. */
export function* timelineRows(count: number): Generator<{ at: string; title: string; message: string }> {
  const next = sequence(42);
  const word = () => commonWord(Math.floor((next(1_000_000) / 1_000_000) ** 3 * words));
  for (let row = 0; row < count; row++) {
    const user = `user${next(users)}`;
    const rare = row % rareEvery === 0 ? ` ${rareWord(row)}` : '';
    yield {
      at: new Date(firstMillisecond + row * 1000).toISOString(),
      title: `${actions[row % actions.length]} on ${hostName(next(hosts))}`,
      message: `${user} ${word()} ${word()} ${word()} C:\\Users\\${user}\\AppData\\Local\\${word()}\\${word()}.exe pid ${next(65_000)} to 10.${next(255)}.${next(255)}.${next(255)} ${word()} ${word()} ${word()}${rare}`,
    };
  }
}

/** The rows as the CSV that Timesketch reads and writes. */
export function writeTimelineFile(path: string, count: number): void {
  const file = openSync(path, 'wx');
  let block = 'datetime,timestamp_desc,message\n';
  for (const { at, title, message } of timelineRows(count)) {
    block += `${at},${title},${message}\n`;
    if (block.length > 1 << 20) {
      writeSync(file, block);
      block = '';
    }
  }
  writeSync(file, block);
  closeSync(file);
}

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findPhoneNumbersInText, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { parse as parseHost } from 'tldts';
import { describe, expect, it } from 'vitest';
import * as kinds from '../src/shared/domain/kinds.ts';
import { parseUncertainDate } from '../src/shared/domain/uncertain-date.ts';
import type { CaseScript, ScriptTime } from './case-script.ts';
import { accounts } from './generate/facts.ts';
import { caseFolder, generateFiles, generateScript } from './generate.ts';

const script = JSON.parse(readFileSync(join(import.meta.dirname, 'case.json'), 'utf8')) as CaseScript;
const files = readdirSync(caseFolder, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => statSync(join(caseFolder, path)).isFile())
  .sort();

/** Mail with its text parts decoded after it, as a reader of the mail would see them. */
function mailText(bytes: Buffer): string {
  const raw = bytes.toString('latin1').replaceAll('\r\n', '\n');
  const parts = raw.split(/\n--=_[0-9a-f]+(?:--)?\n|^From (?=\S+@)/m).map((part) => {
    const at = part.search(/\n\n/);
    const head = part.slice(0, at);
    const body = part.slice(at + 2);
    const charset = /charset="([^"]+)"/.exec(head)?.[1] === 'iso-8859-1' ? 'latin1' : 'utf8';
    if (!/^Content-Type: text\//im.test(head)) return '';
    if (/base64/.test(head)) return Buffer.from(body, 'base64').toString(charset);
    const octets = body
      .replace(/=\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    return Buffer.from(octets, 'latin1').toString(charset);
  });
  const words = raw
    .replace(/\?=\n (?==\?)/g, '?=')
    .replace(/=\?(UTF-8|ISO-8859-1)\?B\?([^?]+)\?=/g, (_, charset: string, text: string) =>
      Buffer.from(text, 'base64').toString(charset === 'UTF-8' ? 'utf8' : 'latin1'),
    );
  // Encoded attachments hold letters and digits that mean nothing.
  const plain = words.replace(/(?:^[A-Za-z0-9+/=]{60,}\n)+/gm, '').replace(/\bb=[^;]+?(?=\n\S)/g, '');
  const undone = plain
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return [undone, ...parts].join('\n');
}

async function pdfText(bytes: Buffer): Promise<string> {
  const document = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 })
    .promise;
  const page = await document.getPage(1);
  const content = await page.getTextContent();
  return content.items.map((item) => ('str' in item ? item.str : '')).join(' ');
}

/** What can be read in a file, or null for pictures and sound. */
async function readable(path: string): Promise<string | null> {
  const bytes = readFileSync(join(caseFolder, path));
  if (/\.(eml|mbox)$/.test(path)) return mailText(bytes);
  if (path.endsWith('.pdf')) return pdfText(bytes);
  if (path.endsWith('.xlsx')) {
    return [...bytes.toString('utf8').matchAll(/<t [^>]*>([^<]*)<\/t>/g)].map((match) => match[1]).join('\n');
  }
  return /\.(png|jpg|wav)$/.test(path) ? null : bytes.toString('utf8');
}

const texts = new Map<string, string>();
for (const path of files) {
  const text = await readable(path);
  if (text !== null) texts.set(path, text.replaceAll('[.]', '.').replaceAll('hxxp', 'http'));
}
texts.set('case.json', readFileSync(join(import.meta.dirname, 'case.json'), 'utf8').replaceAll('[.]', '.'));

function everywhere(pattern: RegExp): [path: string, found: string][] {
  return [...texts].flatMap(([path, text]) =>
    [...text.matchAll(pattern)].map((match): [string, string] => [path, match[0]]),
  );
}

/** Numbers no subscriber has; where each range comes from stands in samples/README.md. */
const reservedNumbers = [
  /^\+1(?!800)\d{3}55501\d\d$/,
  /^\+18005550199$/,
  /^\+44(2079460|2920180|7700900|8081570|1134960|1614960)\d{3}$/,
  /^\+61(180097570[7-9]|180097571[01]|491570(006|156|157|158|159|110)|[2378](5550|7010)\d{4})$/,
  /^\+49(2214710|3023125)\d{3}$/,
  /^\+34555010\d{3}$/,
  /^\+91(22555001\d\d|50000010\d\d)$/,
];
const isReservedNumber = (e164: string): boolean => reservedNumbers.some((range) => range.test(e164));
const isReservedHost = (host: string): boolean =>
  /(^|\.)example\.(com|net|org)$|\.(example|test|invalid)$/i.test(host.replace(/\.$/, ''));

describe('the script', () => {
  const keys = script.entities.map((entity) => entity.key);
  const times: ScriptTime[] = [
    ...script.events.map((event) => event.when),
    ...script.losses.map((loss) => loss.when),
    ...script.links.flatMap((link) => link.began ?? []),
  ];
  const cited = [...script.entities, ...script.links, ...script.events, ...script.losses].flatMap(
    (record) => record.evidence,
  );

  it('has about forty files, six countries, fourteen victims and five currencies', () => {
    const victims = script.entities.filter((entity) => entity.roles.includes('victim'));
    expect(files.length).toBeGreaterThanOrEqual(36);
    expect(files.length).toBeLessThanOrEqual(46);
    expect(victims).toHaveLength(14);
    expect(new Set(victims.map((victim) => victim.country))).toEqual(
      new Set(['US', 'GB', 'AU', 'CA', 'DE', 'ES']),
    );
    expect(new Set(script.losses.map((loss) => loss.currency))).toEqual(
      new Set(['USD', 'GBP', 'AUD', 'CAD', 'EUR']),
    );
    const size = files.reduce((total, path) => total + statSync(join(caseFolder, path)).size, 0);
    expect(size).toBeLessThan(3_000_000);
  });

  it('describes every file once and cites nothing that is not there', () => {
    expect(script.evidence.map((evidence) => evidence.path).sort()).toEqual(files);
    expect(cited.filter((path) => !existsSync(join(caseFolder, path)))).toEqual([]);
  });

  it('rests a fact on every file', () => {
    expect(files.filter((path) => !cited.includes(path))).toEqual([]);
  });

  it('has keys that are unique and references that resolve', () => {
    expect(new Set(keys).size).toBe(keys.length);
    const used = [
      ...script.links.flatMap((link) => [link.from, link.to]),
      ...script.events.flatMap((event) => event.participants.map((participant) => participant.entity)),
      ...script.losses.flatMap((loss) => [loss.victim, loss.from ?? [], loss.to ?? []].flat()),
    ];
    expect(used.filter((key) => !keys.includes(key))).toEqual([]);
    const parties = script.organisations.map((organisation) => organisation.key);
    expect(script.evidence.filter((evidence) => !parties.includes(evidence.acquiredBy))).toEqual([]);
    const once = script.links.map((link) => `${link.from} ${link.kind} ${link.to}`);
    expect(new Set(once).size).toBe(once.length);
    const values = script.entities.map((entity) => `${entity.kind} ${entity.value}`);
    expect(new Set(values).size).toBe(values.length);
  });

  it('uses only the vocabularies of a case', () => {
    const unknown = [
      ...script.entities.filter((entity) => !(entity.kind in kinds.entityKinds)),
      ...script.entities.flatMap((entity) => entity.roles.filter((role) => !(role in kinds.entityRoles))),
      ...script.links.filter(
        (link) => !(link.kind in kinds.linkKinds && link.confidence in kinds.confidences),
      ),
      ...script.events.filter((event) => !(event.kind in kinds.eventKinds)),
      ...script.losses.filter((loss) => !(loss.method in kinds.lossMethods)),
      ...script.evidence.filter((evidence) => !(evidence.method in kinds.acquisitionMethods)),
    ];
    expect(unknown).toEqual([]);
    expect(script.case.scheme in kinds.schemes).toBe(true);
  });

  it('has times that can be read, in 2025 from February to November', () => {
    for (const when of times) {
      const read = parseUncertainDate(when);
      expect(read.earliest, when.text).toBeGreaterThanOrEqual(Date.UTC(2025, 0, 31));
      expect(read.latest, when.text).toBeLessThan(Date.UTC(2025, 11, 1));
    }
  });

  it('has amounts as decimal text and never gets back more than was lost', () => {
    for (const loss of script.losses) {
      expect(loss.amount).toMatch(/^[1-9]\d*\.\d\d$/);
      expect(loss.recovered).toMatch(/^\d+\.\d\d$/);
      expect(Number(loss.recovered)).toBeLessThanOrEqual(Number(loss.amount));
    }
  });
});

describe('the files', () => {
  it('come out of the generator byte for byte', async () => {
    const generated = await generateFiles();
    expect(generated.size).toBe(files.filter((path) => !/\.(png|jpg|wav)$/.test(path)).length);
    for (const [path, content] of generated) {
      expect(content.equals(readFileSync(join(caseFolder, path))), path).toBe(true);
    }
    expect(JSON.parse(generateScript())).toEqual(script);
  });

  it('say that they are an example', () => {
    expect(
      [...texts].filter(([, text]) => !/example\s*[–-]\s*fictional/i.test(text)).map(([path]) => path),
    ).toEqual([]);
  });

  it('name only hosts that RFC 2606 and RFC 6761 reserve', () => {
    const hosts = everywhere(/(?<![\p{L}\d.-])(?:[\p{L}\d-]+\.)+\p{L}{2,}/gu);
    const linked = everywhere(/(?<=https?:\/\/|@)[\p{L}\d.-]+/gu).map(([path, host]): [string, string] => [
      path,
      host.replace(/\.+$/, ''),
    ]);
    expect(hosts.length).toBeGreaterThan(200);
    expect(hosts.filter(([, host]) => parseHost(host).isIcann && !isReservedHost(host))).toEqual([]);
    expect(linked.length).toBeGreaterThan(100);
    expect(linked.filter(([, host]) => !isReservedHost(host))).toEqual([]);
  });

  it('name only addresses that RFC 5737 and RFC 3849 reserve', () => {
    const four = everywhere(/(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g);
    expect(four.length).toBeGreaterThan(60);
    expect(four.filter(([, ip]) => !/^(192\.0\.2|198\.51\.100|203\.0\.113)\./.test(ip))).toEqual([]);
    const six = everywhere(/(?<![\w:])[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:])/gi).filter(([, ip]) =>
      ip.includes('::'),
    );
    expect(six.length).toBeGreaterThan(2);
    expect(six.filter(([, ip]) => !ip.startsWith('2001:db8:'))).toEqual([]);
  });

  it('name only telephone numbers nobody has', () => {
    const international = everywhere(/\+\d[\d ().-]{6,17}\d/g).map(([path, text]): [string, string] => [
      path,
      `+${text.replace(/\D/g, '')}`,
    ]);
    expect(international.length).toBeGreaterThan(200);
    expect(international.filter(([, number]) => !isReservedNumber(number))).toEqual([]);
    const american = everywhere(/(?<![\d.+-])(?<!\+1 )\(?\d{3}\)?[ -]\d{3}-\d{4}(?!\d)/g);
    expect(american.length).toBeGreaterThan(10);
    expect(american.filter(([, text]) => !/555-01\d\d$/.test(text))).toEqual([]);
    const national = everywhere(
      /(?<![\dA-Z+-])(?<!\d )(?:\(?0(?!00)\d{2,4}\)? \d{3,5} ?\d{3,4}|1[38]00 \d{3} \d{3})(?!\d)/g,
    );
    expect(national.length).toBeGreaterThan(10);
    const unknown = national.filter(
      ([, text]) =>
        !(['GB', 'AU', 'DE'] as const).some((country) =>
          isReservedNumber(parsePhoneNumberFromString(text, country)?.number ?? ''),
        ),
    );
    expect(unknown).toEqual([]);
    // A second reader, which knows more ways of writing an international number.
    const found = [...texts].flatMap(([path, text]) =>
      findPhoneNumbersInText(text).map(({ number }) => [path, number.number] as const),
    );
    expect(found.filter(([, number]) => !isReservedNumber(number))).toEqual([]);
  });

  it('name only accounts of no bank, and no whole card number', () => {
    const known: string[] = Object.values(accounts);
    const ibans = everywhere(
      /(?<![A-Za-z\d])[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){3,7}(?: ?[A-Z\d]{1,3})?(?![A-Za-z\d])/g,
    )
      .map(([path, text]) => [path, text.replaceAll(' ', '')] as const)
      .filter(([, text]) => /^(GB|LT|ES|DE)/.test(text));
    expect(ibans.length).toBeGreaterThan(10);
    expect(ibans.filter(([, text]) => !known.includes(text))).toEqual([]);
    const luhn = (digits: string): boolean =>
      [...digits].reverse().reduce((sum, digit, at) => {
        const value = Number(digit) * (at % 2 ? 2 : 1);
        return sum + (value > 9 ? value - 9 : value);
      }, 0) %
        10 ===
      0;
    const cards = everywhere(/(?<![\w+])[3-6](?:\d[ -]?){12,17}\d(?!\w)/g).filter(([, text]) =>
      luhn(text.replace(/\D/g, '')),
    );
    expect(cards).toEqual([]);
  });
});

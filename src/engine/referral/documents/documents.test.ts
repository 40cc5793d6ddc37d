import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReferralModel, RenderedDocument } from '../model.ts';
import { findAgency, loadProfiles } from '../profiles/load-profiles.ts';
import type { Profile } from '../profiles/profile.ts';
import { draftFixture } from '../redact/draft.fixture.ts';
import type { ReferralDraft } from '../redact/draft.ts';
import { redact } from '../redact/redact.ts';
import { renderDocuments } from './documents.ts';

const resources = 'resources';
const profiles = loadProfiles(resources);

function made(
  agencyId: string,
  change: (draft: ReferralDraft) => void = () => {},
  loosen: (profile: Profile) => void = () => {},
): { model: ReferralModel; documents: RenderedDocument[]; profile: Profile } {
  const found = findAgency(profiles, agencyId);
  const profile = structuredClone(found.profile);
  loosen(profile);
  const draft = draftFixture();
  change(draft);
  const { model } = redact(draft, profile, found.agency);
  return { model, profile, documents: renderDocuments(model, profile, resources) };
}

const named = (documents: RenderedDocument[], path: string): Uint8Array => {
  const document = documents.find((one) => one.path === path);
  if (!document) throw new Error(`no ${path}`);
  return document.bytes;
};

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'proffer-documents-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Debian's poppler-utils and qpdf: independent readers. Without them these tests say so and are skipped. */
function has(tool: string): boolean {
  const present = spawnSync(tool, ['--version']).error === undefined;
  if (!present)
    console.warn(`SKIPPED: ${tool} is not installed; documents were not read by an independent program`);
  return present;
}
const poppler = has('pdftotext');
const qpdf = has('qpdf');

function run(tool: string, bytes: Uint8Array, before: string[], after: string[] = []): string {
  const path = join(folder, 'document.pdf');
  writeFileSync(path, bytes);
  return execFileSync(tool, [...before, path, ...after], { encoding: 'utf8', maxBuffer: 1 << 28 });
}
/** What a person reads, blanks and line ends evened out. */
const readable = (bytes: Uint8Array) => run('pdftotext', bytes, [], ['-']).replace(/\s+/g, ' ');

const us = made('US-FBI-FO');
const india = made('IN-CBI', (draft) => {
  draft.signatory = {
    ...draft.signatory,
    deviceKind: 'computer',
    deviceSerial: 'SN-0042',
    control: ['managed'],
  };
});
const all = [...us.documents, ...india.documents];

describe('every document', () => {
  it('lies where the package expects it', () => {
    expect(us.documents.map((one) => one.path)).toEqual([
      'summary.pdf',
      'certificates/fre-902-13-14-certification.pdf',
    ]);
    expect(india.documents.map((one) => one.path)).toEqual([
      'summary.pdf',
      'certificates/bsa-63-4-certificate.pdf',
      'certificates/hash-memorandum.pdf',
    ]);
  });

  it('is PDF/A-2b by its structure: output intent, XMP, tags, language, nothing encrypted or active', () => {
    for (const { bytes } of all) {
      const raw = Buffer.from(bytes).toString('latin1');
      expect(raw.startsWith('%PDF-1.7')).toBe(true);
      expect(raw).toContain('<pdfaid:part>2</pdfaid:part>');
      expect(raw).toContain('<pdfaid:conformance>B</pdfaid:conformance>');
      expect(raw).toMatch(/\/S \/GTS_PDFA1/);
      expect(raw).toMatch(/\/MarkInfo \d+ 0 R/);
      expect(raw).toMatch(/\/StructTreeRoot \d+ 0 R/);
      expect(raw).toMatch(/\/Marked true/);
      expect(raw).toMatch(/\/Lang \(en-(US|IN)\)/);
      expect(raw).toMatch(/\/ID \[<[0-9a-f]+> <[0-9a-f]+>\]/);
      expect(raw).not.toMatch(
        /\/Encrypt|\/JavaScript|\/JS |\/Launch|\/EmbeddedFile|\/URI|\/SMask|\/ca [\d.]+/,
      );
      for (const font of raw.match(/\/Type \/FontDescriptor[\s\S]*?>>/g) ?? [])
        expect(font).toMatch(/\/FontFile2 \d+ 0 R/);
    }
  });

  it('is the same bytes for the same model', () => {
    const again = renderDocuments(india.model, india.profile, resources);
    for (const [index, document] of again.entries()) {
      expect(Buffer.compare(document.bytes, india.documents[index]?.bytes ?? new Uint8Array())).toBe(0);
    }
    const raw = Buffer.from(named(india.documents, 'summary.pdf')).toString('latin1');
    expect(raw).toContain('(D:20231204093000Z)');
  });

  it.runIf(qpdf)('is a sound PDF for qpdf', () => {
    for (const { bytes } of all)
      expect(run('qpdf', bytes, ['--check'])).toContain('No syntax or stream encoding errors');
  });

  it.runIf(poppler)('embeds every font, and carries marking, reference and page count on each page', () => {
    for (const { bytes, pages } of all) {
      const fonts = run('pdffonts', bytes, []).trim().split('\n').slice(2);
      expect(fonts.length).toBeGreaterThan(1);
      for (const font of fonts) expect(font).toMatch(/ yes yes yes +\d+ +0$/);
      const sheets = run('pdftotext', bytes, [], ['-']).split('\f').slice(0, -1);
      expect(sheets.length).toBe(pages);
      for (const [index, sheet] of sheets.entries()) {
        expect(sheet.match(/TLP:AMBER/g)?.length).toBeGreaterThanOrEqual(2);
        expect(sheet).toContain('NW-2023-0042');
        expect(sheet).toContain(`Page ${index + 1} of ${pages}`);
      }
    }
  });
});

describe.runIf(poppler)('the summary, as a person reads it', () => {
  it('is on the agency’s paper, in its dates and money', () => {
    const american = named(us.documents, 'summary.pdf');
    expect(run('pdfinfo', american, [])).toMatch(/612 x 792/);
    expect(readable(american)).toContain('Dec 4, 2023');
    const big = made('IN-CBI', (draft) => {
      const [loss] = draft.losses;
      if (loss) loss.amount = { minor: 132_000_00, currency: 'INR' };
    });
    const indian = named(big.documents, 'summary.pdf');
    expect(run('pdfinfo', indian, [])).toMatch(/595\.28 x 841\.89/);
    expect(readable(indian)).toContain('INR 1,32,000.00');
    expect(readable(indian)).toContain('4 Dec 2023');
  });

  it('has every section, in order, in the contents with its page', () => {
    const sheets = run('pdftotext', named(us.documents, 'summary.pdf'), ['-layout'], ['-']).split('\f');
    const entries = [...(sheets[0] ?? '').matchAll(/^ *(\S.*?) {3,}(\d+)$/gm)].filter(
      (match) => match[1] !== '',
    );
    expect(entries.map((match) => match[1])).toEqual([
      'Urgent: money not recovered',
      'Overview',
      'Parties and authority',
      'Nexus',
      'What happened',
      'Subjects and their roles',
      'Infrastructure',
      'Victims',
      'Money flow',
      'Timeline',
      'Offences for the agency’s consideration',
      'Requests',
      'Exhibit List',
      'Chain of custody',
      'Disclosure',
      'How to verify this package',
      'Contacts',
    ]);
    for (const [, title = '', page] of entries) expect(sheets[Number(page) - 1]).toContain(title);
  });

  it('keeps the urgent money to one sheet: where it can be held first, moments without their footnotes', () => {
    const many = made('US-IC3', (draft) => {
      const loss = draft.losses.find(({ toId }) => toId !== null);
      if (!loss) throw new Error('the draft has no loss with a destination');
      const when = loss.when && { ...loss.when, assumed: ['the zone of the sender '.repeat(6)] };
      draft.losses = Array.from({ length: 76 }, (_, index) => ({
        ...loss,
        when,
        toId: index === 70 ? loss.toId : null,
      }));
    });
    const sheets = run('pdftotext', named(many.documents, 'summary.pdf'), ['-layout'], ['-']).split('\f');
    const urgent = sheets.filter((sheet) => sheet.includes('Please consider a recall'));
    expect(urgent).toHaveLength(1);
    const [, rows = ''] = urgent[0]!.split(/Paid .*\n/);
    expect(rows).toContain('16 of 76');
    expect(rows).toContain('* Uncertain, or read with an assumption');
    expect(rows).not.toContain('the zone of the sender');
    // The one that went to a known place is the first; the other fifteen did not.
    expect(rows.split('\n').find((row) => row.trim() !== '')).not.toContain('Not known');
    expect(rows.match(/Not known/g)).toHaveLength(15);
  });

  it('lists each exhibit with its whole SHA-256, in two lines that can be compared', () => {
    const text = readable(named(us.documents, 'summary.pdf')).replaceAll(' ', '');
    for (const { sha256 } of us.model.exhibits) {
      expect(text).toContain(sha256.slice(0, 32));
      expect(text).toContain(sha256.slice(32));
    }
  });

  it('names only offences that were in force', () => {
    const text = readable(named(india.documents, 'summary.pdf'));
    expect(text).toContain('Indian Penal Code, 1860');
    expect(text).not.toContain('Bharatiya Nyaya Sanhita, 2023 61(2)');
    const later = made('IN-CBI', (draft) => {
      for (const event of draft.events) {
        event.when = { ...event.when, earliest: Date.UTC(2025, 0, 5), latest: Date.UTC(2025, 0, 6) };
      }
    });
    const after = readable(named(later.documents, 'summary.pdf'));
    expect(after).toContain('Bharatiya Nyaya Sanhita, 2023');
    expect(after).not.toContain('Indian Penal Code');
  });

  it('says of each offence when it was in force, and at how many events where not at all', () => {
    const text = readable(named(us.documents, 'summary.pdf')).replace(/\s+/g, ' ');
    expect(text).toContain('In force');
    expect(text).toContain('No limit recorded');
    const both = made('IN-CBI', (draft) => {
      const [first] = draft.events;
      if (first) first.when = { ...first.when, earliest: Date.UTC(2025, 0, 5), latest: Date.UTC(2025, 0, 6) };
    });
    expect(readable(named(both.documents, 'summary.pdf'))).toMatch(/at \d+ of \d+ dated events/);
  });

  it('explains why a chain of custody counts more entries elsewhere', () => {
    const text = readable(named(us.documents, 'summary.pdf')).replace(/\s+/g, ' ');
    expect(text).toMatch(/These are the \d+ entries of \d+ exhibits up to the state of this referral/);
  });

  it('heads a subject of another script with the Latin form of the name', () => {
    const { documents } = made('US-IC3', (draft) => {
      const [first, second] = draft.entities;
      Object.assign(first!, {
        normal: 'आरव मेहता',
        display: 'आरव मेहता',
        asFound: 'आरव मेहता',
        aliases: ['Aarav Mehta'],
      });
      Object.assign(second!, { normal: 'दीप', display: 'दीप', asFound: 'दीप', aliases: [] });
    });
    const text = readable(named(documents, 'summary.pdf'));
    expect(text).toContain('(Aarav Mehta)');
    expect(text).toContain('(dīpa, letters by ISO 15919)');
  });

  it('says that the exhibits are unredacted originals', () => {
    expect(readable(named(us.documents, 'summary.pdf'))).toContain('Exhibits: unredacted originals');
  });

  it('prints names of every script so that they can be searched and copied', () => {
    const open = made(
      'US-FBI-FO',
      () => {},
      (profile) => {
        profile.redaction['victim.foreign'].name.pdf = 'keep';
      },
    );
    const bytes = named(open.documents, 'summary.pdf');
    // Poppler wraps right-to-left text in invisible embedding marks.
    const text = readable(bytes).replace(/[\u202A-\u202C]/g, '');
    for (const name of [
      'Margaret Ellison',
      'José Ángel Muñoz',
      'Jürgen Müller',
      'Олена Коваленко',
      'Ελένη Παπαδοπούλου',
      'प्रिया शर्मा',
      'محمد علي الحسن',
      'שרה לוי כהן',
    ]) {
      expect(text).toContain(name);
    }
    expect(run('pdffonts', bytes, [])).toMatch(
      /NotoSansDevanagari[\s\S]*NotoSansArabic|NotoSansArabic[\s\S]*NotoSansDevanagari/,
    );
  });

  it('shows characters without a glyph, and direction overrides, by number, and counts them', () => {
    const odd = made('US-FBI-FO', (draft) => {
      draft.case.narrative += ' Signed 王小明 in invoice\u202Efdp.exe';
    });
    const text = readable(named(odd.documents, 'summary.pdf'));
    expect(text).toContain('[U+738B][U+5C0F][U+660E] in invoice[U+202E]fdp.exe');
    expect(text).toContain('4 characters in this document had no glyph');
  });

  it('survives any text in every place: long words, markup, control characters, nothing at all', () => {
    const nasty = `<b>&amp;</b> ${'x'.repeat(4000)} \u0000\u0007 ${'अ'.repeat(300)} ${'ع'.repeat(300)} 👩‍👩‍👧 \uD800`;
    const hostile = made('IN-CBI', (draft) => {
      draft.case.title = nasty.slice(0, 300);
      draft.case.narrative = nasty;
      draft.case.reference = 'A&B <1>';
      for (const exhibit of draft.exhibits) exhibit.originalName = nasty;
      for (const entity of draft.entities) entity.note = nasty;
      draft.requests = [];
      draft.events = [];
    });
    const bytes = named(hostile.documents, 'summary.pdf');
    expect(readable(bytes)).toContain('<b>&amp;</b>');
    expect(Buffer.from(bytes).toString('latin1')).toContain('A&amp;B &lt;1&gt;');
    const empty = made('US-IC3', (draft) => {
      draft.victims = [];
      draft.entities = [];
      draft.losses = [];
      draft.links = [];
      draft.events = [];
      draft.exhibits = [];
      draft.organisations = [];
      draft.case.narrative = '';
      draft.case.nexus = '';
    });
    expect(readable(named(empty.documents, 'summary.pdf'))).toContain('Not stated.');
    const [, certification] = empty.documents;
    expect(certification && readable(certification.bytes)).toContain('Hash Report');
  });
});

describe.runIf(poppler)('the Indian certificate', () => {
  const bytes = named(india.documents, 'certificates/bsa-63-4-certificate.pdf');

  it('carries both parts of the Schedule word for word', () => {
    const text = readable(bytes).replace(/_+/g, '_');
    for (const part of india.profile.form.parts) {
      for (const block of part.blocks) {
        const words = block.type === 'ticks' ? block.options.map((option) => option.label) : [block.text];
        for (const piece of words.flatMap((one) => one.split(/\{[a-z_]+\}/))) {
          expect(text).toContain(piece.trim());
        }
      }
    }
  });

  it('ticks what was stated or is enclosed, and nothing else', () => {
    const text = run('pdftotext', bytes, ['-layout'], ['-']);
    const [partA = '', partB = ''] = text.split('\f');
    expect(partA).toMatch(/Computer \/ Storage Media\s+☑/);
    expect(partA).toMatch(/DVR\s+☐/);
    expect(partA).toMatch(/Managed\s+☑/);
    expect(partA).toMatch(/Owned\s+☐/);
    for (const part of [partA, partB]) {
      for (const algorithm of ['SHA1:', 'SHA256:', 'MD5:'])
        expect(part).toMatch(new RegExp(`☑\\s+${algorithm}`));
      expect(part).toMatch(/☐\s+Other_/);
      expect(part).toContain('SN-0042');
    }
  });

  it('leaves to the expert what is the expert’s, and the day and hour to both', () => {
    const [partA = '', partB = ''] = run('pdftotext', bytes, ['-layout'], ['-']).split('\f');
    expect(partA).toContain('I, Dana Whitfield');
    expect(partB).not.toContain('Dana');
    expect(partB).toMatch(/I, _{20,} \(Name\)/);
    for (const part of [partA, partB]) {
      expect(part).toMatch(/Date \(DD\/MM\/YYYY\): _{10,}/);
      expect(part).toMatch(/Time \(IST\): _{10,}\s+hours/);
    }
  });

  it('does not tick an algorithm that was not computed for every exhibit', () => {
    const partial = made('IN-CBI', (draft) => {
      const [exhibit] = draft.exhibits;
      if (exhibit) exhibit.md5 = '';
      draft.signatory.name = '';
    });
    const [partA = ''] = run(
      'pdftotext',
      named(partial.documents, 'certificates/bsa-63-4-certificate.pdf'),
      ['-layout'],
      ['-'],
    ).split('\f');
    expect(partA).toMatch(/☐\s+MD5:/);
    expect(partA).toMatch(/☑\s+SHA256:/);
    expect(partA).toMatch(/☐\s+DVR|DVR\s+☐/);
    expect(partA).toMatch(/I, _{20,} \(Name\)/);
  });

  it('encloses the hashes of every record, each on one line, and says if a verification ever disagreed', () => {
    const laid = run('pdftotext', bytes, ['-layout'], ['-']);
    for (const { sha256, sha1, md5 } of india.model.exhibits) {
      for (const hash of [sha256, sha1, md5]) expect(laid).toContain(hash);
    }
    expect(readable(bytes)).toContain('The time of sealing stands in seal/seal.json.');
    expect(readable(bytes)).not.toMatch(/DIFFERS|Not since acquired/);
    const changed = made('IN-CBI', (draft) => {
      const entry = draft.exhibits[0]?.custody.at(-1);
      if (entry) entry.sha256 = 'f'.repeat(64);
    });
    expect(readable(named(changed.documents, 'certificates/hash-memorandum.pdf'))).toContain(
      'SHA-256 DIFFERS',
    );
  });
});

describe.runIf(poppler)('the United States certification', () => {
  it('is a draft that closes with the words of 28 U.S.C. 1746, both ways', () => {
    const text = readable(named(us.documents, 'certificates/fre-902-13-14-certification.pdf'));
    expect(text).toContain('DRAFT for the custodian');
    expect(text).toContain(
      'I declare under penalty of perjury that the foregoing is true and correct. Executed on _',
    );
    expect(text).toContain(
      'I declare under penalty of perjury under the laws of the United States of America that the foregoing is true and correct. Executed on _',
    );
  });
});

/** A withheld value is withheld however it is written: letter by letter, encoded in a link, as the town somebody lives in. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findAgency, loadProfiles } from '../profiles/load-profiles.ts';
import { draftFixture } from './draft.fixture.ts';
import type { ReferralDraft } from './draft.ts';
import { redact } from './redact.ts';
import { type Secret, scrubber } from './scrubber.ts';

const secrets: Secret[] = [
  { kind: 'name', value: 'John Winterbottom', replacement: 'V-001' },
  { kind: 'email', value: 'john.w@mail.example', replacement: '[V-001 e-mail]' },
  { kind: 'code', value: '+44 20 7946 0991', replacement: '[V-001 telephone]' },
  { kind: 'address', value: '12 Puddlemere Lane, Leeds LS1 4AB', replacement: '[V-001 address]' },
  { kind: 'place', value: 'Reading', replacement: '[town of a victim]' },
  { kind: 'place', value: 'Bad Münstereifel', replacement: '[town of a victim]' },
];
const scrub = (text: string) => scrubber(secrets, ['Acme Support']).scrub(text).text;

test.each([
  ['J o h n  W i n t e r b o t t o m called', 'V-001 called'],
  ['W-i-n-t-e-r-b-o-t-t-o-m, J.', 'V-001, J.'],
  ['j.o.h.n w @ m.a.i.l', 'V-001 w @ m.a.i.l'],
  ['j o h n . w @ m a i l . e x a m p l e', '[V-001 e-mail]'],
  ['0 2 0 7 9 4 6 0 9 9 1', '[V-001 telephone]'],
  ['plan a b c of the J o b', 'plan a b c of the J o b'],
])('letter by letter: %s', (text, expected) => {
  expect(scrub(text)).toBe(expected);
});

const base64 = (text: string) => Buffer.from(text).toString('base64');
describe('encoded in a link', () => {
  test.each([
    ['percent-encoded', '%6A%6F%68%6E%2E%77%40%6D%61%69%6C%2E%65%78%61%6D%70%6C%65'],
    ['percent-encoded twice', encodeURIComponent(encodeURIComponent('john.w@mail.example'))],
    ['Base64', base64('john.w@mail.example')],
    ['Base64url without its end', Buffer.from('{"u":"john.w@mail.example"}').toString('base64url')],
    ['Base64, percent-encoded', encodeURIComponent(base64('john.w@mail.example!'))],
    ['Base64 in Base64', base64(base64('x john.w@mail.example'))],
    ['hexadecimal', Buffer.from('john.w@mail.example').toString('hex')],
    ['a name with blanks', 'John%20Winterbottom'],
    ['a name in UTF-16', Buffer.from('John Winterbottom', 'utf16le').toString('base64')],
    ['a telephone number', base64('tel=+442079460991')],
    ['behind a word', `id-${base64('john.w@mail.example')}`],
  ])('%s', (_how, encoded) => {
    const link = scrub(`Lured by hxxps://lure[.]example/go?u=${encoded}&page=2 that day`);
    expect(link).not.toContain(encoded);
    expect(link).toMatch(
      /^Lured by hxxps:\/\/lure\[\.\]example\/go\?u=(id-)?(\[.*\]|V-001)&page=2 that day$/,
    );
  });

  test('what holds nothing of the kind stays to the letter', () => {
    for (const text of [
      'hxxps://lure[.]example/a%20b?x=aGVsbG8gd29ybGQ=&h=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      '100% sure, 5%',
      '%E0%A4%A broken %zz',
      base64('Acme Support, a suspect'),
    ])
      expect(scrub(text)).toBe(text);
  });

  test('no text takes long or breaks it', () => {
    for (const piece of ['%41', 'QUJD', '41', 'a%', 'J o '])
      expect(scrub(piece.repeat(20_000)).length).toBeGreaterThan(0);
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof scrub(text) === 'string'));
  });
});

describe('where somebody lives', () => {
  test.each([
    ['She lives in Reading, near the station', 'She lives in [town of a victim], near the station'],
    ['Reading the mail, she was reading on', '[town of a victim] the mail, she was reading on'],
    ['aus Bad Münstereifel und bad muenstereifel', 'aus [town of a victim] und bad muenstereifel'],
    ['sent to LS1 4AB', 'sent to LS1 4AB'],
    ['at Leeds LS1 4AB', 'at [V-001 address]'],
  ])('%s', (text, expected) => {
    expect(scrub(text)).toBe(expected);
  });
});

const redactFor = (agencyId: string, change: (draft: ReferralDraft) => void) => {
  const draft = draftFixture();
  change(draft);
  const { profile, agency } = findAgency(loadProfiles('resources'), agencyId);
  return redact(draft, profile, agency);
};

describe('towns of victims in a referral', () => {
  const words = 'Taken in Dayton, in Würzburg and in GLASGOW; the callers sit in Ahmedabad and in Redmond.';
  const title = (agencyId: string, change: (draft: ReferralDraft) => void = () => {}) =>
    redactFor(agencyId, (draft) => {
      draft.case.title = words;
      change(draft);
    }).model.case.title;

  test('are withheld where the list of victims withholds them', () => {
    const town = '[town of a victim]';
    expect(title('IN-CBI')).toBe(
      `Taken in ${town}, in ${town} and in ${town}; the callers sit in Ahmedabad and in Redmond.`,
    );
    // Of its residents the United States are told the town.
    expect(title('US-IC3')).toBe(
      `Taken in Dayton, in ${town} and in ${town}; the callers sit in Ahmedabad and in Redmond.`,
    );
  });

  test('stay where they are the town of an actor as well, who has to be found', () => {
    const shared = title('IN-CBI', (draft) => {
      draft.victims[0]!.city = 'Ahmedabad';
      draft.victims[1]!.city = 'Redmond';
    });
    expect(shared).toContain('sit in Ahmedabad');
  });
});

describe('what the signatory states', () => {
  test('is left as it is, and named where something withheld stands in it', () => {
    const { statedInClear, model } = redactFor('IN-CBI', (draft) => {
      draft.signatory.relation = 'son of Jürgen Müller';
      draft.signatory.deviceNote = 'victim0@mail.example is set up on it';
      draft.signatory.place = 'Redmond';
    });
    expect(statedInClear.sort()).toEqual(['deviceNote', 'relation']);
    expect(model.signatory.relation).toBe('son of Jürgen Müller');
    expect(redactFor('IN-CBI', () => {}).statedInClear).toEqual([]);
  });
});

import { expect, test } from 'vitest';
import { normaliseIdentifier } from '../../shared/domain/identifiers/index.ts';
import { factWords } from './fact-words.ts';

test.each([
  ['domain', 'login.desk-support.co.uk', 'Registered domain', 'desk-support[.]co[.]uk'],
  ['domain', 'evil.github.io', 'Name at the host', 'evil[.]github[.]io'],
  ['url', 'http://login.desk-support.com/a', 'Host', 'login[.]desk-support[.]com'],
  ['email', 'a@desk-support.com', 'Domain', 'desk-support[.]com'],
  ['url', 'http://203.0.113.7/a', 'IP address', '203[.]0[.]113[.]7'],
] as const)(
  'no address among the facts of a %s can be clicked or copied alive',
  (kind, value, label, text) => {
    const told = new Map(Object.entries(normaliseIdentifier(kind, value).facts).map(factWords));
    expect(told.get(label)).toBe(text);
    const alive = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i;
    for (const [name, said] of told) if (name !== 'Public suffix') expect(said).not.toMatch(alive);
  },
);

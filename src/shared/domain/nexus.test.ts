import { expect, test } from 'vitest';
import { nexusFor } from './nexus.ts';

test('an agency is told what is stated for itself, else for its country, never what is for another', () => {
  const stated = [
    { recipient: 'US', text: 'Victims in Oregon.' },
    { recipient: 'US-IC3', text: 'Complaint 1 of 3.' },
    { recipient: 'IN', text: 'Premises in Navi Mumbai.' },
    { recipient: '', text: 'Written before countries were asked for.' },
  ];
  expect(nexusFor(stated, { id: 'US-IC3', country: 'US' })).toBe('Complaint 1 of 3.');
  expect(nexusFor(stated, { id: 'US-FBI-FO', country: 'US' })).toBe('Victims in Oregon.');
  expect(nexusFor(stated, { id: 'IN-CBI', country: 'IN' })).toBe('Premises in Navi Mumbai.');
  expect(nexusFor(stated, { id: 'GB-NCA', country: 'GB' })).toBe('');
  expect(
    nexusFor([{ recipient: 'US-IC3', text: '  ' }, ...stated.slice(0, 1)], { id: 'US-IC3', country: 'US' }),
  ).toBe('Victims in Oregon.');
});

import { expect, it } from 'vitest';
import { guessColumns } from './guess-columns.ts';

const victims: Record<string, string[]> = {
  'Case No.': ['V-1', 'V-2'],
  'Victim Name': ['Rosa Template', 'Otis Muster'],
  'Tel.': ['+1 (202) 555-0100', '07700 900001'],
  'Date of birth': ['1990-02-19', '1985-11-03'],
  Loss: ['2,011.58', '310.00'],
  'Date of call': ['23/08/2025', '28/09/2025'],
  'Paid by': ['Gift cards', 'Wire'],
  'Scammer number': ['1-888-555-0145', '+1 888 555 0123'],
};

it('takes a list of victims for what its headers say: no birthday for an event, no caller for the victim’s telephone', () => {
  const columns = Object.entries(victims).map(([header, samples], index) => ({ index, header, samples }));
  const { rowsAre, uses } = guessColumns(columns);
  expect(rowsAre.value).toBe('people');
  expect(Object.fromEntries(columns.map(({ header, index }) => [header, uses[index]?.use]))).toEqual({
    'Case No.': 'reference',
    'Victim Name': 'person-name',
    'Tel.': 'person-phone',
    'Date of birth': 'note',
    Loss: 'amount',
    'Date of call': 'event-start',
    'Paid by': 'method',
    'Scammer number': 'phone',
  });
});

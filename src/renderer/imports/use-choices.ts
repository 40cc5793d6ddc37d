import {
  eventUses,
  keepingUses,
  moneyUses,
  otherUses,
  personUses,
  thingUses,
} from '../../shared/domain/import-words.ts';
import { choicesOf } from '../fields/choices.ts';

/** What a column can be, in groups. */
export const useChoices = [
  { group: 'Not a record', items: choicesOf(keepingUses) },
  { group: 'The person', items: choicesOf(personUses) },
  { group: 'Money', items: choicesOf(moneyUses) },
  { group: 'Infrastructure', items: choicesOf({ ...thingUses, ...otherUses }) },
  { group: 'The event', items: choicesOf(eventUses) },
];

export const dayOrderChoices = [
  { value: 'day-month-year', label: 'Day, month, year' },
  { value: 'month-day-year', label: 'Month, day, year' },
  { value: 'year-month-day', label: 'Year, month, day' },
];

export const separatorChoices = [
  { value: '.', label: '1,234.56' },
  { value: ',', label: '1.234,56' },
];

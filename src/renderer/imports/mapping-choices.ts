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
export const columnUseChoices = [
  { group: 'Not a record', items: choicesOf(keepingUses) },
  { group: 'The person', items: choicesOf(personUses) },
  { group: 'Money', items: choicesOf(moneyUses) },
  { group: 'Infrastructure', items: choicesOf({ ...thingUses, ...otherUses }) },
  { group: 'The event', items: choicesOf(eventUses) },
];

export const separatorChoices = [
  { value: '.', label: '1,234.56' },
  { value: ',', label: '1.234,56' },
];

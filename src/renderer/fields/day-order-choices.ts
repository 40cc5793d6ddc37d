import type { DayOrder } from '../../shared/domain/written-date.ts';

/** In which order a date without letters is written, where its text does not say. */
export const dayOrderChoices: { value: DayOrder; label: string }[] = [
  { value: 'day-month-year', label: 'Day, month, year' },
  { value: 'month-day-year', label: 'Month, day, year' },
  { value: 'year-month-day', label: 'Year, month, day' },
];

import { formatInstant } from '../ui/format.ts';

/** `+05:30`; empty where no offset is stated. */
export function offsetText(minutes: number | null): string {
  if (minutes === null) return '';
  const whole = Math.abs(minutes);
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${minutes < 0 ? '−' : '+'}${pad(Math.floor(whole / 60))}:${pad(whole % 60)}`;
}

/** The sender's own clock with its offset, then UTC; as written where it cannot be read. */
export function dateText(
  date: { asWritten: string; at: string | null; offsetMinutes: number | null } | null,
): string {
  if (!date) return '';
  if (date.at === null) return date.asWritten;
  if (date.offsetMinutes === null || date.offsetMinutes === 0) return `${formatInstant(date.at, true)} UTC`;
  const local = Date.parse(date.at) + date.offsetMinutes * 60_000;
  return `${formatInstant(local, true)} ${offsetText(date.offsetMinutes)} (${formatInstant(date.at, true)} UTC)`;
}

/** `4 s`, `12 min`, `3 h 5 min`, `2 d 4 h`; negative where a clock ran back. */
export function delayText(seconds: number | null): string {
  if (seconds === null) return '';
  const whole = Math.abs(seconds);
  const sign = seconds < 0 ? '−' : '';
  if (whole < 60) return `${sign}${whole} s`;
  if (whole < 3600) return `${sign}${Math.floor(whole / 60)} min`;
  if (whole < 86_400) return `${sign}${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
  return `${sign}${Math.floor(whole / 86_400)} d ${Math.floor((whole % 86_400) / 3600)} h`;
}

/** Items of a list that never changes its order, each with a key to draw it by. */
export const keyed = <T>(items: readonly T[]): { key: string; item: T }[] =>
  items.map((item, index) => ({ key: String(index), item }));

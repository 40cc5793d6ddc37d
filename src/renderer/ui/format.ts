const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** Decimal units, as file managers and `ls --si` show them. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return unit === 0
    ? `${value} ${units[0]}`
    : `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

const pad = (value: number, width = 2) => String(value).padStart(width, '0');

/** `2023-10-19 14:05` in UTC: one clock for everybody who reads the case. */
export function formatInstant(value: string | number | null | undefined, seconds = false): string {
  if (value === null || value === undefined) return '';
  const at = new Date(value);
  if (Number.isNaN(at.getTime())) return '';
  const day = `${pad(at.getUTCFullYear(), 4)}-${pad(at.getUTCMonth() + 1)}-${pad(at.getUTCDate())}`;
  const time = `${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}${seconds ? `:${pad(at.getUTCSeconds())}` : ''}`;
  return `${day} ${time}`;
}

/** The same on the person's own clock, with its offset. */
export function formatLocal(value: string | number): string {
  const at = new Date(value);
  const offset = -at.getTimezoneOffset();
  const sign = offset < 0 ? '−' : '+';
  const zone = `${sign}${pad(Math.floor(Math.abs(offset) / 60))}:${pad(Math.abs(offset) % 60)}`;
  return `${formatInstant(at.getTime() + offset * 60_000, true)} ${zone}`;
}

export function formatDay(value: string | number | null | undefined): string {
  return formatInstant(value).slice(0, 10);
}

export function formatCount(value: number, one: string, many = `${one}s`): string {
  return `${value.toLocaleString('en')} ${value === 1 ? one : many}`;
}

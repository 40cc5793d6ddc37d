const dayMs = 86_400_000;
/** 9999-12-31, the last day of spreadsheet programs. */
const lastSerial = 2_958_465;

/**
 * The time a serial number stands for, as ISO 8601 text without a zone, as the cell has none; null where it stands for
 * none. In the 1900 system day 60 is 29 February 1900, which never was, and days before it are one less than they should
 * be (ECMA-376, part 1, 18.17.4.1). A serial below one is a time of day: `14:05:00`.
 */
export function serialToText(serial: number, from1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 0 || serial > lastSerial + 1) return null;
  // Half a millisecond of rounding: a serial has about 1/20 ms of precision.
  let days = Math.floor(serial);
  let milliseconds = Math.round((serial - days) * dayMs);
  if (milliseconds === dayMs) {
    days += 1;
    milliseconds = 0;
  }
  const time = timeText(milliseconds);
  if (days === 0 && !from1904) return time;
  if (days === 60 && !from1904) return null;
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  const date = new Date(epoch + days * dayMs).toISOString().slice(0, 10);
  return milliseconds === 0 ? date : `${date}T${time}`;
}

function timeText(milliseconds: number): string {
  const text = new Date(milliseconds).toISOString().slice(11, 23);
  return text.endsWith('.000') ? text.slice(0, 8) : text;
}

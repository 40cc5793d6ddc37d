import { facts, type Identifier, invalid } from './identifier.ts';
import { foldName } from './name.ts';

/** Coordinates in decimal degrees (ISO 6709, RFC 5870), five decimals: about a metre. */
function readCoordinates(text: string): { latitude: number; longitude: number } | null {
  const plain =
    /^(?:geo:)?\s*(-?\d{1,2}(?:\.\d{1,12})?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d{1,12})?)(?:;.*)?$/i.exec(text);
  const marked =
    /^(\d{1,2}(?:\.\d{1,12})?)\s*°?\s*([NS])[\s,;]+(\d{1,3}(?:\.\d{1,12})?)\s*°?\s*([EW])$/i.exec(text);
  const [latitude, longitude] = plain
    ? [Number(plain[1]), Number(plain[2])]
    : marked
      ? [
          Number(marked[1]) * (/s/i.test(marked[2] ?? '') ? -1 : 1),
          Number(marked[3]) * (/w/i.test(marked[4] ?? '') ? -1 : 1),
        ]
      : [Number.NaN, Number.NaN];
  // Two whole numbers are a house and a flat sooner than a place on the globe.
  if (plain && !text.startsWith('geo:') && !/\.\d{2}/.test(text)) return null;
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}

const fixed = (degrees: number) => (Math.round(degrees * 1e5) / 1e5 + 0).toFixed(5);

/** Letters, digits and single blanks: how two spellings of one address are compared. */
const foldPlace = (text: string): string => {
  let before = text;
  for (;;) {
    const after = foldName(before)
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
      .trim();
    if (after === before) return after;
    before = after;
  }
};

/** An address, a premises or a point: by its text as written, or by coordinates (normal form `geo:28.61390,77.20900`). */
export function normalisePlace(asFound: string): Identifier {
  if (asFound.length > 1000) return invalid('place', asFound, 'It is too long for an address.');
  const text = asFound
    .normalize('NFC')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  const point = readCoordinates(text);
  if (point) {
    const latitude = fixed(point.latitude);
    const longitude = fixed(point.longitude);
    const display = `${latitude}, ${longitude}`;
    return {
      kind: 'place',
      asFound,
      normal: `geo:${latitude},${longitude}`,
      display,
      defanged: display,
      masked: `${point.latitude.toFixed(1)}, ${point.longitude.toFixed(1)}`,
      checked: 'valid',
      problems:
        latitude === '0.00000' && longitude === '0.00000'
          ? ['Zero and zero: devices without a fix write this.']
          : [],
      facts: facts({ latitude, longitude }),
    };
  }
  const normal = foldPlace(text);
  if (!/[\p{L}\p{N}]/u.test(normal))
    return invalid('place', asFound, 'A place has at least one letter or digit.');
  return {
    kind: 'place',
    asFound,
    normal,
    display: text,
    defanged: text,
    masked: '•••',
    checked: 'unchecked',
    problems: [],
    facts: {},
  };
}

import type { ModelEntity } from '../../model.ts';

/**
 * Properties of a STIX `location` (2.1, 4.11) for a place: its coordinates, or its address with what the address does not
 * name itself. Null where neither country nor coordinates are known, one of which the specification asks for: such a place
 * stays in records/entities.csv alone.
 */
export function locationOf({ display, value, country, facts, note }: ModelEntity) {
  const point = /^geo:(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)$/.exec(value);
  const known = /^[A-Z]{2}$/.test(country) ? country : undefined;
  if (!point && known === undefined) return null;
  const written = display.toLowerCase();
  const missing = (name: string) => {
    const text = facts[name] ?? '';
    return written.includes(text.toLowerCase()) ? undefined : text;
  };
  return {
    name: display,
    description: note,
    country: known,
    ...(point
      ? { latitude: Number(point[1]), longitude: Number(point[2]) }
      : {
          street_address: display,
          city: missing('city'),
          administrative_area: missing('region'),
          postal_code: missing('postcode'),
        }),
  };
}

/**
 * JSON in one form only, so that a hash of it means something: the rules of RFC 8785 (keys sorted by UTF-16 code
 * units, no white space, numbers and strings as ECMAScript writes them). What has no such form is refused, not
 * dropped: undefined, functions, symbols, big integers, numbers that are not finite, lone surrogates, objects of
 * a class (a `Date` has to be made text by its owner), and cycles.
 */
export function canonicalJson(value: unknown): string {
  return write(value, '$', new Set());
}

function write(value: unknown, path: string, above: Set<object>): string {
  if (value === null || value === true || value === false) return String(value);
  if (typeof value === 'string') return writeString(value, path);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${path} is not a finite number`);
    return JSON.stringify(value);
  }
  if (typeof value !== 'object') throw new TypeError(`${path} is ${typeof value}, which JSON cannot hold`);
  if (above.has(value)) throw new TypeError(`${path} holds itself`);
  above.add(value);
  const text = Array.isArray(value) ? writeArray(value, path, above) : writeObject(value, path, above);
  above.delete(value);
  return text;
}

function writeArray(items: readonly unknown[], path: string, above: Set<object>): string {
  const parts: string[] = [];
  for (let index = 0; index < items.length; index++) {
    parts.push(write(items[index], `${path}[${index}]`, above));
  }
  return `[${parts.join(',')}]`;
}

function writeObject(value: object, path: string, above: Set<object>): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) {
    throw new TypeError(`${path} is an object of a class, not plain data`);
  }
  const members = Object.keys(value)
    // Array.prototype.sort without a comparison goes by UTF-16 code units, as RFC 8785, section 3.2.3 asks.
    .sort()
    .map((key) => {
      const member: unknown = (value as Record<string, unknown>)[key];
      return `${writeString(key, path)}:${write(member, `${path}.${key}`, above)}`;
    });
  return `{${members.join(',')}}`;
}

function writeString(text: string, path: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new TypeError(`${path} holds half of a surrogate pair`);
  return JSON.stringify(text);
}

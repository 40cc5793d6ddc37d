/** A UUIDv7 (RFC 9562, section 5.7) in lower-case text. Sorts by the moment it was made. */
export type Id = string;

export interface IdSourceOptions {
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Cryptographically strong random bytes. */
  randomBytes: (length: number) => Uint8Array;
}

const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const maxTime = 2 ** 48 - 1;
const maxCounter = 0xfff;

/**
 * Makes ids that strictly increase within one source, whatever the clock does: `rand_a` is a 12-bit counter
 * (RFC 9562, 6.2 method 1), seeded anew each millisecond with its top bit clear; a clock that stands still or
 * runs back keeps the last millisecond, a full counter borrows the next one.
 */
export function createIdSource({ now, randomBytes }: IdSourceOptions): () => Id {
  let time = -1;
  let counter = 0;
  return () => {
    const random = randomBytes(10);
    const clock = Math.min(Math.max(Math.floor(now()), 0), maxTime);
    if (clock > time) {
      time = clock;
      counter = (((random[0] ?? 0) << 8) | (random[1] ?? 0)) & 0x7ff;
    } else if (counter < maxCounter) {
      counter += 1;
    } else {
      time += 1;
      counter = 0;
    }
    const tail = random.slice(2);
    tail[0] = ((tail[0] ?? 0) & 0x3f) | 0x80;
    const head = time.toString(16).padStart(12, '0');
    const hex = Array.from(tail, (byte) => byte.toString(16).padStart(2, '0')).join('');
    const version = `7${counter.toString(16).padStart(3, '0')}`;
    return `${head.slice(0, 8)}-${head.slice(8)}-${version}-${hex.slice(0, 4)}-${hex.slice(4)}`;
  };
}

/** The part of Web Crypto used here; Node, Electron and browsers all have it as a global. */
interface RandomSource {
  crypto: { getRandomValues(target: Uint8Array): Uint8Array };
}

/** A new id, greater than every id this process made before. */
export const newId: () => Id = createIdSource({ now: Date.now, randomBytes: pooledRandom() });

/** Random bytes drawn from the system many at a time: asking for ten costs it nearly as much as for thousands. */
function pooledRandom(): (length: number) => Uint8Array {
  const { crypto } = globalThis as unknown as RandomSource;
  const pool = new Uint8Array(4096);
  let used = pool.length;
  return (length) => {
    if (used + length > pool.length) {
      crypto.getRandomValues(pool);
      used = 0;
    }
    used += length;
    return pool.slice(used - length, used);
  };
}

/** Whether the value is a UUIDv7 in the one form Proffer writes: lower case, with hyphens. */
export function isId(value: unknown): value is Id {
  return typeof value === 'string' && idPattern.test(value);
}

/** Why a text is not JSON that is read here, and where. */
export interface JsonFault {
  code: 'not-json' | 'too-deep' | 'too-many-values';
  message: string;
  line: number;
  column: number;
}

/** What JSON allows and careful readers still want to know. `pointer` is an RFC 6901 pointer. */
export interface JsonOddity {
  code: 'duplicate-name' | 'number-not-exact';
  pointer: string;
  message: string;
}

export type JsonObject = { readonly [name: string]: unknown };

export interface JsonDocument {
  value: unknown;
  /** The text of an object or a list that this document holds, byte for byte as it was written. */
  textOf(part: object): string;
  oddities: JsonOddity[];
}

export interface JsonLimits {
  depth: number;
  values: number;
}

const jsonLimits: JsonLimits = { depth: 100, values: 20_000_000 };
const oddityLimit = 1000;

class Fault extends Error {
  readonly code: JsonFault['code'];
  readonly at: number;
  constructor(code: JsonFault['code'], at: number, message: string) {
    super(message);
    this.code = code;
    this.at = at;
  }
}

/**
 * Reads JSON (RFC 8259) where `JSON.parse` says too little: the text of every object is kept, so that what is not
 * understood can be kept as it was written; names that stand twice and numbers that lose digits are told; depth and
 * number of values are bounded. Objects have no prototype: a member called `__proto__` is a member like others. Of
 * a name that stands twice the last counts, as `JSON.parse` has it.
 */
export function readJson(text: string, limits: JsonLimits = jsonLimits): JsonDocument | { fault: JsonFault } {
  try {
    return new JsonParser(text, limits).document();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const before = text.slice(0, error.at);
    const line = (before.match(/\n/g)?.length ?? 0) + 1;
    const column = error.at - before.lastIndexOf('\n');
    return { fault: { code: error.code, message: error.message, line, column } };
  }
}

const quote = 0x22;
const backslash = 0x5c;
const digitsPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const literals: [string, unknown][] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

class JsonParser {
  private at = 0;
  private values = 0;
  private readonly path: (string | number)[] = [];
  private readonly spans = new WeakMap<object, [number, number]>();
  private readonly oddities: JsonOddity[] = [];
  private readonly text: string;
  private readonly limits: JsonLimits;

  constructor(text: string, limits: JsonLimits) {
    this.text = text;
    this.limits = limits;
  }

  document(): JsonDocument {
    this.skipBlanks();
    const value = this.value();
    this.skipBlanks();
    if (this.at < this.text.length) this.fail('There is more text after the end of the JSON value.');
    const { text, spans } = this;
    return {
      value,
      textOf: (part) => text.slice(...(spans.get(part) ?? [0, 0])),
      oddities: this.oddities,
    };
  }

  private value(): unknown {
    this.values += 1;
    if (this.values > this.limits.values) {
      throw new Fault(
        'too-many-values',
        this.at,
        `It holds more than ${this.limits.values.toLocaleString('en')} values.`,
      );
    }
    switch (this.text[this.at]) {
      case '{':
        return this.nested(() => this.object());
      case '[':
        return this.nested(() => this.list());
      case '"':
        return this.string();
      default:
        return this.plain();
    }
  }

  private nested<T extends object>(read: () => T): T {
    if (this.path.length >= this.limits.depth) {
      throw new Fault('too-deep', this.at, `It is nested deeper than ${this.limits.depth} levels.`);
    }
    const start = this.at;
    const made = read();
    this.spans.set(made, [start, this.at]);
    return made;
  }

  private object(): object {
    const made: Record<string, unknown> = Object.create(null);
    this.at += 1;
    this.skipBlanks();
    if (this.take('}')) return made;
    for (;;) {
      if (this.text[this.at] !== '"') this.fail('The name of a member is expected here.');
      const name = this.string();
      this.skipBlanks();
      if (!this.take(':')) this.fail('A colon is expected here.');
      this.skipBlanks();
      this.path.push(name);
      if (Object.hasOwn(made, name))
        this.odd('duplicate-name', 'Its name stands twice; the last one counts.');
      made[name] = this.value();
      this.path.pop();
      this.skipBlanks();
      if (this.take('}')) return made;
      if (!this.take(',')) this.fail('A comma or the end of the object is expected here.');
      this.skipBlanks();
    }
  }

  private list(): unknown[] {
    const made: unknown[] = [];
    this.at += 1;
    this.skipBlanks();
    if (this.take(']')) return made;
    for (;;) {
      this.path.push(made.length);
      made.push(this.value());
      this.path.pop();
      this.skipBlanks();
      if (this.take(']')) return made;
      if (!this.take(',')) this.fail('A comma or the end of the list is expected here.');
      this.skipBlanks();
    }
  }

  private string(): string {
    const start = this.at;
    let plain = true;
    for (let at = start + 1; ; at += 1) {
      const code = this.text.charCodeAt(at);
      if (code === quote) {
        this.at = at + 1;
        return plain ? this.text.slice(start + 1, at) : this.escaped(start, at + 1);
      }
      if (code === backslash) {
        plain = false;
        at += 1;
      } else if (!(code >= 0x20)) {
        this.at = Math.min(at, this.text.length);
        this.fail(
          Number.isNaN(code)
            ? 'A text is not closed.'
            : 'A text holds a control character that is not escaped.',
        );
      }
    }
  }

  private escaped(start: number, end: number): string {
    try {
      return JSON.parse(this.text.slice(start, end)) as string;
    } catch {
      this.at = start;
      return this.fail('A text holds an escape that JSON does not know.');
    }
  }

  private plain(): unknown {
    for (const [word, value] of literals) {
      if (!this.text.startsWith(word, this.at)) continue;
      this.at += word.length;
      return value;
    }
    digitsPattern.lastIndex = this.at;
    const digits = digitsPattern.exec(this.text)?.[0];
    if (digits === undefined) {
      return this.fail(
        this.at >= this.text.length ? 'The text ends too early.' : 'A value is expected here.',
      );
    }
    this.at += digits.length;
    const number = Number(digits);
    // Longer than any number here needs: an attacker's, or an identifier that was written as a number.
    if (!Number.isFinite(number) || (/^-?\d{16,}$/.test(digits) && !Number.isSafeInteger(number))) {
      this.odd('number-not-exact', `The number ${digits.slice(0, 40)} cannot be held exactly.`);
    }
    return number;
  }

  private odd(code: JsonOddity['code'], message: string): void {
    if (this.oddities.length < oddityLimit)
      this.oddities.push({ code, pointer: pointerOf(this.path), message });
  }

  private take(sign: string): boolean {
    if (this.text[this.at] !== sign) return false;
    this.at += 1;
    return true;
  }

  private skipBlanks(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.at += 1;
    }
  }

  private fail(message: string): never {
    throw new Fault('not-json', this.at, message);
  }
}

/** RFC 6901, section 3. */
function pointerOf(path: readonly (string | number)[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

import type { JsonObject } from './json-text.ts';

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text, a number or a truth as text; anything else says nothing. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

/** What a table holds under a name of the source; names of prototypes are names like others. */
export const lookUp = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

const flags = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** Longest text that becomes part of a record; longer ones stay in the kept object. */
export const longestText = 20_000;

/**
 * The members of one object, and which of them were understood: what nobody asked for, or what had another type than
 * the format gives it, is left over and is kept with the object.
 */
export class Members {
  readonly source: JsonObject;
  private readonly used = new Set<string>();

  constructor(source: JsonObject) {
    this.source = source;
  }

  /** Names nobody asked for; those with null or nothing in them say nothing. */
  leftOver(): string[] {
    return Object.keys(this.source).filter(
      (name) => !this.used.has(name) && saysSomething(this.source[name]),
    );
  }

  /** These belong to the format itself and are understood whatever they hold. */
  understood(...names: string[]): void {
    for (const name of names) this.used.add(name);
  }

  /** Takes back what was asked for but came to nothing. */
  notUsed(...names: string[]): void {
    for (const name of names) this.used.delete(name);
  }

  /** A text that is not blank; undefined where there is none or it is too long for a record. */
  text(name: string): string | undefined {
    const value = this.source[name];
    if (typeof value !== 'string' || value.length > longestText) return undefined;
    this.used.add(name);
    const text = value.trim();
    return text === '' ? undefined : text;
  }

  /** A number, also one written as a text of digits, as MISP does. */
  number(name: string): number | undefined {
    const value = this.source[name];
    const number =
      typeof value === 'string' && /^-?\d{1,15}(\.\d{1,15})?$/.test(value) ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isFinite(number)) return undefined;
    this.used.add(name);
    return number;
  }

  /** True or false, also written as 0, 1, "0", "1", "true", "false". */
  flag(name: string): boolean | undefined {
    const value = this.source[name];
    const flag = flags.get(textOf(value).toLowerCase());
    if (flag === undefined) return undefined;
    this.used.add(name);
    return flag;
  }

  object(name: string): JsonObject | undefined {
    const value = this.source[name];
    if (!isObject(value)) return undefined;
    this.used.add(name);
    return value;
  }

  list(name: string): readonly unknown[] {
    const value = this.source[name];
    if (!Array.isArray(value)) return [];
    this.used.add(name);
    return value;
  }

  /** The objects of a list with their place in it. A list that holds anything else is left over too. */
  objects(name: string): { value: JsonObject; index: number }[] {
    const found = this.list(name).flatMap((value, index) => (isObject(value) ? [{ value, index }] : []));
    if (found.length < this.list(name).length) this.used.delete(name);
    return found;
  }

  /** The texts of a list. A list that holds anything else is left over too. */
  texts(name: string): string[] {
    const value = this.source[name];
    const list = this.list(name);
    const texts = list.filter((one): one is string => typeof one === 'string' && one.length <= longestText);
    if (texts.length < list.length || (value !== undefined && !Array.isArray(value))) this.used.delete(name);
    return texts;
  }
}

function saysSomething(value: unknown): boolean {
  if (value === null || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value !== 'object' || Object.keys(value as object).length > 0;
}

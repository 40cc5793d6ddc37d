import type { EntityKind, EventKind, EventPart } from '../../../../shared/domain/kinds.ts';
import type { TlpLevel } from '../../../../shared/domain/markings.ts';
import { type Attribute, untimed } from './attributes.ts';
import type { MispContext } from './misp-context.ts';

/** An object of MISP while it is read: attributes by the parts its template gives them. */
export class MispObject {
  readonly context: MispContext;
  readonly name: string;
  readonly uuid: string;
  readonly number: number;
  readonly marking: TlpLevel;
  readonly attributes: Attribute[];
  /** Entities the object stands for in references to it; all of its entities where the template names none. */
  main: string[] = [];

  constructor(
    context: MispContext,
    facts: { name: string; uuid: string; number: number; marking: TlpLevel; attributes: Attribute[] },
  ) {
    this.context = context;
    this.name = facts.name;
    this.uuid = facts.uuid;
    this.number = facts.number;
    this.marking = facts.marking;
    this.attributes = facts.attributes;
  }

  /** Entities made of the attributes with these relations. */
  keys(...relations: string[]): string[] {
    const found = this.attributes
      .filter((one) => relations.includes(one.relation))
      .flatMap((one) => one.keys);
    return [...new Set(found)];
  }

  keysOfKind(...kinds: EntityKind[]): string[] {
    const found = this.attributes.flatMap((one) => one.keys);
    return [...new Set(found.filter((key) => kinds.some((kind) => key.startsWith(`${kind}:`))))];
  }

  /** The first text with one of these relations; it counts as used. */
  text(...relations: string[]): string | undefined {
    return this.texts(...relations)[0];
  }

  texts(...relations: string[]): string[] {
    return this.attributes
      .filter(
        (one) => relations.includes(one.relation) && one.value.trim() !== '' && one.value.length <= 20_000,
      )
      .map((one) => {
        one.used = true;
        one.members.understood('value', 'value1', 'value2');
        return one.value.trim();
      });
  }

  /** A text to look at that does not count as used. */
  peek(relation: string): string | undefined {
    return this.attributes.find((one) => one.relation === relation)?.value.trim();
  }

  link(
    kind: Parameters<MispContext['plan']['link']>[0]['kind'],
    from: string[],
    to: string[],
    note = '',
  ): void {
    for (const one of from.slice(0, 10)) {
      for (const other of to.slice(0, 10)) {
        this.context.plan.link({ kind, from: one, to: other, ...untimed, note, object: this.number });
      }
    }
  }

  /** An event at the time that stands in an attribute with this relation. */
  event(
    relation: string,
    kind: EventKind,
    title: string,
    participants: { entity: string; part: EventPart }[],
    description = '',
  ): void {
    const when = this.peek(relation);
    if (when === undefined || when === '' || participants.length === 0) return;
    const made = this.context.plan.event({
      key: `${relation}:${this.uuid}`,
      kind,
      title,
      description,
      when,
      marking: this.marking,
      participants,
      object: this.number,
    });
    if (made) this.text(relation);
  }

  named(key: string | undefined): string {
    return (key && this.context.plan.entityOf(key)?.display) || '';
  }
}

export const parts = (part: EventPart, keys: readonly string[]): { entity: string; part: EventPart }[] =>
  keys.map((entity) => ({ entity, part }));

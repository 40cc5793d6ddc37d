import { type EntityKind, entityKinds, entityRoles } from '../../../../shared/domain/kinds.ts';
import type { ModelEntity } from '../../model.ts';
import { colours } from '../pdf/style.ts';
import { facts, table } from '../pdf/table.ts';
import { links } from './opening.ts';
import { refs, type Section } from './sections.ts';

const roleLabel = (role: string) => entityRoles[role as keyof typeof entityRoles] ?? role;
const kindLabel = (kind: string) => entityKinds[kind as EntityKind] ?? kind;

/** Suspects, call centres, money mules. Everything said of them is alleged. */
export const subjects: Section = (summary) => {
  const { flow, model, formats } = summary;
  flow.heading(1, 'Subjects and their roles');
  if (model.subjects.length === 0) flow.paragraph('No person or organisation is named. See Infrastructure.');
  else {
    flow.paragraph(
      'Suspected. The confidence is the referrer’s assessment; the exhibits are what it rests on.',
      { colour: colours.muted },
    );
  }
  for (const subject of model.subjects) {
    flow.heading(2, `${subject.ref}  ${subject.display}`, 50);
    facts(flow, [
      ['Kind', kindLabel(subject.kind)],
      ['Suspected role', subject.roles.map(roleLabel).join(', ')],
      ['Country', subject.country === '' ? '' : formats.country(subject.country)],
      ...Object.entries(subject.facts).map(([key, value]): [string, string] => [capital(key), value]),
      ['Note', subject.note],
      ['Confidence', capital(subject.confidence)],
      ['Exhibits', refs(subject.exhibits)],
    ]);
  }
  links(summary);
};

/** Domains, addresses, numbers. Written so that nothing can be clicked. */
export const infrastructure: Section = ({ flow, model, formats }) => {
  if (model.infrastructure.length === 0) return;
  flow.heading(1, 'Infrastructure', 90);
  const kinds = new Map<string, number>();
  for (const { kind } of model.infrastructure) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const counts = [...kinds].map(([kind, count]) => `${kindLabel(kind)} ${formats.count(count)}`).join(' · ');
  flow.paragraph(
    `${counts}. Written with hxxp and [.] so that nothing opens by accident; records/entities.csv holds the exact forms.`,
    { colour: colours.muted },
  );
  const seen = (instant: number | null) => (instant === null ? '' : formats.day(instant));
  table(flow, model.infrastructure, [
    { title: 'Ref.', share: 8, value: (one) => one.ref, heads: true },
    { title: 'Kind', share: 11, value: (one) => kindLabel(one.kind) },
    { title: 'Identifier', share: 34, style: 'mono', value: (one) => one.display },
    { title: 'Facts', share: 20, value: factsOf },
    { title: 'First seen', share: 10, value: (one) => seen(one.firstSeen) },
    { title: 'Last seen', share: 10, value: (one) => seen(one.lastSeen) },
    { title: 'Exhibits', share: 8, value: (one) => refs(one.exhibits) },
  ]);
};

function factsOf(one: ModelEntity): string {
  const facts = Object.entries(one.facts).map(([key, value]) => `${key}: ${value}`);
  return [one.country, ...facts, one.note].filter((part) => part !== '').join('; ');
}

function capital(text: string): string {
  const spaced = text.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[-_]/g, ' ');
  return spaced.slice(0, 1).toUpperCase() + spaced.slice(1).toLowerCase();
}

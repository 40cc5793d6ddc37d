import { hasDevanagari, latinAliasOf, romaniseDevanagari } from '../../../../shared/domain/devanagari.ts';
import { type EntityKind, entityKinds, entityRoles } from '../../../../shared/domain/kinds.ts';
import type { ModelEntity } from '../../model.ts';
import { toldInBrief, toldOf } from '../entity-facts.ts';
import { colours } from '../pdf/style.ts';
import { facts, introducedTable } from '../pdf/table.ts';
import { links } from './opening.ts';
import type { Section } from './sections.ts';

const roleLabel = (role: string) => entityRoles[role as keyof typeof entityRoles] ?? role;
const kindLabel = (kind: string) => entityKinds[kind as EntityKind] ?? kind;

/** Suspects, call centres, money mules. Everything said of them is alleged. */
export const subjects: Section = (summary) => {
  const { flow, model, formats, refs } = summary;
  flow.heading(1, 'Subjects and their roles', 140);
  if (model.subjects.length === 0) flow.paragraph('No person or organisation is named. See Infrastructure.');
  else {
    flow.paragraph(
      'Suspected. The confidence is the referrer’s assessment; the exhibits are what it rests on.',
      { colour: colours.muted },
    );
  }
  for (const subject of model.subjects) {
    flow.together((on) => {
      on.heading(2, `${subject.ref}  ${subject.display}${inLatin(subject)}`, 50);
      facts(on, [
        ['Kind', kindLabel(subject.kind)],
        ['Suspected role', subject.roles.map(roleLabel).join(', ')],
        ['Country', subject.country === '' ? '' : formats.country(subject.country)],
        ...toldOf(subject).map(({ label, text }): [string, string] => [label, text]),
        ['Note', subject.note],
        ['Confidence', subject.confidence],
        ['Exhibits', refs.sentence(subject.exhibits)],
      ]);
    });
  }
  links(summary);
};

/** For readers of another script: the alias that is the same name, else its letters by ISO 15919, which is said. */
function inLatin({ display, facts: known }: ModelEntity): string {
  if (!hasDevanagari(display)) return '';
  const alias = latinAliasOf(display, (known.aliases ?? '').split('; '));
  return ` (${alias ?? `${romaniseDevanagari(display)}, letters by ISO 15919`})`;
}

/** Domains, addresses, numbers. Written so that nothing can be clicked. */
export const infrastructure: Section = ({ flow, model, formats, refs }) => {
  if (model.infrastructure.length === 0) return;
  const kinds = new Map<string, number>();
  for (const { kind } of model.infrastructure) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const counts = [...kinds].map(([kind, count]) => `${kindLabel(kind)} ${formats.count(count)}`).join(' · ');
  const seen = (instant: number | null) => (instant === null ? '' : formats.day(instant));
  introducedTable(
    flow,
    (on) => {
      on.heading(1, 'Infrastructure');
      on.paragraph(
        `${counts}. Written with hxxp and [.] so that nothing opens by accident; records/entities.csv holds the exact forms.`,
        { colour: colours.muted },
      );
    },
    model.infrastructure,
    [
      { title: 'Ref.', fits: refWidth, value: (one) => one.ref, heads: true },
      { title: 'Kind', fits: ['IP address', 'number'], value: (one) => kindLabel(one.kind) },
      { title: 'Identifier', share: 1, style: 'mono', value: (one) => one.display },
      { title: 'What is known', share: 1, value: (one) => toldInBrief(one, formats) },
      { title: 'First seen', fits: dayWidth, optional: true, value: (one) => seen(one.firstSeen) },
      { title: 'Last seen', fits: dayWidth, optional: true, value: (one) => seen(one.lastSeen) },
      { title: refs.head, fits: refs.fits(2), optional: true, value: (one) => refs.list(one.exhibits) },
    ],
  );
};

const refWidth = ['I-000'];
const dayWidth = ['28 Sept 2028', 'May 28, 2028'];

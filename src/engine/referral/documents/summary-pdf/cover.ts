import { referralKinds } from '../../../../shared/domain/kinds.ts';
import { tlpLabel, tlpMeanings } from '../../../../shared/domain/markings.ts';
import type { Known } from '../pdf/render.ts';
import { colours, type } from '../pdf/style.ts';
import { facts } from '../pdf/table.ts';
import type { Summary } from './sections.ts';

/** First page: to whom, from whom, what it is, what the package holds, and the contents. */
export function cover({ flow, model, agency, formats }: Summary, known: Known): void {
  const { pen } = flow;
  flow.skip(6);
  flow.paragraph(`${referralKinds[model.kind]} referral`.toUpperCase(), {
    type: 'label',
    style: 'strong',
    colour: colours.mark,
    after: 2,
  });
  const { size, leading } = type.title;
  const lines = flow.lines(model.case.title, 'strong', size, flow.width);
  pen.open('H1', { title: model.case.title });
  pen.content(() => {
    for (const [index, line] of lines.entries())
      pen.line(line, flow.left, flow.y + index * leading + size, size, colours.accent);
  });
  pen.close();
  flow.y += lines.length * leading + 4;
  flow.paragraph(`${model.case.scheme} · Case ${model.case.reference} · Version ${model.version}`, {
    colour: colours.muted,
    after: 10,
  });
  pen.artifact('Layout', () =>
    pen.rule(flow.left, flow.y, flow.left + flow.width, flow.y, colours.accent, 1.2),
  );
  flow.skip(8);
  const bytes = model.exhibits.reduce((sum, exhibit) => sum + exhibit.sizeBytes, 0);
  facts(flow, [
    ['Referred to', [agency.name, agency.unit].filter((part) => part !== '').join('\n')],
    [
      'Referred by',
      [
        [model.referrer.person, model.referrer.role].filter((part) => part !== '').join(', '),
        model.referrer.organisation,
        model.referrer.address,
      ]
        .filter((part) => part !== '')
        .join('\n'),
    ],
    ['Marking', `${tlpLabel(model.case.marking)}  ${tlpMeanings[model.case.marking]}`],
    ['State of the case', `${formats.instant(model.stateTime)}. Facts learnt later are not in it.`],
    [
      'The package holds',
      `${formats.counted(model.exhibits.length, 'exhibit', 'exhibits')}, ${formats.bytes(bytes)}; this summary; certificates; the records as CSV, STIX 2.1 and CASE/UCO; the chain of custody`,
    ],
    ['Fingerprint of the state', model.stateHash, 'mono'],
    ['Signing key', model.referrer.fingerprint, 'mono'],
  ]);
  const [top] = known.entries;
  if (!top) return;
  flow.skip(4);
  flow.paragraph('Contents', { style: 'strong', type: 'h2', colour: colours.accent, after: 4 });
  pen.open('TOC');
  for (const entry of known.entries.filter((one) => one.level === 1)) {
    const row = type.small;
    flow.ensure(row.leading + 3);
    const title = flow.line(entry.title, 'text');
    const page = flow.line(String(entry.page), 'text');
    const right = flow.left + flow.width;
    const base = flow.y + row.size + 1.5;
    pen.open('TOCI');
    pen.open('Link');
    pen.content(() => {
      pen.line(title, flow.left, base, row.size + 0.8, colours.ink);
      pen.line(page, right - page.width * (row.size + 0.8), base, row.size + 0.8, colours.ink);
    });
    pen.jump(flow.left, flow.y, flow.width, row.leading + 3, entry.anchor, entry.title);
    pen.close();
    pen.close();
    pen.artifact('Layout', () => {
      const from = flow.left + title.width * (row.size + 0.8) + 6;
      const to = right - page.width * (row.size + 0.8) - 6;
      pen.rule(from, base - 1, to, base - 1, colours.hair, 0.5);
    });
    flow.y += row.leading + 3;
  }
  pen.close();
}

import type { ReferralModel } from '../../model.ts';
import type { BlankName, FormBlock, FormPart } from '../../profiles/certificate-form.ts';
import type { Flow } from '../pdf/flow.ts';
import { colours, type } from '../pdf/style.ts';
import { blanksOf, ticksOf } from './fill.ts';

/** Widths of empty blanks in underscores, about as the forms print them. */
const blankWidths: Partial<Record<BlankName, number>> = {
  name: 34,
  relation: 30,
  address: 52,
  device_other: 44,
  make_model: 34,
  color: 18,
  serial: 34,
  identifier: 36,
  device_note: 40,
  hash: 40,
  algorithm_other: 24,
  date: 22,
  time: 14,
  place: 28,
  title: 30,
  employer: 34,
  basis: 170,
  qualification: 170,
  exhibits: 40,
  tool: 260,
};
const boxEmpty = '\u25A1';

/** One part of a form, word for word, on a page of its own. */
export function formPart(flow: Flow, model: ReferralModel, part: FormPart): void {
  const blanks = blanksOf(model, part);
  flow.freshPage();
  flow.pen.outline(part.title, flow.y, 1);
  flow.pen.open('Sect', { title: part.title });
  for (const block of part.blocks) draw(flow, model, part, block, blanks);
  flow.pen.close();
}

function draw(
  flow: Flow,
  model: ReferralModel,
  part: FormPart,
  block: FormBlock,
  blanks: Partial<Record<BlankName, string>>,
): void {
  switch (block.type) {
    case 'heading':
      centred(flow, block.text, 'strong', type.body.size + 1.2, 'H1');
      return;
    case 'centre':
      centred(flow, block.text, 'text', type.body.size, 'P');
      return;
    case 'paragraph':
      flow.paragraph(filled(block.text, blanks), { after: 5 });
      return;
    case 'signature':
      flow.ensure(64);
      flow.skip(30);
      flow.pen.artifact('Layout', () =>
        flow.pen.rule(
          flow.left + flow.width * 0.55,
          flow.y,
          flow.left + flow.width,
          flow.y,
          colours.ink,
          0.6,
        ),
      );
      flow.paragraph(block.text, { x: flow.left + flow.width * 0.55, width: flow.width * 0.45, after: 8 });
      return;
    case 'ticks':
      ticks(flow, block, ticksOf(model, part, block.group), blanks);
  }
}

/** The words of a block with its blanks filled, or left as a line. */
export function filled(text: string, blanks: Partial<Record<BlankName, string>>): string {
  return text.replace(/\{([a-z_]+)\}(?=(.?))/gs, (_, name: BlankName, next: string) => {
    const value = blanks[name]?.trim() ?? '';
    // Two blanks tell where what was filled in ends and the form goes on.
    const air = next === ' ' ? '\u00A0\u00A0' : '';
    return value === '' ? '_'.repeat(blankWidths[name] ?? 24) : `${value}${air}`;
  });
}

function centred(flow: Flow, text: string, style: 'text' | 'strong', size: number, tag: 'H1' | 'P'): void {
  const lines = flow.lines(text, style, size, flow.width);
  flow.ensure(lines.length * type.body.leading + 20);
  flow.pen.open(tag, tag === 'H1' ? { title: text } : {});
  flow.pen.content(() => {
    for (const [index, line] of lines.entries()) {
      const x = flow.left + (flow.width - line.width * size) / 2;
      flow.pen.line(line, x, flow.y + index * type.body.leading + size, size, colours.ink);
    }
  });
  flow.pen.close();
  flow.y += lines.length * type.body.leading + 4;
}

/** A box after each label in a row, as the Gazette prints sources; before it in a column, as it prints algorithms. */
function ticks(
  flow: Flow,
  block: Extract<FormBlock, { type: 'ticks' }>,
  ticked: Set<string>,
  blanks: Partial<Record<BlankName, string>>,
): void {
  const { size, leading } = type.body;
  const row = block.layout === 'row';
  const gap = 20;
  let x = flow.left;
  flow.ensure(leading * (row ? 2 : block.options.length) + 6);
  for (const option of block.options) {
    const label = flow.line(filled(option.label, blanks), 'text');
    const box = flow.line(boxEmpty, 'mono');
    const boxWidth = box.width * (size + 3);
    const wide = label.width * size + 5 + boxWidth;
    if (row && x + wide > flow.left + flow.width) {
      x = flow.left;
      flow.y += leading + 3;
    }
    const base = flow.y + size;
    const boxLeft = row ? x + label.width * size + 5 : x;
    const yes = ticked.has(option.value);
    flow.pen.open('P');
    if (row) flow.pen.content(() => flow.pen.line(label, x, base, size, colours.ink));
    flow.pen.content(() => {
      // The tick is real text beside the drawing, so that whoever hears or searches the form finds it too.
      flow.pen.line(
        { ...box, spans: box.spans.map((span) => ({ ...span, actual: yes ? '\u2611' : '\u2610' })) },
        boxLeft,
        base + 0.8,
        size + 3,
        colours.ink,
      );
      if (yes) {
        flow.pen.rule(boxLeft + 1.8, base - 3.4, boxLeft + 3.4, base - 0.6, colours.ink, 1.3);
        flow.pen.rule(boxLeft + 3.4, base - 0.6, boxLeft + 6.6, base - 7.4, colours.ink, 1.3);
      }
    });
    if (!row) flow.pen.content(() => flow.pen.line(label, x + boxWidth + 5, base, size, colours.ink));
    flow.pen.close();
    if (row) x += wide + gap;
    else flow.y += leading + 2;
  }
  flow.y += row ? leading + 6 : 4;
}

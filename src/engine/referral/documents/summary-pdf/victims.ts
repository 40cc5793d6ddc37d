import { colours, type } from '../pdf/style.ts';
import { table } from '../pdf/table.ts';
import { refs, type Section, type Summary } from './sections.ts';

export const victims: Section = (summary) => {
  const { flow, model, formats } = summary;
  if (model.victims.length === 0) return;
  flow.heading(1, 'Victims', 120);
  const withheld = model.victims.filter((victim) => victim.name === victim.ref).length;
  flow.paragraph(
    withheld === 0
      ? 'Named with their consent or under the basis stated in Disclosure.'
      : `${formats.counted(withheld, 'victim is', 'victims are')} under a pseudonym, which is the same in all documents and records of this case. See Disclosure.`,
    { colour: colours.muted },
  );
  flow.heading(2, 'By country', 100);
  chart(summary);
  table(flow, model.victimsByCountry, [
    { title: 'Country of residence', share: 30, value: (row) => formats.country(row.country), heads: true },
    { title: 'Victims', share: 12, align: 'right', value: (row) => formats.count(row.victims) },
    { title: 'Lost', share: 29, align: 'right', value: (row) => formats.sums(row.lost) },
    { title: 'Recovered', share: 29, align: 'right', value: (row) => formats.sums(row.recovered) },
  ]);
  flow.heading(2, 'Each victim', 60);
  table(flow, model.victims, [
    { title: 'Ref.', share: 9, value: (victim) => victim.ref, heads: true },
    { title: 'Name', share: 22, value: (victim) => (victim.name === victim.ref ? 'Withheld' : victim.name) },
    { title: 'Country', share: 15, value: (victim) => formats.country(victim.country) },
    { title: 'Place', share: 16, value: (victim) => victim.place },
    { title: 'Age', share: 8, value: (victim) => victim.ageBand.replace('-plus', '+') },
    { title: 'Lost', share: 16, align: 'right', value: (victim) => formats.sums(victim.lost) },
    { title: 'Recovered', share: 15, align: 'right', value: (victim) => formats.sums(victim.recovered) },
    { title: 'Exhibits', share: 11, value: (victim) => refs(victim.exhibits) },
  ]);
};

const chartRows = 12;

/** Victims by country as bars; losses are in the table, as they are in several currencies. */
function chart({ flow, model, formats }: Summary): void {
  const { pen } = flow;
  const rows = model.victimsByCountry.slice(0, chartRows);
  const most = Math.max(1, ...rows.map((row) => row.victims));
  const labelWidth = 110;
  const row = 13;
  const { size } = type.small;
  const alt = `Bar chart of victims by country: ${rows.map((one) => `${formats.country(one.country)} ${formats.count(one.victims)}`).join(', ')}.`;
  flow.figure(rows.length * row + 8, alt, (top) => {
    for (const [index, one] of rows.entries()) {
      const y = top + index * row;
      const label = flow.lines(formats.country(one.country), 'text', size, labelWidth)[0];
      if (label) pen.line(label, flow.left + labelWidth - 8 - label.width * size, y + 9, size, colours.ink);
      const width = Math.max(1.5, (one.victims / most) * (flow.width - labelWidth - 50));
      pen.fill(flow.left + labelWidth, y + 2, width, 8.5, colours.mark);
      const number = flow.line(formats.count(one.victims), 'text');
      pen.line(number, flow.left + labelWidth + width + 5, y + 9, size, colours.ink);
    }
  });
  if (model.victimsByCountry.length > chartRows) {
    flow.paragraph(`The ${chartRows} countries with most victims; all are in the table.`, {
      type: 'small',
      colour: colours.muted,
    });
  }
}

export const moneyFlow: Section = ({ flow, model, formats }) => {
  if (model.losses.length === 0 && model.accounts.length === 0) return;
  flow.heading(1, 'Money flow', 90);
  if (model.accounts.length > 0) {
    flow.heading(2, 'Receiving accounts and wallets', 60);
    table(flow, model.accounts, [
      { title: 'Ref.', share: 8, value: (one) => one.ref, heads: true },
      { title: 'Account', share: 36, style: 'mono', value: (one) => one.display },
      {
        title: 'Facts',
        share: 32,
        value: (one) =>
          Object.entries(one.facts)
            .map(([key, value]) => `${key}: ${value}`)
            .join('; '),
      },
      {
        title: 'Country',
        share: 13,
        value: (one) => (one.country === '' ? '' : formats.country(one.country)),
      },
      { title: 'Exhibits', share: 11, value: (one) => refs(one.exhibits) },
    ]);
  }
  if (model.losses.length === 0) return;
  flow.heading(2, 'Payments', 60);
  table(flow, model.losses, [
    { title: 'Victim', share: 8, value: (loss) => loss.victim, heads: true },
    { title: 'Paid (local time)', share: 17, value: (loss) => formats.when(loss.when).local },
    { title: 'Amount', share: 18, align: 'right', value: (loss) => formats.money(loss.amount) },
    {
      title: 'Recovered',
      share: 14,
      align: 'right',
      value: (loss) => (loss.recovered ? formats.money(loss.recovered) : '–'),
    },
    { title: 'By', share: 11, value: (loss) => loss.method },
    { title: 'To', share: 25, style: 'mono', value: (loss) => loss.to || 'Not known' },
    { title: 'Reference', share: 17, style: 'mono', value: (loss) => loss.reference },
    { title: 'Exhibits', share: 9, value: (loss) => refs(loss.exhibits) },
  ]);
};

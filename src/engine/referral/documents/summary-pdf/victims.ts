import type { ModelVictim, ReferralModel } from '../../model.ts';
import { toldInBrief } from '../entity-facts.ts';
import { colours, type } from '../pdf/style.ts';
import { introducedTable, table } from '../pdf/table.ts';
import { clockWidth, type Section, type Summary, wordsOf } from './sections.ts';

type Loss = ReferralModel['losses'][number];

export const victims: Section = (summary) => {
  const { flow, model, formats, refs } = summary;
  if (model.victims.length === 0) return;
  flow.heading(1, 'Victims', 170);
  const withheld = model.victims.filter((victim) => victim.name === victim.ref).length;
  flow.paragraph(
    withheld === 0
      ? 'Named with their consent or under the basis stated in Disclosure.'
      : `${formats.counted(withheld, 'victim is', 'victims are')} under a pseudonym, which is the same in all documents and records of this case. See Disclosure.`,
    { colour: colours.muted },
  );
  flow.together((on) => {
    on.heading(2, 'By country');
    chart({ ...summary, flow: on });
  });
  table(flow, model.victimsByCountry, [
    { title: 'Country of residence', share: 30, value: (row) => formats.country(row.country), heads: true },
    { title: 'Victims', share: 12, align: 'right', value: (row) => formats.count(row.victims) },
    { title: 'Lost', share: 29, align: 'right', value: (row) => formats.sums(row.lost) },
    { title: 'Recovered', share: 29, align: 'right', value: (row) => formats.sums(row.recovered) },
  ]);
  const nameOf = (victim: ModelVictim) => (victim.name === victim.ref ? 'Withheld' : victim.name);
  const named = withheld < model.victims.length;
  introducedTable(
    flow,
    (on) => on.heading(2, 'Each victim'),
    model.victims,
    [
      { title: 'Ref.', fits: ['V-000'], value: (victim) => victim.ref, heads: true },
      { title: 'Name', share: 24, optional: true, value: (victim) => (named ? nameOf(victim) : '') },
      { title: 'Country', share: 20, value: (victim) => formats.country(victim.country) },
      { title: 'Place', share: 18, optional: true, value: (victim) => victim.place },
      { title: 'Age', share: 8, optional: true, value: (victim) => victim.ageBand.replace('-plus', '+') },
      { title: 'Lost', share: 18, align: 'right', value: (victim) => formats.sums(victim.lost) },
      { title: 'Recovered', share: 18, align: 'right', value: (victim) => formats.sums(victim.recovered) },
      { title: refs.head, fits: refs.fits(3), optional: true, value: (victim) => refs.list(victim.exhibits) },
    ],
    { dense: true },
  );
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

export const moneyFlow: Section = ({ flow, model, formats, refs }) => {
  if (model.losses.length === 0 && model.accounts.length === 0) return;
  flow.heading(1, 'Money flow', 110);
  if (model.accounts.length > 0) {
    introducedTable(flow, (on) => on.heading(2, 'Receiving accounts and wallets'), model.accounts, [
      { title: 'Ref.', fits: ['A-000'], value: (one) => one.ref, heads: true },
      {
        title: 'Account',
        // Wallets have 42 characters at most, IBANs 42 with their blanks.
        fits: model.accounts.map((one) => one.display.slice(0, 42)),
        style: 'mono',
        value: (one) => one.display,
      },
      { title: 'What is known', share: 46, value: (one) => toldInBrief(one, null) },
      {
        title: 'Country',
        share: 16,
        optional: true,
        value: (one) => (one.country === '' ? '' : formats.country(one.country)),
      },
      { title: refs.head, fits: refs.fits(2), optional: true, value: (one) => refs.list(one.exhibits) },
    ]);
  }
  if (model.losses.length === 0) return;
  const recovered = (loss: Loss) => (loss.recovered ? formats.money(loss.recovered) : '–');
  introducedTable(flow, (on) => on.heading(2, 'Payments'), model.losses, [
    { title: 'Victim', fits: ['V-000'], value: (loss) => loss.victim, heads: true },
    { title: 'Paid', fits: clockWidth, value: (loss) => formats.clocks(loss.when) },
    {
      title: 'Amount',
      fits: model.losses.map((loss) => formats.money(loss.amount)),
      align: 'right',
      value: (loss) => formats.money(loss.amount),
    },
    { title: 'Recovered', fits: model.losses.map(recovered), align: 'right', value: recovered },
    {
      title: 'By',
      fits: wordsOf(model.losses.map((loss) => loss.method)),
      value: (loss) => loss.method,
    },
    {
      title: 'To, reference',
      share: 1,
      style: 'mono',
      value: (loss) => [loss.to || 'Not known', loss.reference].filter((part) => part !== '').join('\n'),
    },
    { title: refs.head, fits: refs.fits(2), optional: true, value: (loss) => refs.list(loss.exhibits) },
  ]);
};

import { organisationParts } from '../../../../shared/domain/kinds.ts';
import type { Money } from '../../../../shared/domain/money.ts';
import { sumByCurrency } from '../../../../shared/domain/money.ts';
import type { ReferralModel } from '../../model.ts';
import { colours, type } from '../pdf/style.ts';
import { facts, introducedTable, table } from '../pdf/table.ts';
import { paragraphsOf, type Section, type Summary, wordsOf } from './sections.ts';

/** One sheet: who can stop money reads it first, and reads no further. */
const urgentRows = 16;

type Loss = ReferralModel['losses'][number];

/** What of a payment is still out: null where all came back. */
function outstanding(loss: Loss): Money | null {
  const back = loss.recovered?.currency === loss.amount.currency ? loss.recovered.minor : 0;
  const minor = loss.amount.minor - back;
  return minor > 0 ? { minor, currency: loss.amount.currency } : null;
}

/**
 * Money that may still be stopped: hours count, so it is the first sheet. What went to a known place first, for only there can
 * it be held; then the newest.
 */
export const urgentMoney: Section = ({ flow, model, formats }) => {
  const open = model.losses
    .flatMap((loss) => {
      const amount = outstanding(loss);
      return amount ? [{ loss, amount }] : [];
    })
    .sort(
      (a, b) =>
        Number(b.loss.to !== '') - Number(a.loss.to !== '') ||
        (b.loss.when?.latest ?? 0) - (a.loss.when?.latest ?? 0),
    );
  if (open.length === 0) return;
  flow.freshPage();
  flow.heading(1, 'Urgent: money not recovered');
  const shown = open.slice(0, urgentRows);
  const sums = sumByCurrency(open.map((one) => one.amount));
  flow.paragraph(
    `${formats.counted(open.length, 'payment is', 'payments are')} not recovered, ${formats.sums(sums, ', ')} in all. Please consider a recall, hold or freeze at the receiving institutions first.`,
    { colour: colours.warn },
  );
  table(
    flow,
    shown,
    [
      { title: 'Paid', share: 24, value: ({ loss }) => formats.brief(loss.when), heads: true },
      {
        title: 'Outstanding',
        fits: shown.map(({ amount }) => formats.money(amount)),
        align: 'right',
        value: ({ amount }) => formats.money(amount),
      },
      {
        title: 'By',
        fits: wordsOf(shown.map(({ loss }) => loss.method)),
        value: ({ loss }) => loss.method,
      },
      { title: 'To', share: 28, style: 'mono', value: ({ loss }) => loss.to || 'Not known' },
      { title: 'Reference', share: 22, style: 'mono', optional: true, value: ({ loss }) => loss.reference },
      { title: 'Victim', fits: ['V-000'], value: ({ loss }) => loss.victim },
    ],
    { dense: true },
  );
  const notes = [
    shown.some(({ loss }) => formats.brief(loss.when).endsWith('*'))
      ? '* Uncertain, or read with an assumption: stated whole under Money flow.'
      : '',
    open.length > shown.length
      ? `${formats.count(shown.length)} of ${formats.count(open.length)}, those with a known destination first, then the latest; all are listed under Money flow and in records/losses.csv.`
      : '',
  ].filter((note) => note !== '');
  if (notes.length > 0) flow.paragraph(notes.join(' '), { type: 'small', colour: colours.muted });
};

/** For a reader with one minute: whole, below the urgent sheet where there is room, else on a page of its own. */
export const overview: Section = (summary) => {
  summary.flow.together((on) => inBrief({ ...summary, flow: on }));
};

function inBrief(summary: Summary): void {
  const { flow, model, formats } = summary;
  flow.heading(1, 'Overview', 120);
  tiles(summary, [
    [formats.count(model.victims.length), model.victims.length === 1 ? 'victim' : 'victims'],
    [
      formats.count(model.victimsByCountry.length),
      model.victimsByCountry.length === 1 ? 'country' : 'countries',
    ],
    [formats.count(model.subjects.length), model.subjects.length === 1 ? 'subject' : 'subjects'],
    [formats.count(model.infrastructure.length), 'infrastructure items'],
    [formats.count(model.accounts.length), 'receiving accounts'],
    [formats.count(model.exhibits.length), model.exhibits.length === 1 ? 'exhibit' : 'exhibits'],
  ]);
  const instants = model.events.flatMap(({ when }) =>
    when.earliest === null || when.latest === null ? [] : [when.earliest, when.latest],
  );
  const first = instants.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const last = instants.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  facts(flow, [
    ['Scheme', model.case.scheme],
    ['Period of the events', instants.length > 0 ? `${formats.day(first)} – ${formats.day(last)} (UTC)` : ''],
    ['Losses reported', formats.sums(model.totals.lost, ' · ')],
    ['Recovered', formats.sums(model.totals.recovered, ' · ')],
    [
      'Victims by country',
      model.victimsByCountry
        .map((row) => `${formats.country(row.country)} ${formats.count(row.victims)}`)
        .join(' · '),
    ],
    [
      'Places of the subjects',
      [...new Set(model.subjects.map(place))].filter((one) => one !== '').join(' · '),
    ],
  ]);
  if (model.requests.length > 0) {
    flow.heading(2, 'What is asked for');
    flow.bullets(model.requests, (index) => `${index + 1}.`);
  }

  function place(subject: ReferralModel['subjects'][number]): string {
    const parts = [subject.facts.city, subject.facts.region].filter(
      (part) => part !== undefined && part !== '',
    );
    return [...parts, subject.country === '' ? '' : formats.country(subject.country)]
      .filter((part) => part !== '')
      .join(', ');
  }
}

function tiles({ flow }: Summary, items: [string, string][]): void {
  const { pen } = flow;
  const gap = 6;
  const width = (flow.width - gap * (items.length - 1)) / items.length;
  const height = 44;
  flow.ensure(height);
  pen.artifact('Layout', () => {
    for (const index of items.keys())
      pen.fill(flow.left + index * (width + gap), flow.y, width, height, colours.band);
  });
  for (const [index, [number, label]] of items.entries()) {
    const x = flow.left + index * (width + gap) + 7;
    pen.open('P');
    pen.content(() => {
      const shown = flow.line(`${number} `, 'strong');
      const size = Math.min(type.number.size, (width - 12) / Math.max(shown.width, 0.1));
      pen.line(shown, x, flow.y + 21, size, colours.accent);
      for (const [at, line] of flow.lines(label, 'text', type.label.size, width - 12).entries())
        pen.line(line, x, flow.y + 32 + at * 8, type.label.size, colours.muted);
    });
    pen.close();
  }
  flow.y += height + 10;
}

/** Referrer, co-referrers and others, with the authority they act under. */
export const parties: Section = ({ flow, model }) => {
  flow.heading(1, 'Parties and authority', 120);
  for (const organisation of model.organisations) {
    flow.together((on) => {
      on.heading(2, organisation.name);
      facts(on, [
        ['Part', organisationParts[organisation.part as keyof typeof organisationParts] ?? organisation.part],
        ['Address', organisation.address],
        ['Registration number', organisation.registrationNumber],
        ['Contact', organisation.contact],
      ]);
    });
  }
  if (model.signatory.name !== '') {
    flow.together((on) => {
      on.heading(2, 'Signatory');
      facts(on, [
        ['Name', model.signatory.name],
        ['Role', model.signatory.role],
        ['Address', model.signatory.address],
      ]);
    });
  }
};

export const nexus: Section = ({ flow, model, agency }) => {
  const [first = 'Not stated.', ...more] = paragraphsOf(model.case.nexus);
  flow.together((on) => {
    on.heading(1, 'Nexus');
    on.paragraph(`Why this matter is put before the ${agency.name}:`, { colour: colours.muted });
    on.paragraph(first);
  });
  for (const text of more) flow.paragraph(text);
};

export const narrative: Section = ({ flow, model }) => {
  const [first = 'Not stated.', ...more] = paragraphsOf(model.case.narrative);
  flow.together((on) => {
    on.heading(1, 'What happened');
    on.paragraph(first);
  });
  for (const text of more) flow.paragraph(text);
};

export const links: Section = ({ flow, model, refs }) => {
  if (model.links.length === 0) return;
  introducedTable(
    flow,
    (on) => on.heading(2, 'Links between them'),
    model.links,
    [
      { title: 'From', share: 1, value: (link) => link.from, heads: true },
      { title: 'Relation', fits: ['is registered by'], value: (link) => link.kind },
      { title: 'To', share: 1, value: (link) => link.to },
      { title: 'Confidence', fits: ['Not assessed'], value: (link) => link.confidence },
      { title: refs.head, fits: refs.fits(4), optional: true, value: (link) => refs.list(link.exhibits) },
    ],
    { dense: true },
  );
};

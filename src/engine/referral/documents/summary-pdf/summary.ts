import { ProfferError } from '../../../../shared/domain/errors.ts';
import type { ReferralModel, RenderedDocument } from '../../model.ts';
import type { Agency, Profile } from '../../profiles/profile.ts';
import { ExhibitReferences } from '../exhibit-references.ts';
import { Formats } from '../formats.ts';
import type { Flow } from '../pdf/flow.ts';
import { renderPdf } from '../pdf/render.ts';
import { colours } from '../pdf/style.ts';
import { infrastructure, subjects } from './actors.ts';
import { contacts, custody, disclosure, exhibits, offences, requests, verification } from './closing.ts';
import { cover } from './cover.ts';
import { narrative, nexus, overview, parties, urgentMoney } from './opening.ts';
import type { Section } from './sections.ts';
import { timeline } from './timeline.ts';
import { moneyFlow, victims } from './victims.ts';

const sections: Section[] = [
  urgentMoney,
  overview,
  parties,
  nexus,
  narrative,
  subjects,
  infrastructure,
  victims,
  moneyFlow,
  timeline,
  offences,
  requests,
  exhibits,
  custody,
  disclosure,
  verification,
  contacts,
];

/**
 * The summary an investigator at the agency reads first: tagged PDF/A-2b on the agency's paper, all fonts
 * embedded. The same model gives the same bytes. `resourcesFolder` holds the fonts.
 */
export function renderSummary(
  model: ReferralModel,
  profile: Profile,
  resourcesFolder: string,
): RenderedDocument {
  const agency = agencyOf(model, profile);
  const formats = new Formats(profile);
  const refs = new ExhibitReferences(model, profile);
  const { bytes, pages } = renderPdf(
    {
      paper: profile.render.paper,
      language: profile.render.locale,
      title: `${model.case.reference}: ${model.case.title}`,
      author: [model.referrer.person, model.referrer.organisation].filter((part) => part !== '').join(', '),
      subject: `Referral to ${agency.name}`,
      created: new Date(model.stateTime),
      marking: model.case.marking,
      head: model.referrer.organisation,
      foot: `Case ${model.case.reference} · version ${model.version}`,
    },
    resourcesFolder,
    {
      front: (flow, known) => {
        flow.pen.open('Sect', { title: 'Cover' });
        cover({ flow, model, profile, agency, formats, refs }, known);
        flow.pen.close();
      },
      body: (flow) => {
        for (const section of sections) {
          flow.pen.open('Sect');
          section({ flow, model, profile, agency, formats, refs });
          flow.pen.close();
        }
        uncoveredNote(flow, formats);
      },
    },
  );
  return { path: 'summary.pdf', name: 'Summary', mediaType: 'application/pdf', bytes, pages };
}

function uncoveredNote(flow: Flow, formats: Formats): void {
  if (flow.uncovered === 0) return;
  flow.paragraph(
    `${formats.counted(flow.uncovered, 'character', 'characters')} in this document had no glyph in its fonts, or would have changed the order of what is read, and ${flow.uncovered === 1 ? 'is' : 'are'} printed as [U+XXXX], the Unicode code point.`,
    { type: 'small', colour: colours.warn },
  );
}

/** The agency a model is for. Fails with `invalid-input` when the profile is another's. */
export function agencyOf(model: ReferralModel, profile: Profile): Agency {
  const agency = profile.agencies.find((candidate) => candidate.id === model.agencyId);
  if (agency && model.profileId === profile.id) return agency;
  throw new ProfferError('invalid-input', 'The referral was made for another profile than the one given.', {
    agencyId: model.agencyId,
    profileId: profile.id,
  });
}

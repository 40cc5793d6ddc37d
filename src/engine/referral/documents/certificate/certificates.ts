import type { ReferralModel, RenderedDocument } from '../../model.ts';
import type { Profile } from '../../profiles/profile.ts';
import { ExhibitReferences } from '../exhibit-references.ts';
import { Formats } from '../formats.ts';
import type { Flow } from '../pdf/flow.ts';
import { renderPdf } from '../pdf/render.ts';
import { colours } from '../pdf/style.ts';
import { facts } from '../pdf/table.ts';
import { agencyOf } from '../summary-pdf/summary.ts';
import { exhibitStatement } from './fill.ts';
import { formPart } from './form-pages.ts';
import { hashReport } from './hash-report.ts';

const certificateNames: Record<Profile['certificate']['type'], { path: string; name: string }> = {
  bsa_63_4: {
    path: 'certificates/bsa-63-4-certificate.pdf',
    name: 'Certificate under section 63(4)(c), Parts A and B, with hash report',
  },
  fre_902_13_14: {
    path: 'certificates/fre-902-13-14-certification.pdf',
    name: 'Draft certification, Rules 902(11), (13), (14), with hash report',
  },
};

/**
 * The certificate of the profile's jurisdiction, unsigned, with the hash report as its enclosure; for India also
 * the separate memorandum of hashes that the Delhi High Court's rules ask for.
 */
export function renderCertificates(
  model: ReferralModel,
  profile: Profile,
  resourcesFolder: string,
): RenderedDocument[] {
  const formats = new Formats(profile);
  const refs = new ExhibitReferences(model, profile);
  const { path, name } = certificateNames[profile.certificate.type];
  const documents = [
    render(model, profile, resourcesFolder, path, name, profile.form.title, (flow) => {
      for (const part of profile.form.parts) formPart(flow, model, part);
      hashReport(flow, model, formats, refs);
    }),
  ];
  if (profile.certificate.type === 'bsa_63_4') {
    documents.push(
      render(
        model,
        profile,
        resourcesFolder,
        'certificates/hash-memorandum.pdf',
        'Memorandum of hash values',
        'Memorandum of hash values',
        (flow) => {
          memorandum(flow, model, profile);
          hashReport(flow, model, formats, refs);
        },
      ),
    );
  }
  return documents;
}

function render(
  model: ReferralModel,
  profile: Profile,
  resourcesFolder: string,
  path: string,
  name: string,
  title: string,
  body: (flow: Flow) => void,
): RenderedDocument {
  const { bytes, pages } = renderPdf(
    {
      paper: profile.render.paper,
      language: profile.render.locale,
      title: `${title}, case ${model.case.reference}`,
      author: [model.referrer.person, model.referrer.organisation].filter((part) => part !== '').join(', '),
      subject: `Referral to ${agencyOf(model, profile).name}`,
      created: new Date(model.stateTime),
      marking: model.case.marking,
      head: model.referrer.organisation,
      foot: `Case ${model.case.reference} · version ${model.version}`,
    },
    resourcesFolder,
    { body },
  );
  return { path, name, mediaType: 'application/pdf', bytes, pages };
}

/** Delhi High Court practice: a medium is tendered with its hash in a separate memorandum that is signed. */
function memorandum(flow: Flow, model: ReferralModel, profile: Profile): void {
  flow.heading(1, 'Memorandum of hash values');
  flow.paragraph(
    `Hash values of the electronic records tendered with the referral of case ${model.case.reference} to the ${agencyOf(model, profile).name}. Unsigned until signed below by the person who tenders the medium.`,
  );
  facts(flow, [
    ['Records', exhibitStatement(model)],
    ['Referring organisation', model.referrer.organisation],
    ['Tendered by', model.signatory.name],
    ['Address', model.signatory.address],
    ['Fingerprint of the state', model.stateHash, 'mono'],
  ]);
  flow.paragraph(
    'Medium (kind, make, serial number): ____________________________________________________________',
  );
  flow.paragraph(
    'SHA-256 of manifest-sha256.txt on the medium: __________________________________________________',
  );
  flow.skip(34);
  flow.pen.artifact('Layout', () =>
    flow.pen.rule(flow.left, flow.y, flow.left + flow.width * 0.45, flow.y, colours.ink, 0.6),
  );
  flow.paragraph('Name and signature');
  flow.paragraph('Date (DD/MM/YYYY): ______________________      Place: ____________________________');
}

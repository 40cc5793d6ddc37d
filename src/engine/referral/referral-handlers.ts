import { randomUUID } from 'node:crypto';
import { selectPage } from '../database/listing.ts';
import { rememberedOf } from '../database/remembered.ts';
import type { Engine } from '../engine.ts';
import type { Handlers } from '../rpc/handler.ts';
import { renderInWorker } from './documents/render-documents.ts';
import { exportReferral } from './export-referral.ts';
import { prepareReferral } from './prepare.ts';
import { loadProfiles } from './profiles/load-profiles.ts';
import { readReferral, toReferralRow } from './referral-rows.ts';

export const referralHandlers = (
  engine: Engine,
): Handlers<
  | 'referral.agencies'
  | 'referral.readiness'
  | 'referral.preview'
  | 'referral.export'
  | 'referral.list'
  | 'referral.get'
> => ({
  'referral.agencies': () => ({
    agencies: loadProfiles(engine.options.resources).flatMap((profile) =>
      profile.agencies.map((agency) => ({
        id: agency.id,
        name: agency.name,
        unit: agency.unit,
        profileId: profile.id,
        country: profile.country,
        paper: profile.render.paper,
        locale: profile.render.locale,
        certificate: profile.form.title,
        channels: agency.channel,
        asOf: profile.as_of,
        notes: agency.notes,
      })),
    ),
  }),

  'referral.readiness'(input, { session, signal }) {
    const open = session();
    // The age of the profile is told in days.
    const asked = `readiness ${new Date().toISOString().slice(0, 10)} ${JSON.stringify(input)}`;
    return rememberedOf(open.database).recallSoon('logged', asked, async () => {
      const { readiness, disclosures, model } = await prepareReferral(
        open,
        input,
        engine.options.resources,
        signal,
      );
      return {
        readiness,
        disclosures,
        exhibits: model.exhibits.length,
        exhibitBytes: model.exhibits.reduce((sum, exhibit) => sum + exhibit.sizeBytes, 0),
      };
    });
  },

  'referral.preview': {
    title: () => 'Preview of a referral',
    caseId: ({ caseId }) => caseId,
    async run(input, { session, progress, signal }) {
      progress({ stage: 'Rendering documents', done: 0, total: null, unit: 'steps', current: null });
      const { model, profile } = await prepareReferral(session(), input, engine.options.resources, signal);
      const { documents } = await renderInWorker(
        { model, profile, resourcesFolder: engine.options.resources, withRecords: false },
        signal,
      );
      signal.throwIfAborted();
      // One preview at a time: the one before is nobody's any more.
      engine.previews.clear();
      return {
        documents: documents.map(({ name, mediaType, bytes, pages }) => {
          const previewId = randomUUID();
          engine.previews.set(previewId, { bytes, mediaType, name });
          return { previewId, name, mediaType, sizeBytes: bytes.length, pages };
        }),
      };
    },
  },

  'referral.export': {
    title: ({ agencyId }) => `Referral package for ${agencyId}`,
    caseId: ({ caseId }) => caseId,
    run: (input, context) => exportReferral(input, context, engine.options.resources),
  },

  'referral.list'({ caseId, ...page }, { session }) {
    const { rows, total } = selectPage(
      session().database,
      {
        from: 'referral',
        columns: '*',
        where: ['case_id = @caseId'],
        parameters: { caseId },
        sorts: { sealedAt: 'sealed_at', version: 'version' },
        defaultSort: 'sealedAt',
        defaultDirection: 'descending',
        searched: ['agency_name', 'package_name'],
        hiddenColumn: 'hidden_at',
        tieBreak: 'id',
      },
      page,
    );
    return { rows: rows.map(toReferralRow), total };
  },

  'referral.get': ({ id }, { session }) => readReferral(session().database, id),
});

import { readEvidenceRow } from '../../evidence/evidence-rows.ts';
import type { Handlers } from '../../rpc/handler.ts';
import { importTable } from './import-table.ts';
import { presets } from './looking/presets.ts';
import { previewTable } from './preview-table.ts';
import { listMappings, mappingName, recallMapping } from './remembered-mappings.ts';
import { withTable } from './table-evidence.ts';
import { inspectInThread } from './table-thread.ts';

export const tableHandlers: Handlers<
  | 'import.inspectTable'
  | 'import.previewTable'
  | 'import.table'
  | 'import.presets'
  | 'import.mappings'
  | 'import.forgetMapping'
> = {
  'import.inspectTable'({ evidenceId, format, headerRow }, { session, signal }) {
    const open = session();
    return withTable(open, evidenceId, async (content) => {
      const inspection = await inspectInThread(content, { format, headerRow }, signal);
      return { ...inspection, remembered: recallMapping(open.database, inspection.signature) };
    });
  },

  'import.previewTable': (input, { session, signal }) => previewTable(session(), input, signal),

  'import.table': {
    title: ({ trial }) => (trial ? 'Trial of a table import' : 'Table import'),
    caseId: ({ evidenceId }, { session }) =>
      readEvidenceRow(session().database, evidenceId).case_id as string,
    run: importTable,
  },

  'import.presets'(_input, { session }) {
    session();
    return { presets: presets.map(({ id, title, about }) => ({ id, title, about })) };
  },

  'import.mappings': (_input, { session }) => ({ mappings: listMappings(session().database) }),

  'import.forgetMapping'({ id }, { session }) {
    const open = session();
    const name = mappingName(open.database, id);
    open.write({ reason: 'settings', summary: `Mapping forgotten: ${name}`, caseId: null }, (transaction) =>
      transaction.remove('table_mapping', id),
    );
    return {};
  },
};

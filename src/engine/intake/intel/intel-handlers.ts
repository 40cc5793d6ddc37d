import type { Output } from '../../../shared/contract/index.ts';
import { readCase } from '../../cases/case-rows.ts';
import { inList, selectPage } from '../../database/listing.ts';
import type { Row } from '../../database/sqlite.ts';
import type { Handlers } from '../../rpc/handler.ts';
import { importIntel } from './import-intel.ts';
import { objectColumns, readObject, toObjectRow } from './intel-rows.ts';
import { previewIntel } from './preview-intel.ts';

export const intelHandlers: Handlers<
  'intel.preview' | 'intel.import' | 'intel.objects' | 'intel.object' | 'intel.types'
> = {
  'intel.preview': {
    title: () => 'Preview of intelligence',
    caseId: ({ caseId }) => caseId,
    run: (input, context) => previewIntel(input, context),
  },
  'intel.import': {
    title: () => 'Import of intelligence',
    caseId: ({ caseId }) => caseId,
    run: (input, context) => importIntel(input, context),
  },

  'intel.objects'({ caseId, importId, states, type, subjectId, ...page }, { session }) {
    const where = ['case_id = @caseId'];
    const parameters: Row = { caseId };
    if (importId) {
      where.push('import_id = @importId');
      parameters.importId = importId;
    }
    if (type !== undefined) {
      where.push('type = @type');
      parameters.type = type;
    }
    if (subjectId) {
      where.push('id IN (SELECT object_id FROM intel_record WHERE subject_id = @subjectId)');
      parameters.subjectId = subjectId;
    }
    if (states) {
      const list = inList('state', states);
      where.push(states.length > 0 ? `state IN ${list.sql}` : '0');
      Object.assign(parameters, list.parameters);
    }
    const { rows, total } = selectPage(
      session().database,
      {
        from: 'intel_object',
        columns: objectColumns,
        where,
        parameters,
        sorts: {
          type: 'type',
          title: 'title COLLATE NOCASE',
          state: 'state',
          creator: 'creator COLLATE NOCASE',
          version: 'version',
        },
        defaultSort: 'type',
        searched: ['title', 'type', 'creator', 'source_id', 'json'],
        hiddenColumn: null,
        tieBreak: 'id',
      },
      page,
    );
    return { rows: rows.map(toObjectRow), total };
  },

  'intel.object': ({ id }, { session }) => readObject(session().database, id),

  'intel.types'({ caseId, importId }, { session }) {
    const { database } = session();
    readCase(database, caseId);
    const types = database
      .prepare(
        `SELECT type, state, count(*) AS count FROM intel_object
         WHERE case_id = @caseId ${importId ? 'AND import_id = @importId' : ''}
         GROUP BY type, state ORDER BY count DESC, type LIMIT 1000`,
      )
      .all(importId ? { caseId, importId } : { caseId });
    return { types: types as Output<'intel.types'>['types'] };
  },
};

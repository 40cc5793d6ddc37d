import type { Handlers } from '../../rpc/handler.ts';
import { exportFindings } from './findings-csv.ts';
import { importCandidates } from './import-candidates.ts';
import { listFindings, listImports, readImport } from './import-list.ts';
import { undoImport } from './undo-import.ts';

export const importHandlers: Handlers<
  | 'import.candidates'
  | 'import.list'
  | 'import.get'
  | 'import.findings'
  | 'import.exportFindings'
  | 'import.undo'
> = {
  'import.candidates': (input, { session }) => importCandidates(session().database, input),

  'import.list': (input, { session }) => listImports(session(), input),

  'import.get': ({ id }, { session }) => readImport(session(), id),

  'import.findings'(input, { session }) {
    const open = session();
    readImport(open, input.id);
    return listFindings(open.database, input);
  },

  'import.exportFindings': (input, { session }) => exportFindings(session(), input),

  async 'import.undo'({ id, keepChanged }, { session }) {
    const open = session();
    const kept = await undoImport(open, id, keepChanged);
    return { import: readImport(open, id), kept };
  },
};

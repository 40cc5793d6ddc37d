import type { Handlers } from '../rpc/handler.ts';
import { find } from './find.ts';

/** A search waits so long for the index to take up what was written last; what is left then is told. */
const patienceMs = 1500;

export const searchHandlers: Handlers<'search.find' | 'search.rebuild'> = {
  async 'search.find'(request, { session, signal }) {
    const { database, search } = session();
    const pending = await search.catchUp(patienceMs, signal);
    return { ...find(database, request), pending };
  },

  'search.rebuild': {
    title: () => 'Rebuild the search index',
    run: async (_input, { session, signal, progress }) => {
      const records = await session().search.rebuild(signal, (done, total) =>
        progress({ stage: 'Indexing', done, total, unit: 'entries', current: null }),
      );
      return { records };
    },
  },
};

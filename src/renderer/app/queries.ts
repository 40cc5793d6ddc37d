import {
  keepPreviousData,
  QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQueries,
  useQuery,
} from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { Input, Output, PlainMethod } from '../../shared/contract/index.ts';
import type { ProfferError } from '../../shared/domain/errors.ts';
import type { SortOrder, TableSource } from '../ui/table/data-table.tsx';
import { pageSize, pagesOf } from '../ui/table/row-window.ts';
import { call } from './client.ts';

/** The engine is on this machine and pushes what changed: nothing is refetched on a timer, on focus or on retry. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      retry: false,
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 60_000,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

/** `fresh` asks anew on each mount; `again` says in how many milliseconds to look once more, for what no event tells. */
export function useCall<M extends PlainMethod>(
  method: M,
  input: Input<M>,
  options: {
    enabled?: boolean;
    keepPrevious?: boolean;
    fresh?: boolean;
    again?: (data: Output<M>) => number | false;
  } = {},
): UseQueryResult<Output<M>, ProfferError> {
  return useQuery<Output<M>, ProfferError>({
    queryKey: [method, input],
    queryFn: ({ signal }) => call(method, input, signal),
    enabled: options.enabled ?? true,
    ...(options.fresh ? { staleTime: 0, gcTime: 0 } : {}),
    refetchInterval: (query) => (query.state.data ? (options.again?.(query.state.data) ?? false) : false),
    ...(options.keepPrevious ? { placeholderData: keepPreviousData as never } : {}),
  });
}

export function useMutationCall<M extends PlainMethod>(
  method: M,
): UseMutationResult<Output<M>, ProfferError, Input<M>> {
  return useMutation<Output<M>, ProfferError, Input<M>>({ mutationFn: (input) => call(method, input) });
}

/** Calls that answer a window of a list. */
export type ListMethod = {
  [M in PlainMethod]: Output<M> extends { rows: unknown[]; total: number } ? M : never;
}[PlainMethod];
export type RowOf<M extends ListMethod> = Output<M> extends { rows: (infer R)[]; total: number } ? R : never;

export interface RowSource<R> extends TableSource<R> {
  error: ProfferError | null;
}

/** A list of any length: only the pages in sight are asked for. */
export function useRows<M extends ListMethod>(
  method: M,
  input: Omit<Input<M>, 'offset' | 'limit'>,
): RowSource<RowOf<M>> {
  const [range, setRange] = useState({ first: 0, last: 0 });
  const pages = pagesOf(range.first, range.last);
  const results = useQueries({
    queries: pages.map((page) => {
      const window = { ...input, offset: page * pageSize, limit: pageSize } as unknown as Input<M>;
      return {
        queryKey: [method, window],
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          call(method, window, signal) as Promise<{ rows: RowOf<M>[]; total: number }>,
        placeholderData: keepPreviousData,
      };
    }),
  });
  const show = useCallback((first: number, last: number) => {
    setRange((old) => (old.first === first && old.last === last ? old : { first, last }));
  }, []);
  const answered = results.find((result) => result.data)?.data as { total: number } | undefined;
  // After a leap to rows nobody asked for yet the length stands: a list of no rows would leap back, and forth again without end.
  const [last, setLast] = useState(answered);
  if (answered && answered.total !== last?.total) setLast(answered);
  const known = answered ?? last;
  const failed = results.find((result) => result.error)?.error as ProfferError | undefined;
  return {
    total: known?.total ?? null,
    row: (index) => {
      const at = pages.indexOf(Math.floor(index / pageSize));
      const data = results[at]?.data as { rows: RowOf<M>[] } | undefined;
      return data?.rows[index % pageSize];
    },
    show,
    error: failed ?? null,
  };
}

/** Holds the sort and search of one list. */
export function useListState<S extends string>(sort: S, direction: SortOrder['direction'] = 'ascending') {
  const [state, setState] = useState<SortOrder & { sort: S }>({ sort, direction });
  const [search, setSearch] = useState('');
  const [hidden, setHidden] = useState(false);
  return useMemo(
    () => ({
      sort: state,
      setSort: (next: SortOrder) => setState({ sort: next.sort as S, direction: next.direction }),
      search,
      setSearch,
      hidden,
      setHidden,
      input: {
        ...state,
        ...(search.trim() ? { search: search.trim() } : {}),
        hidden: hidden ? ('with' as const) : ('without' as const),
      },
    }),
    [state, search, hidden],
  );
}

import { createHashHistory, useParams, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { createStore } from '../ui/store.ts';

export const history = createHashHistory();

export const caseAreas = {
  overview: 'Overview',
  evidence: 'Evidence',
  mail: 'Mail',
  imports: 'Imports',
  review: 'Review',
  events: 'Events',
  entities: 'Entities',
  links: 'Links',
  losses: 'Losses',
  matches: 'Matches',
  intel: 'Intelligence',
  referral: 'Referral',
  log: 'Log',
} as const;
export type CaseArea = keyof typeof caseAreas;

/** Address of an area of a case, with a record selected or a state of the page where given. */
export function casePath(caseId: string, area: CaseArea, search: Record<string, string> = {}): string {
  const query = new URLSearchParams(search).toString();
  return `/cases/${caseId}/${area}${query ? `?${query}` : ''}`;
}

/** The case last looked at: settings and Verify lie outside of it, and the way back should stay in sight. */
export const lastCase = createStore<string | null>(null);

export function go(path: string): void {
  history.push(path);
}

/** Selecting a row should not fill the way back. */
export function replacePlace(path: string): void {
  history.replace(path);
}

/** Where we are: the case, the selected record, and what else the address says. */
export function usePlace(): { caseId: string | null; id: string | null; search: Record<string, unknown> } {
  const params = useParams({ strict: false }) as { caseId?: string };
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  return {
    caseId: params.caseId ?? null,
    id: typeof search.id === 'string' ? search.id : null,
    search,
  };
}

/** The record of an area the address names, and how to select another; `view` is which of the lists of the area it is. */
export function useSelection(
  caseId: string,
  area: CaseArea,
  view?: string,
): [id: string | null, select: (id: string | null) => void] {
  const { id } = usePlace();
  const select = useCallback(
    (next: string | null) =>
      replacePlace(casePath(caseId, area, { ...(view ? { view } : {}), ...(next ? { id: next } : {}) })),
    [caseId, area, view],
  );
  return [id, select];
}

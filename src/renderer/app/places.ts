import { createHashHistory, useParams, useSearch } from '@tanstack/react-router';
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

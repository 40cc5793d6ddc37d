import { createRootRoute, createRoute, createRouter, Navigate } from '@tanstack/react-router';
import { type FunctionComponent, lazy } from 'react';
import { ErrorNotice } from './error-notice.tsx';
import { type CaseArea, caseAreas, history, usePlace } from './places.ts';
import { Shell } from './shell.tsx';

/** A page whose code is read when it is first gone to; before a vault is open none of it is needed. */
function page<P extends object>(load: () => Promise<FunctionComponent<P>>) {
  return lazy(async () => ({ default: await load() }));
}

const CasesPage = page(async () => (await import('../cases/cases-page.tsx')).CasesPage);
const SearchPage = page(async () => (await import('../search/search-page.tsx')).SearchPage);
const VerifyPage = page(async () => (await import('../verify/verify-page.tsx')).VerifyPage);
const SettingsPage = page(async () => (await import('../vault/settings-page.tsx')).SettingsPage);
const pages: Record<CaseArea, ReturnType<typeof page<{ caseId: string }>>> = {
  overview: page(async () => (await import('../overview/overview-page.tsx')).OverviewPage),
  evidence: page(async () => (await import('../evidence/evidence-page.tsx')).EvidencePage),
  mail: page(async () => (await import('../mail/mail-page.tsx')).MailPage),
  imports: page(async () => (await import('../imports/imports-page.tsx')).ImportsPage),
  review: page(async () => (await import('../review/review-page.tsx')).ReviewPage),
  events: page(async () => (await import('../events/events-page.tsx')).EventsPage),
  entities: page(async () => (await import('../entities/entities-page.tsx')).EntitiesPage),
  links: page(async () => (await import('../entities/links-page.tsx')).LinksPage),
  losses: page(async () => (await import('../losses/losses-page.tsx')).LossesPage),
  matches: page(async () => (await import('../search/matches-page.tsx')).MatchesPage),
  intel: page(async () => (await import('../intel/intel-page.tsx')).IntelPage),
  referral: page(async () => (await import('../referral/referral-page.tsx')).ReferralPage),
  log: page(async () => (await import('../log/log-page.tsx')).LogPage),
};

function inCase(area: CaseArea): FunctionComponent {
  const Page = pages[area];
  return function CaseRoute() {
    const { caseId } = usePlace();
    return caseId ? <Page key={caseId} caseId={caseId} /> : null;
  };
}

const root = createRootRoute({
  component: Shell,
  errorComponent: ({ error, reset }) => (
    <div className="page-body padded">
      <ErrorNotice error={error} onRetry={reset} />
    </div>
  ),
  notFoundComponent: () => <Navigate to="/cases" />,
});

const routes = [
  createRoute({ getParentRoute: () => root, path: '/', component: () => <Navigate to="/cases" replace /> }),
  createRoute({ getParentRoute: () => root, path: '/cases', component: () => <CasesPage /> }),
  createRoute({ getParentRoute: () => root, path: '/search', component: () => <SearchPage /> }),
  createRoute({ getParentRoute: () => root, path: '/verify', component: () => <VerifyPage /> }),
  createRoute({ getParentRoute: () => root, path: '/settings', component: () => <SettingsPage /> }),
  ...(Object.keys(caseAreas) as CaseArea[]).map((area) =>
    createRoute({
      getParentRoute: () => root,
      path: `/cases/$caseId/${area}`,
      component: inCase(area),
    }),
  ),
];

export const router = createRouter({ routeTree: root.addChildren(routes), history, defaultPreload: false });

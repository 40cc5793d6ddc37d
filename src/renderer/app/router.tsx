import { createRootRoute, createRoute, createRouter, Navigate } from '@tanstack/react-router';
import type { FunctionComponent } from 'react';
import { CasesPage } from '../cases/cases-page.tsx';
import { EntitiesPage } from '../entities/entities-page.tsx';
import { EventsPage } from '../events/events-page.tsx';
import { EvidencePage } from '../evidence/evidence-page.tsx';
import { LogPage } from '../log/log-page.tsx';
import { LossesPage } from '../losses/losses-page.tsx';
import { OverviewPage } from '../overview/overview-page.tsx';
import { ReferralPage } from '../referral/referral-page.tsx';
import { SettingsPage } from '../vault/settings-page.tsx';
import { VerifyPage } from '../verify/verify-page.tsx';
import { ErrorNotice } from './error-notice.tsx';
import { type CaseArea, caseAreas, history, usePlace } from './places.ts';
import { Shell } from './shell.tsx';

/** What every page of a case is given. */
type CasePage = FunctionComponent<{ caseId: string }>;

const pages: Record<CaseArea, CasePage> = {
  overview: OverviewPage,
  evidence: EvidencePage,
  events: EventsPage,
  entities: EntitiesPage,
  losses: LossesPage,
  referral: ReferralPage,
  log: LogPage,
};

function inCase(Page: CasePage): FunctionComponent {
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
  createRoute({ getParentRoute: () => root, path: '/cases', component: CasesPage }),
  createRoute({ getParentRoute: () => root, path: '/verify', component: VerifyPage }),
  createRoute({ getParentRoute: () => root, path: '/settings', component: SettingsPage }),
  ...(Object.keys(caseAreas) as CaseArea[]).map((area) =>
    createRoute({
      getParentRoute: () => root,
      path: `/cases/$caseId/${area}`,
      component: inCase(pages[area]),
    }),
  ),
];

export const router = createRouter({ routeTree: root.addChildren(routes), history, defaultPreload: false });

import { Tooltip } from '@mantine/core';
import {
  type Icon,
  IconArrowsCross,
  IconBuildingBank,
  IconCalendarEvent,
  IconCoins,
  IconFileImport,
  IconFiles,
  IconFolders,
  IconHistory,
  IconLayoutDashboard,
  IconListCheck,
  IconMail,
  IconPuzzle,
  IconRoute,
  IconSearch,
  IconSettings,
  IconShieldCheck,
  IconTopologyStar3,
} from '@tabler/icons-react';
import { useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useStore } from '../ui/store.ts';
import { type CaseArea, caseAreas, casePath, lastCase, usePlace } from './places.ts';

const icons: Record<CaseArea, Icon> = {
  overview: IconLayoutDashboard,
  evidence: IconFiles,
  mail: IconMail,
  imports: IconFileImport,
  review: IconListCheck,
  events: IconCalendarEvent,
  entities: IconTopologyStar3,
  links: IconRoute,
  losses: IconCoins,
  matches: IconArrowsCross,
  intel: IconPuzzle,
  referral: IconBuildingBank,
  log: IconHistory,
};

function RailLink(props: { path: string; icon: Icon; label: string; shortcut?: string }) {
  const { pathname } = useLocation();
  const Glyph = props.icon;
  const here = pathname === props.path;
  const link = (
    <a href={`#${props.path}`} className="rail-link" aria-current={here ? 'page' : undefined}>
      <Glyph size={17} stroke={1.6} aria-hidden />
      <span>{props.label}</span>
    </a>
  );
  if (!props.shortcut) return link;
  return (
    <Tooltip label={props.shortcut} position="right">
      {link}
    </Tooltip>
  );
}

/** The areas of a case, and what stands outside of any. */
export function Rail() {
  const here = usePlace().caseId;
  const last = useStore(lastCase);
  const { pathname } = useLocation();
  useEffect(() => {
    if (here) lastCase.set(here);
  }, [here]);
  // The list of cases is where one leaves a case for another.
  const caseId = here ?? (pathname === '/cases' ? null : last);
  return (
    <nav className="rail" aria-label="Areas">
      <RailLink path="/cases" icon={IconFolders} label="Cases" shortcut="Alt+0" />
      <RailLink path="/search" icon={IconSearch} label="Search" shortcut="Ctrl+Shift+F" />
      {caseId && (
        <>
          <div className="rail-group">This case</div>
          {(Object.keys(caseAreas) as CaseArea[]).map((area, index) => (
            <RailLink
              key={area}
              path={casePath(caseId, area)}
              icon={icons[area]}
              label={caseAreas[area]}
              shortcut={`Alt+${index + 1}`}
            />
          ))}
        </>
      )}
      <div className="spread" />
      <RailLink path="/verify" icon={IconShieldCheck} label="Verify" />
      <RailLink path="/settings" icon={IconSettings} label="Vault settings" />
    </nav>
  );
}

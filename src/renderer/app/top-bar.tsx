import { ActionIcon, Menu, Tooltip, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconDotsVertical, IconLock, IconMoon, IconSearch, IconSun } from '@tabler/icons-react';
import { Fragment } from 'react';
import { MarkingBadge } from '../fields/marking.tsx';
import { JobsTray } from './jobs-tray.tsx';
import { Keycaps } from './palette.tsx';
import { usePlace } from './places.ts';
import { useCall } from './queries.ts';
import { lockVault } from './session.ts';
import { toastError } from './toasts.tsx';
import { useCommandList } from './use-commands.ts';

/** Which case this is, the way to every command, work in hand, the lock. */
export function TopBar(props: { onPalette(): void; onHelp(): void }) {
  const { caseId } = usePlace();
  return (
    <header className="bar">
      <span className="brand" aria-hidden>
        Proffer
      </span>
      <div className="bar-case">{caseId && <CaseTitle caseId={caseId} />}</div>
      <UnstyledButton className="bar-search" onClick={props.onPalette} aria-label="Open command palette">
        <IconSearch size={14} aria-hidden />
        <span className="spread">Commands</span>
        <Keycaps shortcut="Mod+K" />
      </UnstyledButton>
      <JobsTray />
      <ThemeSwitch />
      <CommandMenu />
      <Tooltip label="Lock the vault (Ctrl+L)">
        <ActionIcon aria-label="Lock vault" onClick={() => void lockVault().catch(toastError)}>
          <IconLock size={17} />
        </ActionIcon>
      </Tooltip>
    </header>
  );
}

function CaseTitle({ caseId }: { caseId: string }) {
  const record = useCall('case.get', { id: caseId });
  if (!record.data) return null;
  return (
    <>
      <span className="mono bar-reference">{record.data.reference}</span>
      <span className="truncate bar-title">{record.data.title}</span>
      <MarkingBadge marking={record.data.marking} />
    </>
  );
}

function ThemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label="Theme" title="Theme">
          {colorScheme === 'dark' ? <IconMoon size={17} /> : <IconSun size={17} />}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {(['light', 'dark', 'auto'] as const).map((scheme) => (
          <Menu.Item
            key={scheme}
            aria-current={scheme === colorScheme}
            rightSection={scheme === colorScheme ? <IconCheck size={14} aria-hidden /> : null}
            onClick={() => setColorScheme(scheme)}
          >
            {{ light: 'Light', dark: 'Dark', auto: 'As the system' }[scheme]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function CommandMenu() {
  const list = useCommandList().filter((command) => !command.quiet);
  const groups = [...new Set(list.map((command) => command.group))];
  return (
    <Menu position="bottom-end" width={300}>
      <Menu.Target>
        <ActionIcon aria-label="Menu" title="Menu">
          <IconDotsVertical size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown className="command-menu">
        {groups.map((group) => (
          <Fragment key={group}>
            <Menu.Label>{group}</Menu.Label>
            {list
              .filter((command) => command.group === group)
              .map((command) => (
                <Menu.Item
                  key={command.id}
                  rightSection={command.shortcut ? <Keycaps shortcut={command.shortcut} /> : null}
                  onClick={() => setTimeout(command.run, 0)}
                >
                  {command.title}
                </Menu.Item>
              ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

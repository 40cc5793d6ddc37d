import { useMantineColorScheme } from '@mantine/core';
import { call } from './client.ts';
import type { Command } from './commands.ts';
import { confirm } from './confirm.tsx';
import { type CaseArea, caseAreas, casePath, go, usePlace } from './places.ts';
import { lockVault } from './session.ts';
import { toast, toastError } from './toasts.tsx';
import { useCommands } from './use-commands.ts';

/** Says what would be undone, and does it when told to. */
export async function undoLast(caseId: string): Promise<void> {
  try {
    const { entry } = await call('log.undoable', { caseId });
    if (!entry) {
      toast('There is nothing to undo in this case.', 'info');
      return;
    }
    const yes = await confirm({
      title: 'Undo the last change?',
      body: (
        <>
          <p>
            <strong>{entry.summary}</strong>
          </p>
          <p className="dim">
            Entry {entry.seq}, {entry.author.person}. The log keeps both the change and its undoing.
          </p>
        </>
      ),
      confirm: 'Undo',
    });
    if (yes === null) return;
    const { undone } = await call('log.undo', { caseId, seq: entry.seq });
    toast(`Undone: ${undone.summary}`);
  } catch (error) {
    toastError(error);
  }
}

function focusSearch(): void {
  document.querySelector<HTMLInputElement>('[data-search-box]')?.focus();
}

/** Commands that stand on every page. */
export function AppCommands(props: { open: boolean; onPalette(): void; onHelp(): void }) {
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const { caseId } = usePlace();
  const list: Command[] = [
    { id: 'app.help', title: 'Keyboard shortcuts', group: 'Proffer', shortcut: '?', run: props.onHelp },
    { id: 'theme.light', title: 'Light theme', group: 'Proffer', run: () => setColorScheme('light') },
    { id: 'theme.dark', title: 'Dark theme', group: 'Proffer', run: () => setColorScheme('dark') },
    { id: 'theme.auto', title: 'Theme of the system', group: 'Proffer', run: () => setColorScheme('auto') },
    {
      id: 'go.verify',
      title: 'Verify a package',
      group: 'Go to',
      keywords: 'check signature bag zip',
      run: () => go('/verify'),
    },
  ];
  if (props.open) {
    list.push(
      {
        id: 'app.palette',
        title: 'Command palette',
        group: 'Proffer',
        shortcut: 'Mod+K',
        quiet: true,
        run: props.onPalette,
      },
      {
        id: 'app.lock',
        title: 'Lock the vault',
        group: 'Vault',
        shortcut: 'Mod+L',
        run: () => void lockVault().catch(toastError),
      },
      { id: 'go.cases', title: 'Cases', group: 'Go to', shortcut: 'Alt+0', run: () => go('/cases') },
      {
        id: 'go.search',
        title: 'Search everything',
        group: 'Go to',
        shortcut: 'Mod+Shift+F',
        keywords: 'find words number text all cases',
        run: () => go('/search'),
      },
      {
        id: 'go.settings',
        title: 'Vault settings',
        group: 'Go to',
        keywords: 'passphrase recovery key backup owner theme',
        run: () => go('/settings'),
      },
      { id: 'list.search', title: 'Search this list', group: 'Lists', shortcut: '/', run: focusSearch },
    );
  }
  if (props.open && caseId) {
    (Object.keys(caseAreas) as CaseArea[]).forEach((area, index) => {
      list.push({
        id: `go.${area}`,
        title: caseAreas[area],
        group: 'Go to',
        shortcut: `Alt+${index + 1}`,
        run: () => go(casePath(caseId, area)),
      });
    });
    list.push({
      id: 'case.undo',
      title: 'Undo the last change',
      group: 'Case',
      shortcut: 'Mod+Z',
      run: () => void undoLast(caseId),
    });
  }
  useCommands(list);
  return null;
}

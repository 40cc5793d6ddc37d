import { useEffect, useRef, useSyncExternalStore } from 'react';
import { type Command, CommandRegistry } from './commands.ts';

export const commands = new CommandRegistry();

export function useCommandList(): readonly Command[] {
  return useSyncExternalStore(commands.subscribe, commands.list);
}

/** Offers commands while the view stands. What they do may change from render to render. */
export function useCommands(list: readonly Command[]): void {
  const latest = useRef(list);
  latest.current = list;
  const shape = list.map((each) => `${each.id}|${each.title}|${each.shortcut ?? ''}`).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: registers anew only when the offer itself changes
  useEffect(
    () =>
      commands.register(
        latest.current.map((each) => ({
          ...each,
          run: () => latest.current.find((now) => now.id === each.id)?.run(),
        })),
      ),
    [shape],
  );
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type);
}

/** Keys to commands. A dialog keeps its keys for itself, but for those that always stand. */
export function useShortcutKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const command = commands.forKey(event, isTyping(event.target));
      if (!command) return;
      const inDialog = document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
      if (inDialog && !command.id.startsWith('app.')) return;
      if (isTyping(event.target) && command.shortcut === 'Mod+Z') return;
      event.preventDefault();
      command.run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

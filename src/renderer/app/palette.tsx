import { Kbd, Modal } from '@mantine/core';
import { useState } from 'react';
import { keycaps, searchCommands } from './commands.ts';
import { useCommandList } from './use-commands.ts';

export function Keycaps({ shortcut }: { shortcut: string }) {
  const mac = window.proffer.platform === 'darwin';
  return (
    <span className="keycaps" aria-hidden>
      {keycaps(shortcut, mac).map((cap) => (
        <Kbd key={cap} size="xs">
          {cap}
        </Kbd>
      ))}
    </span>
  );
}

/** Every command by its words. */
export function Palette(props: { opened: boolean; onClose(): void }) {
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      withCloseButton={false}
      centered={false}
      yOffset="12vh"
      size={560}
      padding={0}
      title="Command palette"
      classNames={{ header: 'hidden-visually', body: 'palette-body' }}
    >
      <PaletteList onClose={props.onClose} />
    </Modal>
  );
}

function PaletteList({ onClose }: { onClose(): void }) {
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const found = searchCommands(useCommandList(), query);
  const at = Math.min(active, Math.max(0, found.length - 1));
  const run = (index: number) => {
    const command = found[index];
    if (!command) return;
    onClose();
    // After the dialog has given the focus back.
    setTimeout(() => command.run(), 0);
  };
  return (
    <div className="palette">
      <input
        className="palette-input"
        type="text"
        role="combobox"
        aria-label="Search commands"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={found[at] ? `command-${found[at].id}` : undefined}
        placeholder="What do you want to do?"
        data-autofocus
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setActive(Math.min(found.length - 1, at + 1));
          else if (event.key === 'ArrowUp') setActive(Math.max(0, at - 1));
          else if (event.key === 'Enter') run(at);
          else return;
          event.preventDefault();
        }}
      />
      <div className="palette-list" id="palette-list" role="listbox" aria-label="Commands">
        {found.map((command, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the text field above holds the focus and the keys
          // biome-ignore lint/a11y/useFocusableInteractive: same
          <div
            key={command.id}
            id={`command-${command.id}`}
            role="option"
            aria-selected={index === at}
            ref={(node) => {
              if (index === at) node?.scrollIntoView({ block: 'nearest' });
            }}
            className="palette-item"
            onClick={() => run(index)}
            onPointerMove={() => setActive(index)}
          >
            <span className="spread">{command.title}</span>
            <span className="dim small">{command.group}</span>
            {command.shortcut && <Keycaps shortcut={command.shortcut} />}
          </div>
        ))}
        {found.length === 0 && <div className="palette-none">Nothing by that name.</div>}
      </div>
    </div>
  );
}

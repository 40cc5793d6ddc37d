import { Kbd, Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { HitIcon } from '../fields/hit-icon.tsx';
import { type Hit, pathOfHit, wordsOfHit } from '../fields/hit-words.ts';
import { MarkedText } from '../fields/marked-text.tsx';
import { usePaletteHits } from '../fields/palette-hits.ts';
import { type Command, keycaps, searchCommands } from './commands.ts';
import { go } from './places.ts';
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

/** Every command by its words, and the records that have them. */
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

/** A line of the palette: a command, a record, or the way to all records. */
type Line = { key: string; run(): void } & ({ command: Command } | { hit: Hit } | { everything: string });

function linesFor(commands: readonly Command[], hits: readonly Hit[], query: string): Line[] {
  const text = query.trim();
  return [
    ...commands.map((command) => ({ key: `command-${command.id}`, command, run: () => command.run() })),
    ...hits.map((hit) => ({
      key: `hit-${hit.id}-${hit.place?.page ?? 0}`,
      hit,
      run: () => go(pathOfHit(hit)),
    })),
    ...(text === ''
      ? []
      : [
          {
            key: 'everything',
            everything: text,
            run: () => go(`/search?${new URLSearchParams({ q: text })}`),
          },
        ]),
  ];
}

function PaletteList({ onClose }: { onClose(): void }) {
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const found = linesFor(searchCommands(useCommandList(), query), usePaletteHits(query), query);
  const at = Math.min(active, Math.max(0, found.length - 1));
  const run = (index: number) => {
    const line = found[index];
    if (!line) return;
    onClose();
    // After the dialog has given the focus back.
    setTimeout(() => line.run(), 0);
  };
  return (
    <div className="palette">
      <input
        className="palette-input"
        type="text"
        role="combobox"
        aria-label="Search commands and records"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={found[at]?.key}
        placeholder="What do you want to do, or find?"
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
      <div className="palette-list" id="palette-list" role="listbox" aria-label="Commands and records">
        {found.map((line, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the text field above holds the focus and the keys
          // biome-ignore lint/a11y/useFocusableInteractive: same
          <div
            key={line.key}
            id={line.key}
            role="option"
            aria-selected={index === at}
            ref={(node) => {
              if (index === at) node?.scrollIntoView({ block: 'nearest' });
            }}
            className="palette-item"
            onClick={() => run(index)}
            onPointerMove={() => setActive(index)}
          >
            <LineText line={line} />
          </div>
        ))}
      </div>
    </div>
  );
}

function LineText({ line }: { line: Line }) {
  if ('command' in line) {
    return (
      <>
        <span className="spread">{line.command.title}</span>
        <span className="dim small">{line.command.group}</span>
        {line.command.shortcut && <Keycaps shortcut={line.command.shortcut} />}
      </>
    );
  }
  if ('hit' in line) {
    return (
      <>
        <HitIcon hit={line.hit} />
        <span className="spread truncate">
          <MarkedText {...line.hit.title} />
        </span>
        <span className="dim small">{wordsOfHit(line.hit)}</span>
        <span className="mono small">{line.hit.caseReference}</span>
      </>
    );
  }
  return (
    <>
      <IconSearch size={16} aria-hidden />
      <span className="spread truncate">
        Search everything for “<bdi>{line.everything}</bdi>”
      </span>
    </>
  );
}

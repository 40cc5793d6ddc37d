import { Modal } from '@mantine/core';
import { Keycaps } from './palette.tsx';
import { useCommandList } from './use-commands.ts';

const fixed: readonly (readonly [string, string])[] = [
  ['Move in a table', '↑ ↓ PgUp PgDn Home End'],
  ['Open the row', 'Enter'],
  ['Tick the row', 'Space'],
  ['Close a panel or dialog', 'Esc'],
  ['Zoom the timeline', '+  −'],
  ['Move along the timeline', '← →'],
  ['Whole timeline', '0'],
];

/** All keys, from the same list that makes them work. */
export function Help(props: { opened: boolean; onClose(): void }) {
  const list = useCommandList().filter((command) => command.shortcut);
  const groups = [...new Set(list.map((command) => command.group))];
  return (
    <Modal opened={props.opened} onClose={props.onClose} title="Keyboard" size={720}>
      <div className="help">
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            {list
              .filter((command) => command.group === group)
              .map((command) => (
                <div key={command.id} className="help-row">
                  <span>{command.title}</span>
                  <Keycaps shortcut={command.shortcut!} />
                </div>
              ))}
          </section>
        ))}
        <section>
          <h3>In lists and pictures</h3>
          {fixed.map(([what, keys]) => (
            <div key={what} className="help-row">
              <span>{what}</span>
              <span className="dim">{keys}</span>
            </div>
          ))}
        </section>
      </div>
    </Modal>
  );
}

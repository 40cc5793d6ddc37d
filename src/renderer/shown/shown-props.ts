import { showText } from '../../shared/domain/text-safety.ts';

/** Props whose text is only ever shown. What a field holds (`value`) is not among them: it is edited and stored. */
const shownNames = ['children', 'title', 'alt', 'aria-label', 'label', 'description'] as const;

type Props = Record<string, unknown>;

/** The props of an element with every text in them as it may be shown; the same object where there is nothing to write out. */
export function shownProps(props: Props): Props {
  let shown = props;
  for (const name of shownNames) {
    const value = props[name];
    const next = shownValue(value);
    if (next === value) continue;
    if (shown === props) shown = { ...props };
    shown[name] = next;
  }
  return shown;
}

function shownValue(value: unknown): unknown {
  if (typeof value === 'string') return showText(value);
  if (!Array.isArray(value)) return value;
  const next: unknown[] = value.map(shownValue);
  return next.some((one, index) => one !== value[index]) ? next : value;
}

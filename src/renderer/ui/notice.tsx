import {
  IconAlertTriangle,
  IconCircleCheck,
  IconExclamationCircle,
  IconInfoCircle,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';

const icons = {
  info: IconInfoCircle,
  good: IconCircleCheck,
  warn: IconAlertTriangle,
  bad: IconExclamationCircle,
};

/** A message that stands in the page. `bad` and `warn` are announced. */
export function Notice(props: {
  tone?: keyof typeof icons;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}) {
  const tone = props.tone ?? 'info';
  const Glyph = icons[tone];
  return (
    <div
      className={`notice ${tone}`}
      role={tone === 'bad' ? 'alert' : tone === 'warn' ? 'status' : undefined}
    >
      <Glyph size={17} aria-hidden />
      <div className="what">
        {props.title && (
          <div>
            <strong>{props.title}</strong>
          </div>
        )}
        {props.children}
      </div>
      {props.action}
    </div>
  );
}

import { Fragment, type ReactNode } from 'react';

/** Names and values; rows whose value is empty are left out. */
export function Facts(props: { rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="facts">
      {props.rows
        .filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== false)
        .map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}

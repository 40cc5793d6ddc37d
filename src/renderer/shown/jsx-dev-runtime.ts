/** The same as `jsx-runtime.ts` for a view that is being worked on. */
import * as react from 'react/jsx-dev-runtime';
import { shownProps } from './shown-props.ts';

export const Fragment = react.Fragment;

export const jsxDEV: typeof react.jsxDEV = (type, props, key, isStatic, source, self) =>
  react.jsxDEV(type, shownProps(props as never), key, isStatic, source, self);

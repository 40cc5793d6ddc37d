/**
 * What our views are compiled to: React's own, but no text from a case reaches the screen with characters in it that hide,
 * turn the reading or pile up over other lines. One place for all views, as one that is forgotten is one that deceives.
 */
import * as react from 'react/jsx-runtime';
import { shownProps } from './shown-props.ts';

export const Fragment = react.Fragment;

export const jsx: typeof react.jsx = (type, props, key) => react.jsx(type, shownProps(props as never), key);

export const jsxs: typeof react.jsxs = (type, props, key) =>
  react.jsxs(type, shownProps(props as never), key);

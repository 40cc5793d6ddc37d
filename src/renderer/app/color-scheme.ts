import type { MantineColorScheme, MantineColorSchemeManager } from '@mantine/core';

/** The choice of light or dark is kept by the shell, which colours the window's own frame by it as well. */
export function shellColorScheme(): MantineColorSchemeManager {
  let current: MantineColorScheme = window.proffer.startup.colorScheme;
  return {
    get: () => current,
    set: (value) => {
      current = value;
      void window.proffer.setColorScheme(value);
    },
    subscribe: () => {},
    unsubscribe: () => {},
    clear: () => {},
  };
}

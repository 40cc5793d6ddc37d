import './mantine.css';
import './app/tokens.css';
import './ui/ui.css';
import './app/shell.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { connectShell } from './app/bridge.ts';
import { shellColorScheme } from './app/color-scheme.ts';
import { queryClient } from './app/queries.ts';
import { adoptThemeVariables } from './app/static-styles.ts';
import { theme } from './app/theme.ts';

adoptThemeVariables();
connectShell();
const colorSchemeManager = shellColorScheme();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={colorSchemeManager}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queryClient}>
        <App />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);

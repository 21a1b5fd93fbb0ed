/** The staff's web app: the loop of an outage, live. It uses the public API and nothing else. */
import '@mantine/core/styles.css';
import './style.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { watchSequences } from './lib/keys.ts';
import { queryClient } from './query.ts';
import { router } from './routes.tsx';
import { theme } from './theme.ts';

watchSequences();
const colors = localStorageColorSchemeManager({ key: 'candor-scheme' });

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={colors}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);

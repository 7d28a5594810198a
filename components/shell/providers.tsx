'use client';

import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ReactNode } from 'react';
import { ApiProvider } from '../api/api-provider.tsx';
import { Toasts } from '../ui/toasts.tsx';
import { NonceProvider } from './nonce.tsx';
import type { Theme } from './theme.ts';
import { ThemeProvider } from './theme-context.tsx';

export function Providers(props: { nonce: string | undefined; theme: Theme; children: ReactNode }) {
  return (
    <NonceProvider nonce={props.nonce}>
      <ThemeProvider initial={props.theme}>
        <NuqsAdapter>
          <ApiProvider>
            {props.children}
            <Toasts />
          </ApiProvider>
        </NuqsAdapter>
      </ThemeProvider>
    </NonceProvider>
  );
}

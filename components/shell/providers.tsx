'use client';

import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ReactNode } from 'react';
import { ApiProvider } from '../api/api-provider.tsx';
import { NavigateProvider } from '../ui/navigate.tsx';
import { Toasts } from '../ui/toasts.tsx';
import { NonceProvider } from './nonce.tsx';
import type { Preferences } from './preferences.ts';
import { PreferencesProvider } from './preferences-context.tsx';

export function Providers(props: { nonce: string | undefined; preferences: Preferences; children: ReactNode }) {
  return (
    <NonceProvider nonce={props.nonce}>
      <PreferencesProvider initial={props.preferences}>
        <NuqsAdapter>
          <ApiProvider>
            <NavigateProvider>
              {props.children}
              <Toasts />
            </NavigateProvider>
          </ApiProvider>
        </NuqsAdapter>
      </PreferencesProvider>
    </NonceProvider>
  );
}

'use client';

import type { ReactNode } from 'react';
import { ApiProvider } from '../api/api-provider.tsx';
import { AddressProvider } from '../ui/address.tsx';
import { Toasts } from '../ui/toasts.tsx';
import { NonceProvider } from './nonce.tsx';
import type { Preferences } from './preferences.ts';
import { PreferencesProvider } from './preferences-context.tsx';

export function Providers(props: { nonce: string | undefined; preferences: Preferences; children: ReactNode }) {
  return (
    <NonceProvider nonce={props.nonce}>
      <PreferencesProvider initial={props.preferences}>
        <AddressProvider>
          <ApiProvider>
            {props.children}
            <Toasts />
          </ApiProvider>
        </AddressProvider>
      </PreferencesProvider>
    </NonceProvider>
  );
}

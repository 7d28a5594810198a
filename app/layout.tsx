import type { Viewport } from 'next';
import localFont from 'next/font/local';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { LoadAgain } from '../components/shell/load-again.tsx';
import { documentClasses, readPreferences } from '../components/shell/preferences.ts';
import { Providers } from '../components/shell/providers.tsx';
import './globals.css';

const inter = localFont({
  src: '../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  variable: '--font-inter',
  weight: '100 900',
});
const jetbrains = localFont({
  src: '../node_modules/@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
  variable: '--font-jetbrains',
  weight: '100 800',
  adjustFontFallback: false,
  fallback: ['ui-monospace', 'monospace'],
});

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f5f6f9' },
    { media: '(prefers-color-scheme: dark)', color: '#0c0f14' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const stored = await cookies();
  const preferences = readPreferences((name) => stored.get(name)?.value);
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return (
    <html lang="en" className={`${inter.variable} ${jetbrains.variable} ${documentClasses(preferences)}`}>
      <head>
        <LoadAgain nonce={nonce} />
      </head>
      <body>
        <Providers nonce={nonce} preferences={preferences}>
          {children}
        </Providers>
      </body>
    </html>
  );
}

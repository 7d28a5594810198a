import type { ReactNode } from 'react';
import { BottomBar } from './bottom-bar.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { Overlays } from './overlays.tsx';
import { Rail } from './rail.tsx';
import { TopBar } from './top-bar.tsx';

/** The frame of every page behind the sign-in: rail (or bottom bar on a phone), top bar, the page. */
export function Shell({ children }: { children: ReactNode }) {
  return (
    <div className="grid h-dvh grid-cols-1 grid-rows-[auto_1fr_auto] md:grid-cols-[auto_1fr] md:grid-rows-[auto_1fr]">
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-accent-fill px-3 py-1.5 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the content
      </a>
      <Rail />
      <div className="min-w-0">
        <TopBar />
        <ConnectionBanner />
      </div>
      <main id="main" tabIndex={-1} className="flex min-h-0 min-w-0 flex-col overflow-y-auto focus:outline-none">
        {children}
      </main>
      <BottomBar />
      <Overlays />
    </div>
  );
}

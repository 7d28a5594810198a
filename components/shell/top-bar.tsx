'use client';

import { ChevronLeft } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { LogoMark } from './logo.tsx';
import { destinations, isCurrent } from './navigation.ts';
import { RunningChip } from './running-chip.tsx';
import { ThemeMenu } from './theme-menu.tsx';
import { UserMenu } from './user-menu.tsx';

export function TopBar() {
  return (
    <div className="flex h-12 items-center gap-3 border-line border-b bg-panel px-4 md:px-6">
      <Link prefetch={false} href="/" aria-label="Gantry, home" className="md:hidden">
        <LogoMark className="size-7" />
      </Link>
      <Breadcrumb />
      <div className="ml-auto flex items-center gap-1">
        <RunningChip />
        <ThemeMenu />
        <UserMenu />
      </div>
    </div>
  );
}

/** Where the page lies; the page's own name is its heading, so only the way there is shown. */
function Breadcrumb() {
  const pathname = usePathname();
  const section = destinations.find(({ href }) => href !== '/' && isCurrent(href, pathname));
  const deeper = section !== undefined && pathname !== section.href;
  return (
    <nav aria-label="Breadcrumb" className="min-w-0 truncate text-ink-3 text-sm">
      {deeper ? (
        <Link prefetch={false} href={section.href} className="rounded-sm text-ink-2 hover:text-ink">
          <ChevronLeft aria-hidden className="mr-1 inline size-4 align-[-3px]" />
          {section.label}
        </Link>
      ) : (
        <span>{section?.label ?? 'Home'}</span>
      )}
    </nav>
  );
}

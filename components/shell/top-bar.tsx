'use client';

import { ChevronLeft, CircleQuestionMark, Search } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { IconButton } from '../ui/button.tsx';
import { Link } from '../ui/link.tsx';
import { Keys } from './keys.tsx';
import { LogoMark } from './logo.tsx';
import { destinations, isCurrent } from './navigation.ts';
import { showOverlay } from './overlay.ts';
import { RunningChip } from './running-chip.tsx';
import { ThemeMenu } from './theme-menu.tsx';
import { UserMenu } from './user-menu.tsx';

export function TopBar() {
  return (
    <div className="flex h-12 items-center gap-3 border-line border-b bg-panel px-4 md:px-6">
      <Link href="/" aria-label="Gantry, home" className="md:hidden">
        <LogoMark className="size-7" />
      </Link>
      <Breadcrumb />
      <div className="ml-auto flex min-w-0 items-center gap-1">
        <RunningChip />
        <SearchField />
        <ThemeMenu />
        <IconButton label="Keys" className="max-md:hidden" onClick={() => showOverlay('keys')}>
          <CircleQuestionMark />
        </IconButton>
        <UserMenu />
      </div>
    </div>
  );
}

/** Looks like the field that it opens; only its icon on a phone. */
function SearchField() {
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      onPointerEnter={() => void import('./palette/palette.tsx')}
      onFocus={() => void import('./palette/palette.tsx')}
      onClick={() => showOverlay('palette')}
      className="flex h-8 items-center gap-2 rounded-md px-2 text-ink-3 text-sm hover:text-ink lg:mr-1 lg:w-66 lg:border lg:border-line lg:bg-sunken lg:hover:border-line-strong"
    >
      <Search aria-hidden className="size-4 shrink-0" />
      <span className="flex-1 truncate text-left max-lg:sr-only">Search or do something</span>
      <span aria-hidden className="max-lg:hidden">
        <Keys keys="Mod+K" />
      </span>
    </button>
  );
}

/** Where the page lies; the page's own name is its heading, so only the way there is shown. */
function Breadcrumb() {
  const pathname = usePathname();
  const section = destinations.find((each) => each.href !== '/' && isCurrent(each, pathname));
  const isDeeper = section !== undefined && pathname !== section.href;
  return (
    <nav aria-label="Breadcrumb" className="-m-1 min-w-0 truncate p-1 text-ink-3 text-sm">
      {isDeeper ? (
        <Link href={section.href} className="rounded-sm text-ink-2 hover:text-ink">
          <ChevronLeft aria-hidden className="mr-1 inline size-4 align-[-3px]" />
          {section.label}
        </Link>
      ) : (
        <span>{section?.label ?? 'Home'}</span>
      )}
    </nav>
  );
}

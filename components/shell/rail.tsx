'use client';

import { clsx } from 'clsx';
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { IconButton } from '../ui/button.tsx';
import { Link } from '../ui/link.tsx';
import { LogoMark, Wordmark } from './logo.tsx';
import { type Destination, destinations, isCurrent, maySee, needsRoom } from './navigation.ts';
import { usePreference } from './preferences-context.tsx';
import { useSession } from './session.tsx';

/** The ways to every part, with their names where there is room and the person wants them. */
export function Rail() {
  const session = useSession();
  const [rail, setRail] = usePreference('rail');
  const isTight = needsRoom(usePathname());
  const isOpen = rail === 'open' && !isTight;
  const text = isOpen ? 'hidden xl:inline' : 'hidden';
  return (
    <div className={clsx('row-span-2 hidden w-14 flex-col border-line border-r bg-panel md:flex', isOpen && 'xl:w-52')}>
      <Link
        href="/"
        aria-label="Gantry, home"
        className={clsx('flex h-12 shrink-0 items-center gap-2.5 px-3.5', isOpen && 'xl:px-4')}
      >
        <LogoMark className="size-7 shrink-0" />
        <span className={text}>
          <Wordmark />
        </span>
      </Link>
      <nav aria-label="Main" className="flex flex-1 flex-col gap-0.5 overflow-y-auto px-2 py-2">
        {destinations
          .filter((each) => maySee(each, session?.role))
          .map((destination) => (
            <RailLink key={destination.href} destination={destination} isOpen={isOpen} />
          ))}
      </nav>
      <div className={clsx('flex h-12 shrink-0 items-center justify-center px-2', isOpen && 'xl:justify-between')}>
        <p className={clsx('pl-2 text-ink-3 text-xs', text)}>{session ? `Version ${session.version}` : ' '}</p>
        {!isTight && (
          <IconButton
            label={isOpen ? 'Fold the side bar' : 'Unfold the side bar'}
            aria-expanded={isOpen}
            className="hidden xl:inline-flex"
            onClick={() => setRail(isOpen ? 'folded' : 'open')}
          >
            {isOpen ? <PanelLeftClose /> : <PanelLeftOpen />}
          </IconButton>
        )}
      </div>
    </div>
  );
}

function RailLink({ destination, isOpen }: { destination: Destination; isOpen: boolean }) {
  const isHere = isCurrent(destination, usePathname());
  const { icon: Icon, href, label } = destination;
  return (
    <Link
      href={href}
      aria-current={isHere ? 'page' : undefined}
      title={label}
      className={clsx(
        'flex h-8 shrink-0 items-center justify-center gap-3 rounded-md text-sm forced-colors:aria-[current]:border-2',
        isOpen && 'xl:justify-start xl:px-3',
        isHere ? 'bg-accent-soft font-medium text-accent' : 'text-ink-2 hover:bg-hover hover:text-ink',
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className={isOpen ? 'max-xl:sr-only' : 'sr-only'}>{label}</span>
    </Link>
  );
}

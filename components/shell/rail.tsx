'use client';

import { clsx } from 'clsx';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { LogoMark, Wordmark } from './logo.tsx';
import { type Destination, destinations, isCurrent } from './navigation.ts';
import { useSession } from './session.tsx';

export function Rail() {
  const session = useSession();
  return (
    <div className="row-span-2 hidden w-14 flex-col border-line border-r bg-panel md:flex xl:w-50">
      <Link
        prefetch={false}
        href="/"
        aria-label="Gantry, home"
        className="flex h-12 items-center gap-2.5 px-3.5 xl:px-4"
      >
        <LogoMark className="size-7 shrink-0" />
        <span className="hidden xl:inline">
          <Wordmark />
        </span>
      </Link>
      <nav aria-label="Main" className="flex flex-1 flex-col gap-0.5 px-2 py-2">
        {destinations.map((destination) => (
          <RailLink key={destination.href} destination={destination} role={session?.role} />
        ))}
      </nav>
      <p className="hidden px-4 py-3 text-ink-3 text-xs xl:block">{session ? `Version ${session.version}` : ' '}</p>
    </div>
  );
}

function RailLink({ destination, role }: { destination: Destination; role: string | undefined }) {
  const current = isCurrent(destination.href, usePathname());
  if (role && destination.roles && !destination.roles.some((each) => each === role)) return null;
  const Icon = destination.icon;
  return (
    <Link
      prefetch={false}
      href={destination.href}
      aria-current={current ? 'page' : undefined}
      title={destination.label}
      className={clsx(
        'flex h-8 items-center gap-3 rounded-md px-3 text-sm max-xl:justify-center max-xl:px-0',
        current ? 'bg-accent-soft font-medium text-accent' : 'text-ink-2 hover:bg-hover hover:text-ink',
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className="max-xl:sr-only">{destination.label}</span>
    </Link>
  );
}

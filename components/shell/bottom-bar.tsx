'use client';

import { clsx } from 'clsx';
import { Ellipsis } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { Link } from '../ui/link.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { useNavigate } from '../ui/navigate.ts';
import { type Destination, destinations, isCurrent, maySee, needsRoom } from './navigation.ts';
import { useSession } from './session.tsx';

/** How many destinations have a place of their own on a phone; the rest are under "More". */
const direct = 4;
const slot = 'flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-[11px]';

export function BottomBar() {
  const pathname = usePathname();
  const navigate = useNavigate();
  const role = useSession()?.role;
  const more = destinations.slice(direct).filter((each) => maySee(each, role));
  if (needsRoom(pathname)) return null;
  const inMore = more.some((each) => isCurrent(each, pathname));
  return (
    <nav aria-label="Main" className="flex border-line border-t bg-panel pb-[env(safe-area-inset-bottom)] md:hidden">
      {destinations.slice(0, direct).map((destination) => (
        <BottomLink key={destination.href} destination={destination} isHere={isCurrent(destination, pathname)} />
      ))}
      <Menu
        trigger={
          <button type="button" className={clsx(slot, inMore ? 'font-medium text-accent' : 'text-ink-2')}>
            <Ellipsis aria-hidden className="size-5" />
            More
          </button>
        }
      >
        {more.map(({ href, label, icon: Icon }) => (
          <MenuItem key={href} onSelect={() => navigate(href)}>
            <Icon aria-hidden />
            {label}
          </MenuItem>
        ))}
      </Menu>
    </nav>
  );
}

function BottomLink({ destination, isHere }: { destination: Destination; isHere: boolean }) {
  const { href, label, icon: Icon } = destination;
  return (
    <Link
      href={href}
      aria-current={isHere ? 'page' : undefined}
      className={clsx(slot, 'forced-colors:aria-[current]:border-2', isHere ? 'font-medium text-accent' : 'text-ink-2')}
    >
      <Icon aria-hidden className="size-5" />
      {label}
    </Link>
  );
}

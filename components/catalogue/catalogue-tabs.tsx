'use client';

import { clsx } from 'clsx';
import { usePathname } from 'next/navigation';
import { Link } from '../ui/link.tsx';

const places = [
  { href: '/plugins', label: 'Plugins' },
  { href: '/types', label: 'Types' },
];

/** The two lists of the catalogue, each a page of its own. */
export function CatalogueTabs() {
  const pathname = usePathname();
  return (
    <nav aria-label="Catalogue" className="flex gap-5 border-line border-b bg-panel px-4 md:px-6">
      {places.map(({ href, label }) => (
        <Link
          key={href}
          href={href}
          aria-current={pathname === href ? 'page' : undefined}
          className={clsx(
            '-mb-px flex h-9 items-center border-b-2 text-sm focus-visible:outline-offset-[-2px]',
            'forced-colors:border-b-[Canvas] forced-colors:aria-[current=page]:border-b-[Highlight]',
            pathname === href ? 'border-accent font-medium text-ink' : 'border-transparent text-ink-2 hover:text-ink',
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}

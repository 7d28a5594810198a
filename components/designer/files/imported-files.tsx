'use client';

import { Lock } from 'lucide-react';
import { useDesign } from '../document/use-designer.ts';
import { useOpenFiles } from '../source/open-files.ts';

/** What the imports bring and the blueprint does not hold: to be read, not changed. */
export function ImportedFiles() {
  const design = useDesign();
  const { active, open } = useOpenFiles();
  const locations = new Set(
    design?.imports.flatMap(({ isOwn, location }) => (isOwn || location === null ? [] : [location])),
  );
  if (locations.size === 0) return null;
  return (
    <section aria-label="Imported files" className="mt-3">
      <h3 className="px-2 pb-1 font-medium text-ink-3 text-xs">Imported, cannot be changed</h3>
      <ul>
        {[...locations].map((location) => (
          <li key={location}>
            <button
              type="button"
              aria-current={location === active ? 'true' : undefined}
              title={location}
              onClick={() => open(location)}
              className="flex h-7 w-full items-center gap-2 rounded-md px-2 text-left font-mono text-ink-2 text-xs hover:bg-hover aria-[current]:bg-accent-soft aria-[current]:text-accent"
            >
              <Lock aria-hidden className="size-3.5 shrink-0" />
              <span className="truncate">{location}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

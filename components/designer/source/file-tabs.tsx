'use client';

import { Lock, X } from 'lucide-react';
import { useDesigner } from '../document/use-designer.ts';
import { useOpenFiles } from './open-files.ts';

/** The open files; the last one stays. */
export function FileTabs() {
  const { tabs, active, open, close } = useOpenFiles();
  return (
    <nav aria-label="Open files" className="min-w-0 flex-1 overflow-x-auto [scrollbar-width:none]">
      <ul className="flex h-full">
        {tabs.map((tab) => (
          <li
            key={tab}
            className="group flex shrink-0 items-center border-line border-r bg-ground pr-1 text-ink-2 text-xs aria-[current]:bg-panel aria-[current]:text-ink"
            aria-current={tab === active ? 'true' : undefined}
          >
            <button
              type="button"
              aria-current={tab === active ? 'true' : undefined}
              title={tab}
              onClick={() => open(tab)}
              className="flex h-full max-w-56 items-center gap-1.5 pr-1 pl-3 font-mono outline-offset-[-2px]"
            >
              <Imported path={tab} />
              <span className="truncate">{tab.split('/').at(-1)}</span>
            </button>
            {tabs.length > 1 && (
              <button
                type="button"
                aria-label={`Close ${tab}`}
                onClick={() => close(tab)}
                className="inline-flex size-6 items-center justify-center rounded text-ink-3 hover:bg-hover hover:text-ink"
              >
                <X aria-hidden className="size-3.5" />
              </button>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Imported({ path }: { path: string }) {
  const isOwn = useDesigner(({ files }) => files.has(path));
  return !isOwn && <Lock aria-label="Cannot be changed" className="size-3 shrink-0" />;
}

'use client';

import { clsx } from 'clsx';
import { useQueryState } from 'nuqs';
import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

export interface TabSpec {
  id: string;
  label: string;
  count?: number | undefined;
  content: ReactNode;
  /** The content fills what is left of the window instead of scrolling with the page. */
  fill?: boolean;
}

/** Tabs whose choice is in the URL as `tab`; the first is the default. */
export function UrlTabs({ label, tabs, trailing }: { label: string; tabs: TabSpec[]; trailing?: ReactNode }) {
  const [chosen, choose] = useQueryState('tab', { history: 'push' });
  const first = tabs[0]?.id ?? '';
  const value = tabs.some((tab) => tab.id === chosen) && chosen ? chosen : first;
  return (
    <Radix.Root
      value={value}
      onValueChange={(next) => void choose(next === first ? null : next)}
      className="flex min-h-0 flex-1 flex-col"
    >
      <div className="flex items-center gap-3 border-line border-b bg-panel px-4 md:px-6">
        <Radix.List
          aria-label={label}
          className="-mb-px flex min-w-0 flex-1 gap-5 overflow-x-auto [scrollbar-width:none]"
        >
          {tabs.map((tab) => (
            <Radix.Trigger
              key={tab.id}
              value={tab.id}
              className="flex h-9 shrink-0 items-center gap-1.5 border-transparent border-b-2 text-ink-2 text-sm hover:text-ink focus-visible:outline-offset-[-2px] data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
            >
              {tab.label}
              {tab.count !== undefined && (
                <span className="tabular rounded bg-sunken px-1 text-ink-2 text-xs">{tab.count}</span>
              )}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {trailing}
      </div>
      {tabs.map((tab) => (
        <Radix.Content
          key={tab.id}
          value={tab.id}
          tabIndex={-1}
          className={clsx(tab.fill && 'flex min-h-0 flex-1 flex-col data-[state=inactive]:hidden')}
        >
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}

'use client';

import { clsx } from 'clsx';
import { useQueryState } from 'nuqs';
import { type ReactNode, useId } from 'react';
import { walkChoices } from './walk-choices.ts';

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
  const id = useId();
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex items-center gap-3 border-line border-b bg-panel px-4 md:px-6">
        <div
          role="tablist"
          aria-label={label}
          onKeyDown={(event) => walkChoices(event, 'tab')}
          className="-mb-px flex min-w-0 flex-1 gap-5 overflow-x-auto [scrollbar-width:none]"
        >
          {tabs.map((tab) => (
            <Tab
              key={tab.id}
              id={`${id}-${tab.id}`}
              tab={tab}
              isChosen={tab.id === value}
              onChoose={() => void choose(tab.id === first ? null : tab.id)}
            />
          ))}
        </div>
        {trailing}
      </div>
      {tabs
        .filter((tab) => tab.id === value)
        .map((tab) => (
          <div
            key={tab.id}
            role="tabpanel"
            id={`${id}-${tab.id}-panel`}
            aria-labelledby={`${id}-${tab.id}`}
            tabIndex={-1}
            className={clsx(tab.fill && 'flex min-h-0 flex-1 flex-col')}
          >
            {tab.content}
          </div>
        ))}
    </div>
  );
}

interface TabProps {
  id: string;
  tab: TabSpec;
  isChosen: boolean;
  onChoose: () => void;
}

function Tab({ id, tab, isChosen, onChoose }: TabProps) {
  return (
    <button
      type="button"
      role="tab"
      id={id}
      aria-selected={isChosen}
      aria-controls={isChosen ? `${id}-panel` : undefined}
      data-state={isChosen ? 'active' : 'inactive'}
      tabIndex={isChosen ? 0 : -1}
      onClick={onChoose}
      className="flex h-9 shrink-0 items-center gap-1.5 border-transparent border-b-2 text-ink-2 text-sm hover:text-ink focus-visible:outline-offset-[-2px] aria-selected:border-accent aria-selected:font-medium aria-selected:text-ink forced-colors:border-b-[Canvas] forced-colors:aria-selected:border-b-[Highlight]"
    >
      {tab.label}
      {tab.count !== undefined && (
        <span className="tabular rounded bg-sunken px-1 text-ink-2 text-xs">{tab.count}</span>
      )}
    </button>
  );
}

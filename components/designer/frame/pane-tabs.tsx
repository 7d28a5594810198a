'use client';

import { type ReactNode, useId } from 'react';
import { walkChoices } from '../../ui/walk-choices.ts';

interface PaneTab {
  id: string;
  label: string;
  content: ReactNode;
}

interface PaneTabsProps {
  label: string;
  tabs: readonly PaneTab[];
  value: string;
  onChoose: (id: string) => void;
  /** At the end of the row. */
  trailing?: ReactNode;
}

/** Small tabs at the top of a pane; the first is shown when `value` is none of them. */
export function PaneTabs({ label, tabs, value, onChoose, trailing }: PaneTabsProps) {
  const id = useId();
  const chosen = tabs.find((tab) => tab.id === value) ?? tabs[0];
  return (
    <>
      <div className="flex shrink-0 items-center border-line border-b pr-1">
        <div
          role="tablist"
          aria-label={label}
          onKeyDown={(event) => walkChoices(event, 'tab')}
          className="-mb-px flex min-w-0 flex-1 gap-3 overflow-x-auto px-3 [scrollbar-width:none]"
        >
          {tabs.map((tab) => (
            <button
              key={tab.id}
              type="button"
              role="tab"
              id={`${id}-${tab.id}`}
              aria-selected={tab === chosen}
              aria-controls={tab === chosen ? `${id}-panel` : undefined}
              tabIndex={tab === chosen ? 0 : -1}
              onClick={() => onChoose(tab.id)}
              className="flex h-9 shrink-0 items-center border-transparent border-b-2 text-ink-2 text-xs outline-offset-[-2px] hover:text-ink aria-selected:border-accent aria-selected:font-medium aria-selected:text-ink forced-colors:border-b-[Canvas] forced-colors:aria-selected:border-b-[Highlight]"
            >
              {tab.label}
            </button>
          ))}
        </div>
        {trailing}
      </div>
      <div
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${chosen?.id}`}
        className="flex min-h-0 flex-1 flex-col"
      >
        {chosen?.content}
      </div>
    </>
  );
}

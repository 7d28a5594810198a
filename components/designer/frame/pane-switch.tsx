'use client';

import { Braces, CircleAlert, ListTree, Shapes, SlidersHorizontal } from 'lucide-react';
import { useDesigner } from '../document/use-designer.ts';
import type { panes } from './use-views.ts';

type Pane = (typeof panes)[number];

const choices = [
  { pane: 'canvas', label: 'Canvas', Icon: Shapes },
  { pane: 'source', label: 'Source', Icon: Braces },
  { pane: 'side', label: 'Parts', Icon: ListTree },
  { pane: 'inspector', label: 'Inspector', Icon: SlidersHorizontal },
  { pane: 'problems', label: 'Problems', Icon: CircleAlert },
] as const;

/** Which pane a narrow window shows. */
export function PaneSwitch({ pane, onChoose }: { pane: Pane; onChoose: (pane: Pane) => void }) {
  const problems = useDesigner(({ analysis }) => analysis.problems.length);
  return (
    <nav aria-label="Panes" className="flex shrink-0 border-line border-t bg-panel pb-[env(safe-area-inset-bottom)]">
      {choices.map(({ pane: each, label, Icon }) => (
        <button
          key={each}
          type="button"
          aria-current={each === pane ? 'page' : undefined}
          onClick={() => onChoose(each)}
          className="flex h-12 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-ink-2 text-xs aria-[current]:text-accent forced-colors:aria-[current]:underline"
        >
          <Icon aria-hidden className="size-4" />
          <span className="max-w-full truncate">
            {label}
            {each === 'problems' && problems > 0 && ` ${problems}`}
          </span>
        </button>
      ))}
    </nav>
  );
}

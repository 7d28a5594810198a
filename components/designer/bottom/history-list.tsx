'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { clsx } from 'clsx';
import { useRef } from 'react';
import { Ago } from '../../ui/time.tsx';
import { useDesigner, useDesignerDocument } from '../document/use-designer.ts';

const rowHeight = 28;

/** Every step from the beginning, the last one first; those that were undone are there until something else is done. */
export function HistoryList() {
  const { steps, done } = useDesigner((state) => state.history);
  const canEdit = useDesigner((state) => state.canEdit);
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: steps.length + 1,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  if (!canEdit) return <p className="p-3 text-ink-2 text-sm">This blueprint is only looked at, so nothing was done.</p>;
  return (
    <div ref={box} className="min-h-0 flex-1 overflow-y-auto p-1">
      <ol aria-label="History" style={{ height: virtual.getTotalSize() }} className="relative">
        {virtual.getVirtualItems().map(({ index, start }) => {
          const place = steps.length - index;
          return <Row key={steps[place - 1]?.id ?? 0} place={place} done={done} top={start} />;
        })}
      </ol>
    </div>
  );
}

/** `place` steps are done when this row is the one that is left. */
function Row({ place, done, top }: { place: number; done: number; top: number }) {
  const document = useDesignerDocument();
  const step = useDesigner(({ history }) => history.steps[place - 1]);
  return (
    <li style={{ top, height: rowHeight }} className="absolute inset-x-0">
      <button
        type="button"
        aria-current={place === done ? 'step' : undefined}
        onClick={() => document.goTo(place)}
        className={clsx(
          'flex size-full items-center gap-3 rounded-md px-2 text-left text-xs hover:bg-hover aria-[current]:bg-accent-soft aria-[current]:text-accent',
          place > done && 'text-ink-3 line-through',
        )}
      >
        <span className="min-w-0 flex-1 truncate">{step?.label ?? 'As it was opened'}</span>
        {place > done && <span className="sr-only">undone</span>}
        {step && (
          <span className="shrink-0 text-ink-3">
            <Ago at={new Date(step.at).toISOString()} />
          </span>
        )}
      </button>
    </li>
  );
}

'use client';

import { ChevronDown, ChevronUp, Search, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { IconButton } from '../ui/button.tsx';
import { TextSearch } from './text-search.tsx';
import type { useFind } from './use-find.ts';
import type { LogState, SetLogState } from './use-log-state.ts';

interface FindBarProps {
  state: LogState;
  setState: SetLogState;
  found: ReturnType<typeof useFind>;
  onClose: () => void;
  /** Counts the requests to type here: each gives the field the focus. */
  asked: number;
}

/** Looks through all lines of the log, those included that are no elements of the page. */
export function FindBar({ state, setState, found, onClose, asked }: FindBarProps) {
  const field = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asked === 0) return;
    const input = field.current?.querySelector('input');
    input?.focus();
    input?.select();
  }, [asked]);
  return (
    <search
      ref={field}
      aria-label="Find in the log"
      className="flex min-h-10 flex-wrap items-center gap-2 border-line border-b bg-sunken px-3 py-1"
    >
      <TextSearch
        icon={<Search />}
        modes={state.searchAs}
        onModes={(modes) => void setState({ searchAs: modes.length > 0 ? modes : null })}
        aria-label="Find in the log"
        placeholder="Find among all lines"
        value={state.search ?? ''}
        onChange={({ target }) => void setState({ search: target.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
          else if (event.key === 'Enter') found.step(event.shiftKey ? 'previous' : 'next');
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
        className="max-w-96"
      />
      <span role="status" className="tabular min-w-24 text-ink-2 text-xs">
        {resultText(state.search, found)}
      </span>
      <IconButton label="Previous match (Shift+Enter)" className="size-7" onClick={() => found.step('previous')}>
        <ChevronUp />
      </IconButton>
      <IconButton label="Next match (Enter)" className="size-7" onClick={() => found.step('next')}>
        <ChevronDown />
      </IconButton>
      <IconButton label="Close (Escape)" className="ml-auto size-7" onClick={onClose}>
        <X />
      </IconButton>
    </search>
  );
}

function resultText(search: string | null, { fault, count, index }: ReturnType<typeof useFind>): string {
  if (!search) return '';
  if (fault !== null) return fault;
  if (count === undefined) return 'Counting…';
  if (count === 0) return 'No line matches';
  const all = count.toLocaleString('en');
  return index === null ? `${all} ${count === 1 ? 'line' : 'lines'}` : `${(index + 1).toLocaleString('en')} of ${all}`;
}

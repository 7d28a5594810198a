'use client';

import { ChevronDown, ChevronUp, Search, X } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useState } from 'react';
import { IconButton } from '../ui/button.tsx';
import { wantedLabel, wantedStates } from './find-nodes.ts';
import type { Find } from './use-find.ts';

interface FindBarProps {
  find: Find;
  field: RefObject<HTMLInputElement | null>;
  /** Nodes can be looked for by the states of their instances, too. */
  hasStates: boolean;
}

/** The field in which nodes are looked for, by name or state: how many match, and the way from one to the next. */
export function FindBar({ find, field, hasStates }: FindBarProps) {
  const isOn = find.found !== null;
  const [isWide, setWide] = useState(false);
  function onKeyDown(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key === 'Enter') find.step(event.shiftKey ? -1 : 1);
    if (event.key !== 'Escape') return;
    find.setText('');
    find.setState(null);
    field.current?.blur();
  }
  return (
    <search
      aria-label="Find nodes"
      onFocus={() => setWide(true)}
      onBlur={() => setWide(false)}
      className="flex h-8 max-w-full items-center rounded-md border border-line bg-raised pl-2 shadow-node"
    >
      <Search aria-hidden className="size-3.5 shrink-0 text-ink-3" />
      <input
        ref={field}
        type="text"
        aria-label="Find nodes by name, type or instance"
        placeholder="Find"
        value={find.text}
        onChange={(event) => find.setText(event.target.value)}
        onKeyDown={onKeyDown}
        className={`h-full min-w-0 bg-transparent px-1.5 text-xs outline-offset-0 placeholder:text-ink-3 ${isOn || isWide ? 'w-32' : 'w-14'}`}
      />
      {hasStates && (
        <select
          aria-label="Nodes with instances that are"
          value={find.state ?? ''}
          onChange={(event) => find.setState(wantedStates.find((each) => each === event.target.value) ?? null)}
          className="h-6 rounded-sm bg-transparent pr-6 pl-1 text-ink-2 text-xs"
        >
          <option value="">Any state</option>
          {wantedStates.map((state) => (
            <option key={state} value={state}>
              {wantedLabel[state]}
            </option>
          ))}
        </select>
      )}
      {isOn && (
        <>
          <span role="status" className="tabular whitespace-nowrap px-1.5 text-ink-2 text-xs">
            {find.at < 0 ? `${find.found?.length ?? 0} found` : `${find.at + 1} of ${find.found?.length ?? 0}`}
          </span>
          <IconButton label="Previous match (Shift F)" className="size-6" onClick={() => find.step(-1)}>
            <ChevronUp />
          </IconButton>
          <IconButton label="Next match (F)" className="size-6" onClick={() => find.step(1)}>
            <ChevronDown />
          </IconButton>
          <IconButton
            label="Find nothing"
            className="mr-1 size-6"
            onClick={() => {
              find.setText('');
              find.setState(null);
            }}
          >
            <X />
          </IconButton>
        </>
      )}
    </search>
  );
}

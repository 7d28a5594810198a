'use client';

import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { PaletteHit, PaletteItem } from './palette-item.ts';
import { PaletteRow } from './palette-row.tsx';

interface FinderProps {
  label: string;
  placeholder: string;
  /** What is said when nothing fits. */
  nothing: string;
  typed: string;
  onType: (typed: string) => void;
  hits: PaletteHit[];
  onChoose: (item: PaletteItem) => void;
}

const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

/** A field with what fits below it; arrows go along it, Enter takes. */
export function Finder({ label, placeholder, nothing, typed, onType, hits, onChoose }: FinderProps) {
  const id = useId();
  const [at, setAt] = useState(0);
  const place = Math.min(at, Math.max(hits.length - 1, 0));
  const press = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    const hit = hits[place];
    if (step !== undefined) setAt(Math.max(0, Math.min(hits.length - 1, place + step)));
    else if (event.key === 'Enter' && hit) onChoose(hit.item);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className="flex h-12 shrink-0 items-center gap-3 border-line border-b px-4">
        <Search aria-hidden className="size-4 shrink-0 text-ink-3" />
        <input
          role="combobox"
          aria-label={label}
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={hits.length > 0 ? `${id}-${place}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          value={typed}
          onChange={({ target }) => {
            onType(target.value);
            setAt(0);
          }}
          onKeyDown={press}
          className="h-full min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-ink-3 max-md:text-[16px]"
        />
      </div>
      <HitList {...{ id, hits, place, nothing, onChoose }} onPlace={setAt} />
    </>
  );
}

interface HitListProps {
  id: string;
  hits: PaletteHit[];
  place: number;
  nothing: string;
  onChoose: (item: PaletteItem) => void;
  onPlace: (place: number) => void;
}

function HitList({ id, hits, place, nothing, onChoose, onPlace }: HitListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[data-place="${place}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [place]);
  return (
    <>
      <div ref={list} id={`${id}-list`} role="listbox" aria-label="Results" className="min-h-0 overflow-y-auto p-1.5">
        {hits.map((hit, each) => (
          <PaletteRow
            key={hit.item.id}
            id={`${id}-${each}`}
            place={each}
            hit={hit}
            isCurrent={each === place}
            onChoose={onChoose}
            onPlace={onPlace}
          />
        ))}
      </div>
      <p role="status" className={hits.length > 0 ? 'sr-only' : 'px-5 pt-3 pb-6 text-ink-2 text-sm'}>
        {hits.length > 0 ? `${hits.length} results` : nothing}
      </p>
    </>
  );
}

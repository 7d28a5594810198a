'use client';

import { Search } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useNavigate } from '../../ui/navigate.tsx';
import { findItems, type PaletteHit, type PaletteItem } from './palette-item.ts';
import { PaletteRow } from './palette-row.tsx';
import { keepRecent } from './recent.ts';
import { usePaletteItems } from './use-palette-items.ts';

/** One field from which everything is reached: pages, things by their names, and what the page at hand can do. */
export function Palette({ onClose }: { onClose: () => void }) {
  return (
    <Dialog.Root open onOpenChange={onClose}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/45" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-0 top-0 z-50 mx-auto flex max-h-[70dvh] w-full max-w-160 flex-col overflow-hidden border border-line bg-panel shadow-pop focus:outline-none md:top-[12dvh] md:rounded-xl"
        >
          <Dialog.Title className="sr-only">Search or do something</Dialog.Title>
          <Finder onClose={onClose} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Finder({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const { own, recent, all } = usePaletteItems(typed);
  const hits = typed.trim() === '' ? unfiltered(recent, own, all) : findItems(all, typed);
  const place = Math.min(at, Math.max(hits.length - 1, 0));
  const choose = ({ label, kind, href, run }: PaletteItem): void => {
    onClose();
    run?.();
    if (href === undefined) return;
    if (kind !== 'Page') keepRecent({ label, kind, href });
    navigate(href);
  };
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
  const press = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    const hit = hits[place];
    if (step !== undefined) setAt(Math.max(0, Math.min(hits.length - 1, place + step)));
    else if (event.key === 'Enter' && hit) choose(hit.item);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className="flex h-12 shrink-0 items-center gap-3 border-line border-b px-4">
        <Search aria-hidden className="size-4 shrink-0 text-ink-3" />
        <input
          role="combobox"
          aria-label="Search or do something"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={hits.length > 0 ? `${id}-${place}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder="A name, a page, or what to do"
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value);
            setAt(0);
          }}
          onKeyDown={press}
          className="h-full min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-ink-3 max-md:text-[16px]"
        />
      </div>
      <HitList id={id} hits={hits} place={place} typed={typed} onChoose={choose} onPlace={setAt} />
    </>
  );
}

/** Before anything is typed: where a person was, what can be done here, where one can go. */
function unfiltered(recent: PaletteItem[], own: PaletteItem[], all: PaletteItem[]): PaletteHit[] {
  const pages = all.filter(({ kind }) => kind === 'Page');
  return [...recent, ...own, ...pages].map((item) => ({ item, places: [] }));
}

interface HitListProps {
  id: string;
  hits: PaletteHit[];
  place: number;
  typed: string;
  onChoose: (item: PaletteItem) => void;
  onPlace: (place: number) => void;
}

function HitList({ id, hits, place, typed, onChoose, onPlace }: HitListProps) {
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
        {hits.length > 0 ? `${hits.length} results` : `Nothing has “${typed.trim()}” in its name.`}
      </p>
    </>
  );
}

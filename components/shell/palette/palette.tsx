'use client';

import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { useNavigate } from '../../ui/navigate.ts';
import { Finder } from './finder.tsx';
import { findItems, type PaletteHit, type PaletteItem } from './palette-item.ts';
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
          <Everything onClose={onClose} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Everything({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const { own, recent, all } = usePaletteItems(typed);
  const choose = ({ label, kind, href, run }: PaletteItem): void => {
    onClose();
    run?.();
    if (href === undefined) return;
    if (kind !== 'Page') keepRecent({ label, kind, href });
    navigate(href);
  };
  return (
    <Finder
      label="Search or do something"
      placeholder="A name, a page, or what to do"
      nothing={`Nothing has “${typed.trim()}” in its name.`}
      typed={typed}
      onType={setTyped}
      hits={typed.trim() === '' ? unfiltered(recent, own, all) : findItems(all, typed)}
      onChoose={choose}
    />
  );
}

/** Before anything is typed: where a person was, what can be done here, where one can go. */
function unfiltered(recent: PaletteItem[], own: PaletteItem[], all: PaletteItem[]): PaletteHit[] {
  const pages = all.filter(({ kind }) => kind === 'Page');
  return [...recent, ...own, ...pages].map((item) => ({ item, places: [] }));
}

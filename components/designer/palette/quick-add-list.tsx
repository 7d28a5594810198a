'use client';

import { Dialog } from 'radix-ui';
import { type RefObject, useMemo, useRef, useState } from 'react';
import { fuzzyMatch } from '../../shell/fuzzy.ts';
import { Finder } from '../../shell/palette/finder.tsx';
import type { PaletteHit, PaletteItem } from '../../shell/palette/palette-item.ts';
import { iconOf } from '../../topology/type-icon.tsx';
import { shownCanvas } from '../canvas/canvas-view.ts';
import { useDesign, useDesignerDocument } from '../document/use-designer.ts';
import { findTypes, type TypeHit } from './find-types.ts';
import { joinTo } from './fit.ts';
import { type KeptTypes, useKeptTypes } from './kept-types.ts';
import type { PaletteType } from './palette-types.ts';
import { placeNode } from './place-node.ts';
import { closeQuickAdd, type QuickAdd } from './quick-add.ts';
import { usePaletteTypes } from './use-palette-types.ts';

const most = 60;
const width = 448;

/** Types by a few letters, where the new node is to be; taking one makes the node and what joins it. */
export function QuickAddList({ request }: { request: QuickAdd }) {
  const title = titleOf(request);
  const [origin] = useState(() => window.document.activeElement);
  const taken = useRef<(() => void) | null>(null);
  return (
    <Dialog.Root open onOpenChange={closeQuickAdd}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40" />
        <Dialog.Content
          aria-describedby={undefined}
          style={placeOf(request)}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (origin instanceof HTMLElement && origin !== window.document.body && origin.isConnected) origin.focus();
            else shownCanvas()?.focus();
            // What it asks has the focus after that.
            taken.current?.();
          }}
          className="fixed z-50 flex max-h-96 w-[min(28rem,96vw)] animate-appear flex-col overflow-hidden rounded-xl border border-line bg-panel shadow-pop focus:outline-none"
        >
          <Dialog.Title className="sr-only">{title}</Dialog.Title>
          <Types request={request} label={title} taken={taken} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface TypesProps {
  request: QuickAdd;
  label: string;
  /** Carried out once the list is closed. */
  taken: RefObject<(() => void) | null>;
}

function Types({ request, label, taken }: TypesProps) {
  const document = useDesignerDocument();
  const design = useDesign();
  const types = usePaletteTypes();
  const kept = useKeptTypes();
  const [typed, setTyped] = useState('');
  const fitting = useMemo(
    () =>
      design === null || types === null ? [] : types.filter((type) => joinTo(design, request, type.name) !== null),
    [design, types, request],
  );
  const hits = typed.trim() === '' ? usualTypes(fitting, kept) : findTypes(fitting, typed);
  const byName = new Map(fitting.map((type) => [type.name, type]));
  const choose = ({ id }: PaletteItem): void => {
    const type = byName.get(id);
    if (type === undefined || design === null) return;
    const { name, location } = type;
    const node = { ...{ type: name, location, at: request.at }, ...joinTo(design, request, name) };
    taken.current = () => {
      void placeNode(document, node, request.at && shownCanvas()?.toWindow(request.at));
    };
    closeQuickAdd();
  };
  return (
    <Finder
      label={label}
      placeholder="A type, or a property that it has"
      nothing={typed.trim() === '' ? 'No type fits here.' : `No type that fits here has “${typed.trim()}”.`}
      typed={typed}
      onType={setTyped}
      hits={hits.slice(0, most).map((hit) => toHit(hit, typed))}
      onChoose={choose}
    />
  );
}

/** Before anything is typed: what was used last, favourites, and then what the blueprint has. */
function usualTypes(types: readonly PaletteType[], { recent, favourite }: KeptTypes): TypeHit[] {
  const first = [...new Set([...recent, ...favourite])];
  const rank = ({ name, location }: PaletteType): number => {
    const at = first.indexOf(name);
    if (at >= 0) return at;
    return first.length + (location === null ? 0 : 1);
  };
  return types.toSorted((a, b) => rank(a) - rank(b)).map((type) => ({ type, property: null }));
}

function toHit({ type, property }: TypeHit, typed: string): PaletteHit {
  const places = typed.trim() === '' ? [] : (fuzzyMatch(typed, type.short)?.places ?? []);
  const item: PaletteItem = {
    ...{ id: type.name, label: type.short, kind: type.group, icon: iconOf(type.hierarchy) },
    hint: property === null ? (type.description ?? undefined) : `has ${property}`,
  };
  return { item, places };
}

function titleOf({ connectFrom, nestIn }: QuickAdd): string {
  if (connectFrom !== undefined) return `Add a node that ${connectFrom} connects to`;
  return nestIn === undefined ? 'Add a node' : `Add a node in ${nestIn}`;
}

/** At the place where the node goes, as far as the window allows; else near the top, as the palette of commands. */
function placeOf({ at }: QuickAdd): { left: number | string; top: number | string } {
  const view = shownCanvas();
  if (at === undefined || view === null) return { left: `max(2vw, calc(50vw - ${width / 2}px))`, top: '16dvh' };
  const { x, y } = view.toWindow(at);
  return { left: `clamp(8px, ${x}px, calc(98vw - min(28rem, 96vw)))`, top: `clamp(8px, ${y}px, calc(100dvh - 25rem))` };
}

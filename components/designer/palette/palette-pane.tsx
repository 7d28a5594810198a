'use client';

import { Search } from 'lucide-react';
import { Input } from '../../ui/field.tsx';
import { Empty } from '../../ui/states.tsx';
import { useDesigner } from '../document/use-designer.ts';
import { UnreadText } from '../source/unread-text.tsx';
import { PaletteRowView } from './palette-row-view.tsx';
import { TypeFacts } from './type-facts.tsx';
import { rowElementId, usePalette } from './use-palette.ts';

/** Node types to be put on the canvas: dragged, clicked and put down, or placed in the middle by Enter. */
export function PalettePane() {
  const palette = usePalette();
  const canEdit = useDesigner((state) => state.canEdit);
  const isStale = useDesigner((state) => state.analysis.isStale);
  const { rows, activeAt, typed, box, shown } = palette;
  const active = rows[activeAt];
  const pointsAt = active === undefined ? undefined : rowElementId(active.id);
  return (
    <>
      <div className="relative shrink-0 p-2">
        <Search aria-hidden className="pointer-events-none absolute top-4.5 left-4.5 size-3.5 text-ink-3" />
        <Input
          type="search"
          role="combobox"
          aria-label="Find node types"
          aria-haspopup="tree"
          aria-expanded
          aria-controls="palette-types"
          aria-activedescendant={pointsAt}
          autoComplete="off"
          spellCheck={false}
          placeholder="Name, property or words"
          value={typed}
          onChange={({ target }) => palette.type(target.value)}
          onKeyDown={palette.onKeyDown}
          className="!pl-8"
        />
      </div>
      <div
        ref={box}
        id="palette-types"
        role="tree"
        aria-label="Node types"
        aria-activedescendant={pointsAt}
        tabIndex={0}
        onKeyDown={palette.onKeyDown}
        className="group min-h-0 flex-1 overflow-y-auto px-1 outline-offset-[-2px]"
      >
        <div style={{ height: shown.height }} className="relative">
          {shown.rows.map(({ index, start, size }) => {
            const row = rows[index];
            return (
              row && (
                <PaletteRowView
                  key={row.id}
                  {...{ row, start, size, palette, canEdit }}
                  isActive={index === activeAt}
                />
              )
            );
          })}
        </div>
        {!palette.isRead && isStale && <UnreadText what="The palette" />}
        {palette.isRead && rows.length === 0 && (
          <Empty icon={<Search />} title="No node type fits">
            {typed.trim() === '' ? 'Import types to have some.' : `Nothing is called “${typed.trim()}” or has it.`}
          </Empty>
        )}
      </div>
      <p role="status" className="sr-only">
        {typed.trim() !== '' && `${rows.length} ${rows.length === 1 ? 'type' : 'types'}`}
      </p>
      {active?.kind === 'type' && <TypeFacts type={active.type} canEdit={canEdit} onPlace={palette.place} />}
    </>
  );
}

'use client';

import { PaneTabs } from '../frame/pane-tabs.tsx';
import { sides, useViews } from '../frame/use-views.ts';
import { PalettePane } from '../palette/palette-pane.tsx';
import { Outline } from './outline.tsx';

/** The left pane: what can be put on the canvas, what is there, and the files. */
export function SidePane() {
  const { side, choose } = useViews();
  return (
    <PaneTabs
      label="Palette, outline and files"
      tabs={[
        { id: 'palette', label: 'Palette', content: <PalettePane /> },
        { id: 'outline', label: 'Outline', content: <Outline /> },
      ]}
      value={side}
      onChoose={(id) => void choose({ side: sides.find((each) => each === id) ?? null })}
    />
  );
}

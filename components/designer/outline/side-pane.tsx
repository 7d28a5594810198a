'use client';

import { useParams } from 'next/navigation';
import { later } from '../../ui/later.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { ClosePane } from '../frame/close-pane.tsx';
import { PaneTabs } from '../frame/pane-tabs.tsx';
import { sides, useViews } from '../frame/use-views.ts';
import { PalettePane } from '../palette/palette-pane.tsx';

const Outline = later(async () => (await import('./outline.tsx')).Outline, <SkeletonRows />);
const FilesPane = later(async () => (await import('../files/files-pane.tsx')).FilesPane, <SkeletonRows />);

/** The left pane: what can be put on the canvas, what is there, and the files. */
export function SidePane() {
  const { side, choose } = useViews();
  const { id } = useParams<{ id: string }>();
  return (
    <PaneTabs
      label="Palette, outline and files"
      tabs={[
        { id: 'palette', label: 'Palette', content: <PalettePane /> },
        { id: 'outline', label: 'Outline', content: <Outline /> },
        { id: 'files', label: 'Files', content: <FilesPane draftId={id} /> },
      ]}
      value={side}
      trailing={<ClosePane label="Close the left pane" />}
      onChoose={(id) => void choose({ side: sides.find((each) => each === id) ?? null })}
    />
  );
}

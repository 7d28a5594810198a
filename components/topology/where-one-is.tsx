'use client';

import { Panel, useStore } from '@xyflow/react';
import { later } from '../ui/later.tsx';
import type { BoxIndex } from './box-index.ts';
import type { Camera } from './use-camera.ts';

const Minimap = later(async () => (await import('./minimap.tsx')).Minimap);

/** How many times larger than the pane a drawing must be for a map of it to help. */
const mapFrom = 2;

/** A map of a drawing that is much larger than the pane. */
export function WhereOneIs({ index, camera }: { index: BoxIndex; camera: Camera }) {
  const zoom = useStore((store) => store.transform[2]);
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);
  const { bounds } = index;
  const isLarge =
    bounds !== null &&
    width >= 480 &&
    Math.max((bounds.width * zoom) / width, (bounds.height * zoom) / height) > mapFrom;
  if (!isLarge) return null;
  return (
    <Panel position="bottom-right" className="!m-3 !mb-6">
      <Minimap index={index} camera={camera} />
    </Panel>
  );
}

'use client';

import { Panel } from '@xyflow/react';
import { Maximize, Minus, Plus, Workflow } from 'lucide-react';
import type { RefObject } from 'react';
import { FindBar } from '../../topology/find-bar.tsx';
import type { Camera } from '../../topology/use-camera.ts';
import type { Find } from '../../topology/use-find.ts';
import { WhereOneIs } from '../../topology/where-one-is.tsx';
import { IconButton } from '../../ui/button.tsx';
import type { Picture } from './picture.ts';

interface ViewToolsProps {
  picture: Picture;
  camera: Camera;
  find: Find;
  findField: RefObject<HTMLInputElement | null>;
  /** Null where nothing may be moved. */
  onTidy: (() => void) | null;
}

/** What lies over the canvas: finding, zooming, tidying up, where one is. */
export function ViewTools({ picture, camera, find, findField, onTidy }: ViewToolsProps) {
  return (
    <>
      <Panel position="top-left" className="!m-3 max-w-[calc(100%-1.5rem)]">
        {picture.index.boxes.length > 1 && <FindBar find={find} field={findField} hasStates={false} />}
      </Panel>
      <Panel position="bottom-left" className="!m-3 flex rounded-md border border-line bg-raised shadow-node">
        <IconButton label="Zoom in (+)" className="size-7" onClick={() => camera.zoomBy(1.25)}>
          <Plus />
        </IconButton>
        <IconButton label="Zoom out (−)" className="size-7" onClick={() => camera.zoomBy(0.8)}>
          <Minus />
        </IconButton>
        <IconButton label="Fit the drawing (1)" className="size-7" onClick={camera.fit}>
          <Maximize />
        </IconButton>
        {onTidy && (
          <IconButton label="Tidy up (Shift Alt T)" className="size-7" onClick={onTidy}>
            <Workflow />
          </IconButton>
        )}
      </Panel>
      <WhereOneIs index={picture.index} camera={camera} />
    </>
  );
}

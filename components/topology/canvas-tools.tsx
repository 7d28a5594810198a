'use client';

import { Panel } from '@xyflow/react';
import { History, Keyboard, LocateFixed, Maximize, Minus, Plus, RotateCcw } from 'lucide-react';
import type { RefObject } from 'react';
import { IconButton } from '../ui/button.tsx';
import type { BoxIndex } from './box-index.ts';
import { CanvasHelp } from './canvas-help.tsx';
import { FindBar } from './find-bar.tsx';
import type { FoldedTopology } from './fold-topology.ts';
import type { Camera } from './use-camera.ts';
import type { Find } from './use-find.ts';
import { WhereOneIs } from './where-one-is.tsx';

interface CanvasToolsProps {
  index: BoxIndex;
  folded: FoldedTopology;
  camera: Camera;
  find: Find;
  findField: RefObject<HTMLInputElement | null>;
  /** There are instances, which have states. */
  hasStates: boolean;
  isHelp: boolean;
  onHelp: () => void;
  /** Null when nothing was opened or closed. */
  onReset: (() => void) | null;
  onReplay: (() => void) | null;
  /** Null when nothing runs. */
  follow: { isOn: boolean; set: (isOn: boolean) => void } | null;
}

/** What lies over the canvas: finding, zooming, following, where one is. */
export function CanvasTools(props: CanvasToolsProps) {
  const { index, camera, find, findField, follow } = props;
  return (
    <>
      <Panel position="top-left" className="!m-3 flex max-w-[calc(100%-1.5rem)] flex-col items-start gap-2">
        {index.boxes.length > 1 && <FindBar find={find} field={findField} hasStates={props.hasStates} />}
        {props.isHelp && <CanvasHelp onClose={props.onHelp} />}
      </Panel>
      <Panel position="bottom-left" className="!m-3 flex rounded-md border border-line bg-raised shadow-node">
        <IconButton label="Zoom in" className="size-7" onClick={() => camera.zoomBy(1.25)}>
          <Plus />
        </IconButton>
        <IconButton label="Zoom out" className="size-7" onClick={() => camera.zoomBy(0.8)}>
          <Minus />
        </IconButton>
        <IconButton label="Fit the drawing" className="size-7" onClick={camera.fit}>
          <Maximize />
        </IconButton>
        {follow && (
          <IconButton
            label="Follow what runs"
            aria-pressed={follow.isOn}
            className="size-7"
            onClick={() => follow.set(!follow.isOn)}
          >
            <LocateFixed />
          </IconButton>
        )}
        {props.onReplay && (
          <IconButton label="Replay the execution" className="size-7" onClick={props.onReplay}>
            <History />
          </IconButton>
        )}
        {props.onReset && (
          <IconButton label="Open and close as at first" className="size-7" onClick={props.onReset}>
            <RotateCcw />
          </IconButton>
        )}
        <IconButton label="Keys" aria-pressed={props.isHelp} className="size-7 max-md:hidden" onClick={props.onHelp}>
          <Keyboard />
        </IconButton>
      </Panel>
      <WhereOneIs index={index} camera={camera} />
    </>
  );
}

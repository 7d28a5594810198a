'use client';

import { Background, BackgroundVariant, ReactFlow, useStore } from '@xyflow/react';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { TopologyView } from '../../server/api/contract.ts';
import { usePreference } from '../shell/preferences-context.tsx';
import { type NodeBox, overlaps, visiblePart } from './boxes.ts';
import { type CanvasActions, EmphasisContext } from './canvas-context.ts';
import { CanvasTools } from './canvas-tools.tsx';
import { ConnectionLine } from './connection-line.tsx';
import type { Selection } from './elements.ts';
import type { FoldedTopology } from './fold-topology.ts';
import { HiddenCard } from './hidden-node.tsx';
import { OverviewLayer } from './overview-layer.tsx';
import { Spoken } from './spoken.tsx';
import { nodeElementId, TemplateCard } from './template-node.tsx';
import { useCamera, zoomLimits } from './use-camera.ts';
import { useCanvasKeys } from './use-canvas-keys.ts';
import { useDrawing } from './use-drawing.ts';
import { useFind } from './use-find.ts';
import { useFollow } from './use-follow.ts';
import { usePlaceInView } from './use-place-in-view.ts';

const nodeTypes = { template: TemplateCard, hidden: HiddenCard };
const edgeTypes = { connection: ConnectionLine };
/** Below this zoom nothing on a node can be read, and beyond this many nodes in view the browser takes too long. */
const overviewZoom = 0.35;
const mostMounted = 200;
/** Small drawings stay elements at any zoom. */
const leastForOverview = 60;

interface CanvasProps {
  topology: TopologyView;
  folded: FoldedTopology;
  selection: Selection;
  actions: CanvasActions;
  viewKey: string | null;
  isRunning: boolean;
  onReplay: (() => void) | null;
  /** Null when nothing was opened or closed. */
  onUnfoldReset: (() => void) | null;
}

export function Canvas(props: CanvasProps) {
  const { topology, folded, selection, actions } = props;
  const [theme] = usePreference('theme');
  const { nodes, edges, boxes } = useDrawing(folded, selection);
  const camera = useCamera(boxes, props.viewKey);
  const find = useFind({ topology, folded, selected: selection.node, onSelect: actions.select });
  const findField = useRef<HTMLInputElement>(null);
  const [isHelp, setHelp] = useState(false);
  const [isFollowing, setFollowing] = useState(false);
  const isReady = usePlaceInView({ boxes, camera, chosen: chosenBox(folded, boxes, selection) });
  const isOverview = useStore(useCallback((store) => needsOverview(boxes, store), [boxes]));
  useFollow(isFollowing && props.isRunning, boxes, camera);
  const toggleHelp = useCallback(() => setHelp((before) => !before), []);
  const keys = useCanvasKeys({ boxes, folded, selection, actions, camera, find, findField, onHelp: toggleHelp });
  const emphasis = useMemo(() => ({ cursor: keys.cursor, matching: find.matching }), [keys.cursor, find.matching]);
  const isDrawn = isReady && !isOverview;
  return (
    <EmphasisContext value={emphasis}>
      <ReactFlow
        nodes={isDrawn ? nodes : none}
        edges={isDrawn ? edges : none}
        {...{ nodeTypes, edgeTypes, ...readOnly }}
        colorMode={theme}
        minZoom={zoomLimits.min}
        maxZoom={zoomLimits.max}
        onNodeClick={(event, { data }) => {
          // The buttons on a node choose for themselves.
          if (data.node && !isOnButton(event.target)) actions.select({ node: data.node.id, instance: null });
        }}
        onPaneClick={() => !isOverview && actions.select({ node: null, instance: null })}
        onMoveStart={(event) => event && setFollowing(false)}
        onMoveEnd={(event) => event && camera.keep()}
        onKeyDown={keys.onKeyDown}
        tabIndex={0}
        aria-label="Drawing of the nodes. Arrows walk from node to node, the question mark lists the keys."
        aria-activedescendant={keys.cursor === null || isOverview ? undefined : nodeElementId(keys.cursor)}
        className={`bg-ground ${edges.length <= mostMoving ? 'edges-may-move' : ''}`}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.2} color="var(--grid)" />
        {isOverview && isReady && (
          <OverviewLayer
            {...{ boxes, edges, folded, selection, actions }}
            cursor={keys.cursor}
            matching={find.matching}
          />
        )}
        <CanvasTools
          {...{ boxes, camera, find, findField, isHelp, folded }}
          onHelp={toggleHelp}
          onReset={props.onUnfoldReset}
          onReplay={props.onReplay}
          follow={props.isRunning ? { isOn: isFollowing, set: setFollowing } : null}
        />
      </ReactFlow>
      <Spoken folded={folded} cursor={keys.cursor} />
    </EmphasisContext>
  );
}

const none: never[] = [];
/** More edges than this in motion cost more than they tell. */
const mostMoving = 100;

const readOnly = {
  onlyRenderVisibleElements: true,
  nodesDraggable: false,
  nodesConnectable: false,
  nodesFocusable: false,
  edgesFocusable: false,
  elementsSelectable: false,
  disableKeyboardA11y: true,
  deleteKeyCode: null,
  selectionKeyCode: null,
  multiSelectionKeyCode: null,
  panActivationKeyCode: null,
} as const;

function isOnButton(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button') !== null;
}

function chosenBox(folded: FoldedTopology, boxes: readonly NodeBox[], { node }: Selection): NodeBox | null {
  if (node === null) return null;
  const drawn = folded.drawnAs.get(node);
  return boxes.find((box) => box.id === drawn) ?? null;
}

function needsOverview(
  boxes: readonly NodeBox[],
  { transform, width, height }: { transform: readonly [number, number, number]; width: number; height: number },
): boolean {
  if (boxes.length <= leastForOverview) return false;
  const [x, y, zoom] = transform;
  if (zoom < overviewZoom) return true;
  const part = visiblePart({ x, y, zoom, width, height });
  let count = 0;
  for (const box of boxes) if (overlaps(box, part) && ++count > mostMounted) return true;
  return false;
}

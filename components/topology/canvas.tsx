'use client';

import { Background, BackgroundVariant, ReactFlow } from '@xyflow/react';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { TopologyView } from '../../server/api/contract.ts';
import { usePreference } from '../shell/preferences-context.tsx';
import { type CanvasActions, EmphasisContext } from './canvas-context.ts';
import { CanvasTools } from './canvas-tools.tsx';
import { ConnectionLines } from './connection-lines.tsx';
import type { Selection } from './elements.ts';
import { findNodes } from './find-nodes.ts';
import type { FoldedTopology } from './fold-topology.ts';
import { GroupCard } from './group-node.tsx';
import { HiddenCard } from './hidden-node.tsx';
import { OverviewLayer } from './overview-layer.tsx';
import { ownGestures } from './own-gestures.ts';
import { Spoken } from './spoken.tsx';
import { nodeElementId, TemplateCard } from './template-node.tsx';
import { useCamera, zoomLimits } from './use-camera.ts';
import { useCanvasKeys } from './use-canvas-keys.ts';
import { useDrawing } from './use-drawing.ts';
import { useElements } from './use-elements.ts';
import { useFind } from './use-find.ts';
import { useFollow } from './use-follow.ts';
import { useNearPart } from './use-near-part.ts';
import { useOverviewWords } from './use-overview-words.ts';
import { usePlaceInView } from './use-place-in-view.ts';

const nodeTypes = { template: TemplateCard, 'scaling-group': GroupCard, hidden: HiddenCard };

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
  const drawing = useDrawing(folded);
  const { index, direction } = drawing;
  const chosen = selection.node === null ? null : (folded.drawnAs.get(selection.node) ?? null);
  const camera = useCamera(index, props.viewKey);
  const find = useFind({
    search: useCallback((wanted) => findNodes(topology, wanted), [topology]),
    drawnAs: folded.drawnAs,
    selected: selection.node,
    onSelect: useCallback((node) => actions.select({ node, instance: null }), [actions]),
  });
  const findField = useRef<HTMLInputElement>(null);
  const [isHelp, setHelp] = useState(false);
  const [isFollowing, setFollowing] = useState(false);
  const isReady = usePlaceInView({ index, camera, chosen });
  const part = useNearPart(index);
  const isOverview = part === null;
  useFollow(isFollowing && props.isRunning, index, camera);
  const toggleHelp = useCallback(() => setHelp((before) => !before), []);
  const keys = useCanvasKeys({ index, folded, chosen, actions, camera, find, findField, onHelp: toggleHelp });
  const emphasis = useMemo(() => ({ cursor: keys.cursor, matching: find.matching }), [keys.cursor, find.matching]);
  const overview = useOverviewWords(drawing, actions);
  const elements = useElements(drawing, isReady ? part : null, { selection, also: [keys.cursor, chosen] });
  const hasStates = useMemo(() => topology.nodes.some(({ instances }) => instances.length > 0), [topology]);
  return (
    <EmphasisContext value={emphasis}>
      <ReactFlow
        nodes={elements.nodes}
        {...{ nodeTypes, ...ownGestures }}
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
        className="bg-ground"
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.2} color="var(--grid)" />
        <ConnectionLines {...{ lines: elements.lines, passing: elements.passing, direction, chosen }} />
        {isOverview && isReady && (
          <OverviewLayer {...{ drawing, chosen, ...overview }} cursor={keys.cursor} matching={find.matching} />
        )}
        <CanvasTools
          {...{ index, camera, find, findField, isHelp, folded }}
          onHelp={toggleHelp}
          hasStates={hasStates}
          onReset={props.onUnfoldReset}
          onReplay={props.onReplay}
          follow={props.isRunning ? { isOn: isFollowing, set: setFollowing } : null}
        />
      </ReactFlow>
      <Spoken folded={folded} cursor={keys.cursor} />
    </EmphasisContext>
  );
}

function isOnButton(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button') !== null;
}

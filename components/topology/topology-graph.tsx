'use client';

import { ReactFlowProvider } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import './topology.css';
import { useLayoutEffect, useMemo, useState } from 'react';
import type { TopologyView } from '../../server/api/contract.ts';
import { Canvas } from './canvas.tsx';
import { ActionsContext, type CanvasActions, LiveContext } from './canvas-context.ts';
import type { Selection } from './elements.ts';
import type { FoldedTopology } from './fold-topology.ts';
import { LiveNodes } from './live-nodes.ts';
import { useFolds } from './use-folds.ts';
import { useStructure } from './use-structure.ts';

interface TopologyGraphProps {
  topology: TopologyView;
  selection: Selection;
  onSelect: (selection: Selection) => void;
  /** Where a person leaves the drawing is kept under this, for as long as the tab is open. */
  viewKey?: string;
  /** The states are those of a workflow that heals. */
  isHealing?: boolean;
  /** A workflow runs, which the camera can follow. */
  isRunning?: boolean;
  /** Begins the replay of the last execution; null when there is none. */
  onReplay?: (() => void) | null;
}

/**
 * The drawing of a blueprint or deployment: containment as nesting, other relationships as lines. Read-only. States come
 * in beside it, so that a change is drawn where it happened and nowhere else.
 */
export function TopologyGraph(props: TopologyGraphProps) {
  const {
    topology,
    selection,
    onSelect,
    viewKey = null,
    isHealing = false,
    isRunning = false,
    onReplay = null,
  } = props;
  const structure = useStructure(topology);
  const { folded, toggle, showAll, reset } = useFolds(structure, selection.node);
  const [live] = useState(() => new LiveNodes());
  useLayoutEffect(() => live.setDrawn(folded.nodes, folded.drawnAs), [live, folded]);
  useLayoutEffect(() => live.setTopology(topology, isHealing), [live, topology, isHealing]);
  const actions = useMemo<CanvasActions>(
    () => ({
      select: onSelect,
      showAll,
      toggle: (id, isFolded) => {
        // What is chosen is always drawn; closing what holds it takes the choice to the container.
        if (!isFolded && selection.node !== null && selection.node !== id && isInside(folded, selection.node, id)) {
          onSelect({ node: folded.nodes.find((each) => each.id === id)?.node?.id ?? null, instance: null });
        }
        toggle(id, isFolded);
      },
    }),
    [onSelect, showAll, toggle, selection.node, folded],
  );
  return (
    <ActionsContext value={actions}>
      <LiveContext value={live}>
        <ReactFlowProvider>
          <Canvas {...{ topology, folded, selection, actions, viewKey, isRunning, onReplay }} onUnfoldReset={reset} />
        </ReactFlowProvider>
      </LiveContext>
    </ActionsContext>
  );
}

function isInside({ nodes, drawnAs }: FoldedTopology, id: string, container: string): boolean {
  const parents = new Map(nodes.map((node) => [node.id, node.parent]));
  for (let at = drawnAs.get(id) ?? null; at !== null; at = parents.get(at) ?? null) if (at === container) return true;
  return false;
}

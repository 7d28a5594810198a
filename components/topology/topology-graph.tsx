'use client';

import { Background, BackgroundVariant, ReactFlow, ReactFlowProvider, useReactFlow, useStore } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import './topology.css';
import { useEffect, useMemo, useRef } from 'react';
import type { TopologyView } from '../../server/api/contract.ts';
import { useTheme } from '../shell/theme-context.tsx';
import { ConnectionLine } from './connection-line.tsx';
import { type Selection, type TemplateNode, toEdges, toNodes } from './elements.ts';
import { layOut, structureKey } from './layout.ts';
import { SelectProvider } from './select-context.tsx';
import { TemplateCard } from './template-node.tsx';
import { ZoomButtons } from './zoom-buttons.tsx';

const nodeTypes = { template: TemplateCard };
const edgeTypes = { connection: ConnectionLine };
const fitting = { padding: 0.12, maxZoom: 1, minZoom: 0.15 };

interface TopologyGraphProps {
  topology: TopologyView;
  selection: Selection;
  onSelect: (selection: Selection) => void;
}

/** The drawing of a blueprint or deployment: containment as nesting, other relationships as lines. Read-only. */
export function TopologyGraph(props: TopologyGraphProps) {
  return (
    <SelectProvider value={props.onSelect}>
      <ReactFlowProvider>
        <Canvas {...props} />
      </ReactFlowProvider>
    </SelectProvider>
  );
}

function Canvas({ topology, selection, onSelect }: TopologyGraphProps) {
  const { theme } = useTheme();
  const nodes = useNodes(topology, selection);
  const edges = useMemo(() => toEdges(topology, selection.node), [topology, selection.node]);
  const moved = useRef(false);
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      colorMode={theme}
      fitView
      fitViewOptions={fitting}
      minZoom={0.1}
      maxZoom={1.75}
      onlyRenderVisibleElements
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      edgesFocusable={false}
      elementsSelectable={false}
      deleteKeyCode={null}
      defaultMarkerColor={null}
      onNodeClick={(_, node) => onSelect({ node: node.id, instance: null })}
      onPaneClick={() => onSelect({ node: null, instance: null })}
      onMoveStart={(event) => {
        if (event) moved.current = true;
      }}
      aria-label="Drawing of the nodes. The list beside it holds the same."
      className="bg-ground"
    >
      <Background variant={BackgroundVariant.Dots} gap={20} size={1.2} color="var(--grid)" />
      <Refit moved={moved} count={nodes.length} />
      <ZoomButtons
        fit={fitting}
        onFit={() => {
          moved.current = false;
        }}
      />
    </ReactFlow>
  );
}

function useNodes(topology: TopologyView, selection: Selection): TemplateNode[] {
  const structure = structureKey(topology);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of states alone must not lay the drawing out again.
  const placed = useMemo(() => layOut(topology), [structure]);
  const previous = useRef<ReadonlyMap<string, TemplateNode>>(new Map());
  const { node, instance } = selection;
  const nodes = useMemo(
    () => toNodes(placed, topology, { selection: { node, instance }, previous: previous.current }),
    [placed, topology, node, instance],
  );
  useEffect(() => {
    previous.current = new Map(nodes.map((each) => [each.id, each]));
  }, [nodes]);
  return nodes;
}

/** Keeps the whole drawing in view while the pane changes its size, until the person has moved it. */
function Refit({ moved, count }: { moved: { current: boolean }; count: number }) {
  const { fitView } = useReactFlow();
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);
  useEffect(() => {
    if (moved.current || width === 0 || height === 0 || count === 0) return;
    void fitView(fitting);
  }, [fitView, moved, width, height, count]);
  return null;
}

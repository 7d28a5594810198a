'use client';

import { Background, BackgroundVariant, ReactFlow, ReactFlowProvider, useReactFlow, useStore } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import './topology.css';
import { useEffect, useMemo, useRef } from 'react';
import type { TopologyView } from '../../server/api/contract.ts';
import { useTheme } from '../shell/theme-context.tsx';
import { ConnectionLine } from './connection-line.tsx';
import { type Selection, type TemplateNode, toEdges, toNodes } from './elements.ts';
import { betterDirection, type Direction, layOut, type PlacedNode, sizeOf, structureKey } from './layout.ts';
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
      onNodeClick={(event, node) => {
        // The buttons on a node choose for themselves.
        if (!isOnButton(event.target)) onSelect({ node: node.id, instance: null });
      }}
      onPaneClick={() => onSelect({ node: null, instance: null })}
      onMoveStart={(event) => {
        if (event) moved.current = true;
      }}
      aria-label="Drawing of the nodes. The list beside it holds the same."
      className="bg-ground"
    >
      <Background variant={BackgroundVariant.Dots} gap={20} size={1.2} color="var(--grid)" />
      <Refit moved={moved} nodes={nodes} />
      <ZoomButtons
        fit={fitting}
        onFit={() => {
          moved.current = false;
        }}
      />
    </ReactFlow>
  );
}

function isOnButton(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button') !== null;
}

function useNodes(topology: TopologyView, selection: Selection): TemplateNode[] {
  const { placed, direction } = usePlaced(topology);
  const previous = useRef<ReadonlyMap<string, TemplateNode>>(new Map());
  const { node, instance } = selection;
  const nodes = useMemo(
    () => toNodes(placed, topology, { selection: { node, instance }, direction, previous: previous.current }),
    [placed, direction, topology, node, instance],
  );
  useEffect(() => {
    previous.current = new Map(nodes.map((each) => [each.id, each]));
  }, [nodes]);
  return nodes;
}

/** The drawing's places, in the direction that suits the pane. A change of states alone lays nothing out again. */
function usePlaced(topology: TopologyView): { placed: PlacedNode[]; direction: Direction } {
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);
  const structure = structureKey(topology);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the structure stands for the topology here.
  const both = useMemo(() => ({ right: layOut(topology, 'right'), down: layOut(topology, 'down') }), [structure]);
  const sizes = useMemo(() => ({ right: sizeOf(both.right), down: sizeOf(both.down) }), [both]);
  const before = useRef<Direction>('right');
  const direction = width > 0 ? betterDirection(sizes, { width, height }, before.current) : before.current;
  useEffect(() => {
    before.current = direction;
  }, [direction]);
  return { placed: both[direction], direction };
}

/** Keeps the whole drawing in view while the pane changes its size, until the person has moved it. */
function Refit({ moved, nodes }: { moved: { current: boolean }; nodes: readonly TemplateNode[] }) {
  const { fitView } = useReactFlow();
  const direction = nodes[0]?.data.direction;
  const count = nodes.length;
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another direction is another drawing.
  useEffect(() => {
    if (moved.current || width === 0 || height === 0 || count === 0) return;
    void fitView(fitting);
  }, [fitView, moved, width, height, count, direction]);
  return null;
}

'use client';

import { useStore } from '@xyflow/react';
import { useEffect, useMemo, useRef } from 'react';
import { type NodeBox, toBoxes } from './boxes.ts';
import { type ConnectionEdge, type Selection, type TemplateNode, toEdges, toNodes } from './elements.ts';
import type { FoldedTopology } from './fold-topology.ts';
import { betterDirection, type Direction, layOut, maxFine, type PlacedNode, sizeOf } from './layout.ts';

interface Drawing {
  nodes: TemplateNode[];
  edges: ConnectionEdge[];
  boxes: NodeBox[];
}

/** A folded topology with its places, as the canvas takes it. */
export function useDrawing(folded: FoldedTopology, selection: Selection): Drawing {
  const { placed, direction } = usePlaced(folded);
  const previous = useRef<ReadonlyMap<string, TemplateNode>>(new Map());
  const { node, instance } = selection;
  const nodes = useMemo(
    () => toNodes(placed, folded.nodes, { selection: { node, instance }, direction, previous: previous.current }),
    [placed, folded, direction, node, instance],
  );
  useEffect(() => {
    previous.current = new Map(nodes.map((each) => [each.id, each]));
  }, [nodes]);
  const near = node === null ? null : (folded.drawnAs.get(node) ?? null);
  const edges = useMemo(() => toEdges(folded, near), [folded, near]);
  const boxes = useMemo(() => toBoxes(placed, folded.folded), [placed, folded]);
  return { nodes, edges, boxes };
}

/** In the direction that suits the pane; a large drawing is about as wide as high in either. */
function usePlaced(folded: FoldedTopology): { placed: PlacedNode[]; direction: Direction } {
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);
  const both = useMemo(() => {
    const right = layOut(folded, 'right');
    return { right, down: folded.nodes.length > maxFine ? right : layOut(folded, 'down') };
  }, [folded]);
  const sizes = useMemo(() => ({ right: sizeOf(both.right), down: sizeOf(both.down) }), [both]);
  const before = useRef<Direction>('right');
  const isChoice = width > 0 && both.right !== both.down;
  const kept = both.right === both.down ? 'right' : before.current;
  const direction = isChoice ? betterDirection(sizes, { width, height }, before.current) : kept;
  useEffect(() => {
    before.current = direction;
  }, [direction]);
  return { placed: both[direction], direction };
}

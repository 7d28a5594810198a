'use client';

import { useStore } from '@xyflow/react';
import { useEffect, useMemo, useRef } from 'react';
import { BoxIndex } from './box-index.ts';
import { toBoxes } from './boxes.ts';
import { type Line, toLines } from './elements.ts';
import type { DrawnNode, FoldedTopology } from './fold-topology.ts';
import { betterDirection, type Direction, layOut, maxFine, type PlacedNode, sizeOf } from './layout.ts';

/** A folded topology with its places. */
export interface Drawing {
  index: BoxIndex;
  lines: readonly Line[];
  drawn: ReadonlyMap<string, DrawnNode>;
  direction: Direction;
}

export function useDrawing(folded: FoldedTopology): Drawing {
  const { placed, direction } = usePlaced(folded);
  return useMemo(() => {
    const index = new BoxIndex(toBoxes(placed, folded.folded));
    const drawn = new Map(folded.nodes.map((each) => [each.id, each]));
    return { index, lines: toLines(folded, index.boxes), drawn, direction };
  }, [placed, folded, direction]);
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

import { betterDirection, layOut, type PlacedNode, sizeOf } from '../../../topology/layout.ts';
import type { LaidOut, LayoutRequest } from './protocol.ts';

/** Up to so many nodes the ranking that costs more, and looks better, is affordable outside of the page. */
const finest = 400;

/** The automatic layout. Runs in a worker. */
export function layOutDesign({ nodes, edges, folded, direction, pane }: LayoutRequest): LaidOut {
  const drawn = {
    nodes: nodes.map((node) => ({ ...node, instances: [] })),
    edges,
    folded: new Set(folded),
    finest,
  };
  if (direction !== 'best') return toPlaces(layOut(drawn, direction));
  const both = { right: layOut(drawn, 'right'), down: layOut(drawn, 'down') };
  const sizes = { right: sizeOf(both.right), down: sizeOf(both.down) };
  return toPlaces(both[betterDirection(sizes, pane, 'right')]);
}

function toPlaces(placed: readonly PlacedNode[]): LaidOut {
  return placed.map(({ id, x, y }) => [id, { x: Math.round(x), y: Math.round(y) }]);
}

import { type Direction, layOut, type PlacedNode, sizeOf, zoomOf } from '../../../topology/layout.ts';
import type { LaidOut, LayoutRequest } from './protocol.ts';

/** Up to so many nodes the ranking that costs more, and looks better, is affordable outside of the page. */
const finest = 120;

/** Of a canvas that was not measured yet. */
const usualPane = { width: 900, height: 700 };

/** The automatic layout. Runs in a worker. */
export function layOutDesign({ nodes, edges, folded, direction, pane }: LayoutRequest): LaidOut {
  const drawn = {
    nodes: nodes.map((node) => ({ ...node, instances: [] })),
    edges,
    folded: new Set(folded),
    finest,
  };
  if (direction !== 'best') return toPlaces(layOut(drawn, direction));
  const tried = nodes.length > finest ? ways.slice(0, 2) : ways;
  const all = tried.map(([outer, inner]) => layOut({ ...drawn, inner }, outer));
  const room = pane.width > 0 && pane.height > 0 ? pane : usualPane;
  const zooms = all.map((placed) => zoomOf(sizeOf(placed), room));
  // The first that is about as large as the largest.
  const best = all[zooms.findIndex((zoom) => zoom * 1.1 >= Math.max(...zooms))];
  return toPlaces(best ?? []);
}

/** Outside and inside of containers, what reads best first. */
const ways: readonly (readonly [Direction, Direction])[] = [
  ['right', 'right'],
  ['right', 'down'],
  ['down', 'down'],
  ['down', 'right'],
];

function toPlaces(placed: readonly PlacedNode[]): LaidOut {
  return placed.map(({ id, x, y }) => [id, { x: Math.round(x), y: Math.round(y) }]);
}

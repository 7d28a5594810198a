import type { Direction } from '../../topology/layout.ts';
import type { NodePlace } from '../document/layout.ts';
import type { LayoutMaker } from './layout/start-layout.ts';
import { movable, place } from './move-nodes.ts';
import { type Picture, withContents } from './picture.ts';
import type { Stage } from './stage.ts';
import type { Workplace } from './workplace.ts';

/** The automatic layout, of the chosen nodes with what is in them or of everything, as one step. */
export async function tidyUp(workplace: Workplace, maker: LayoutMaker, direction: Direction | 'best'): Promise<void> {
  const { document, stage } = workplace;
  const { picture } = stage;
  if (picture === null) return;
  const chosen = movable(picture, document.getState().selection.nodes);
  const { width, height } = stage.view();
  const pane = { width, height };
  const parts =
    chosen.length === 0 ? [[...(picture.children.get(null) ?? [])].map(({ id }) => id)] : partsOf(picture, chosen);
  const places: Record<string, NodePlace> = {};
  for (const roots of parts) {
    const laidOut = await maker.layOut({ ...requestFor(picture, roots), direction, pane });
    const origin = chosen.length === 0 ? { x: 0, y: 0 } : cornerOf(picture, roots);
    for (const [id, spot] of laidOut) {
      const { x, y } = roots.includes(id) ? { x: spot.x + origin.x, y: spot.y + origin.y } : spot;
      places[id] = { ...picture.places.get(id), x, y };
    }
  }
  if (stage.picture !== picture) return;
  letGlide(stage);
  place(workplace, places, { label: 'Tidy up' });
}

const glideMs = 300;

/** Nodes move to their new places before one's eyes; canvas.css leaves out those who want less motion. */
function letGlide({ shown }: Stage): void {
  shown?.pane.classList.add('is-tidying');
  setTimeout(() => shown?.pane.classList.remove('is-tidying'), glideMs);
}

/** Nodes of one container are laid out together; a container alone, its contents. */
function partsOf(picture: Picture, chosen: readonly string[]): string[][] {
  const [only] = chosen;
  const inside = only === undefined || chosen.length > 1 ? [] : (picture.children.get(only) ?? []);
  if (inside.length > 0) return [inside.map(({ id }) => id)];
  return [...Map.groupBy(chosen, (id) => picture.index.get(id)?.parent ?? null).values()];
}

/** Where the top left of these nodes is, relative to what contains them. */
function cornerOf({ places }: Picture, ids: readonly string[]): { x: number; y: number } {
  const spots = ids.flatMap((id) => places.get(id) ?? []);
  return { x: Math.min(...spots.map(({ x }) => x)), y: Math.min(...spots.map(({ y }) => y)) };
}

function requestFor(picture: Picture, roots: readonly string[]) {
  const ids = new Set([...withContents(picture, roots)].filter((id) => picture.index.get(id) !== null));
  const top = new Set(roots);
  return {
    nodes: [...ids].map((id) => ({ id, parent: top.has(id) ? null : (picture.index.get(id)?.parent ?? null) })),
    edges: picture.lines.flatMap(({ from, to }) =>
      ids.has(from.id) && ids.has(to.id) ? [{ source: from.id, target: to.id }] : [],
    ),
    folded: [...picture.shut],
  };
}

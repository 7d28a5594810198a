import type { Direction } from '../../topology/layout.ts';
import { sayRefused } from '../../ui/toasts.tsx';
import { whenAnalysed } from '../document/when-analysed.ts';
import type { LayoutMaker } from './layout/start-layout.ts';
import { movable, place } from './move-nodes.ts';
import { type Picture, withContents } from './picture.ts';
import type { Stage } from './stage.ts';
import type { Places, Workplace } from './workplace.ts';

/** A drawing that changed while it was laid out is laid out anew, so many times in all. */
const mostTries = 4;

interface Wish {
  direction: Direction | 'best';
  /** The nodes that were chosen when it was wished for. */
  chosen: readonly string[];
}

/**
 * The automatic layout, of the chosen nodes with what is in them or of everything, as one step. Says so when the drawing
 * never stayed as it was for long enough to be laid out.
 */
export async function tidyUp(workplace: Workplace, maker: LayoutMaker, direction: Direction | 'best'): Promise<void> {
  const { document, stage } = workplace;
  const chosen = document.getState().selection.nodes;
  for (let tries = 0; tries < mostTries; tries++) {
    const { picture } = stage;
    if (picture === null) return;
    const places = await laidOut(workplace, maker, { direction, chosen });
    await anotherTask();
    if (stage.picture === picture) {
      letGlide(stage);
      place(workplace, places, { label: 'Tidy up' });
      return;
    }
    await whenAnalysed(document);
  }
  sayRefused('Not tidied up', 'The drawing changed while it was being laid out. Tidy up again once it stays as it is.');
}

/** Where the nodes of the drawing as it is now would go. */
async function laidOut({ stage }: Workplace, maker: LayoutMaker, { direction, chosen }: Wish): Promise<Places> {
  const { picture } = stage;
  const places: Places = {};
  if (picture === null) return places;
  const { width, height } = stage.view();
  const pane = { width, height };
  const moved = movable(picture, chosen);
  const parts =
    moved.length === 0 ? [[...(picture.children.get(null) ?? [])].map(({ id }) => id)] : partsOf(picture, moved);
  for (const roots of parts) {
    const spots = await maker.layOut({ ...requestFor(picture, roots), direction, pane });
    const origin = moved.length === 0 ? { x: 0, y: 0 } : cornerOf(picture, roots);
    const top = new Set(roots);
    for (const [id, spot] of spots) {
      const { x, y } = top.has(id) ? { x: spot.x + origin.x, y: spot.y + origin.y } : spot;
      places[id] = { ...picture.places.get(id), x, y };
    }
  }
  return places;
}

/** Thousands of places take long to be read, and to be drawn: a key or a pointer may come between. */
function anotherTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
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

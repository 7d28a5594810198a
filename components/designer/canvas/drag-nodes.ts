import type { Design, DesignNode } from '../../../core/design/design.ts';
import { grow, type NodeBox, overlaps, type Rectangle, visiblePart } from '../../topology/boxes.ts';
import { nameOf } from '../editing/carry-out.ts';
import { detach, nest, type Spots } from '../editing/nest-nodes.ts';
import { announce } from './announce.ts';
import { validityOf } from './looked-up.ts';
import { movable, movedPlaces, place } from './move-nodes.ts';
import { type Picture, withContents } from './picture.ts';
import { snap } from './snap.ts';
import type { Landing, Point } from './stage.ts';
import type { Pointer, Tracker } from './tracker.ts';
import type { Workplace } from './workplace.ts';

/** How far past its host's edge a node is taken to leave it, px of the drawing. */
const leaveMargin = 24;
/** How near to a line a dragged node is pulled onto it, px of the window. */
const snapReach = 6;

/** Drags the chosen nodes with what is in them; puts them into what they are dropped on, or out of what they leave. */
export function dragNodes(workplace: Workplace, grabbed: string, start: Pointer): Tracker | null {
  const { document, stage } = workplace;
  const { picture } = stage;
  if (picture === null) return null;
  const ids = movable(picture, document.getState().selection.nodes);
  const first = picture.index.get(ids.find((id) => withContents(picture, [id]).has(grabbed)) ?? '');
  if (first === null) return null;
  const moved = withContents(picture, ids);
  const from = stage.toDrawing(start);
  const others = neighbours(workplace, picture, { first, moved });
  const show = (pointer: Pointer): { dx: number; dy: number; landing: Landing | null } => {
    const at = stage.toDrawing(pointer);
    const wanted = { dx: at.x - from.x, dy: at.y - from.y };
    const near = { others, reach: snapReach / stage.view().zoom };
    const { dx, dy, guides } = pointer.altKey ? { ...wanted, guides: [] } : snap(first, wanted, near);
    const landing = landingAt(workplace, { ids, moved }, at);
    stage.setGesture({ kind: 'drag', moved, dx, dy, landing, guides });
    return { dx, dy, landing };
  };
  return {
    move: (pointer) => void show(pointer),
    end: (pointer) => void drop(workplace, ids, show(pointer)),
    cancel: () => stage.setGesture(null),
  };
}

/** What is in view beside what is dragged, in the same container: what it may be lined up with. */
function neighbours(
  { stage }: Workplace,
  { index }: Picture,
  { first, moved }: { first: NodeBox; moved: ReadonlySet<string> },
) {
  return index
    .inside(visiblePart(stage.view()))
    .filter(({ id, parent }) => parent === first.parent && !moved.has(id))
    .slice(0, 200);
}

interface Dragged {
  ids: readonly string[];
  moved: ReadonlySet<string>;
}

/** What would come of a drop: null when nodes only move where they are. */
function landingAt({ document, stage }: Workplace, { ids, moved }: Dragged, at: Point): Landing | null {
  const { picture } = stage;
  const { design } = document.getState().analysis;
  if (picture === null || design === null) return null;
  const over = picture.index.inside(spotOf(at)).findLast(({ id }) => !moved.has(id)) ?? null;
  if (staysHome(picture, ids, { over, at })) return null;
  if (over === null) return { host: null, isValid: true, text: `Take ${nameOf(ids)} out` };
  return intoHost(
    design,
    ids.flatMap((id) => picture.nodes.get(id) ?? []),
    over.id,
  );
}

/** Whether nodes stay in what contains them: they have not left it by more than the margin, or for a sibling. */
function staysHome(
  picture: Picture,
  ids: readonly string[],
  { over, at }: { over: NodeBox | null; at: Point },
): boolean {
  const homes = new Set(ids.map((id) => picture.index.get(id)?.parent ?? null));
  const [id = null] = homes;
  if (homes.size > 1) return false;
  if ((over?.id ?? null) === id) return true;
  const home = id === null ? null : picture.index.get(id);
  if (home === null || over?.parent === home.id) return false;
  return overlaps(grow(home, [leaveMargin, leaveMargin]), spotOf(at));
}

function intoHost(design: Design, nodes: readonly DesignNode[], host: string): Landing | null {
  const fits = nodes.filter(({ parent }) => parent !== host).map(({ id }) => validityOf(design).nesting(id, host));
  const refusal = fits.find((fit) => !fit.ok);
  if (refusal?.ok === false) return { host, isValid: false, text: refusal.reason };
  const [first] = fits;
  if (!first?.ok) return null;
  const how = first.choices.length === 1 ? first.type : 'choose how';
  return { host, isValid: true, text: `Run inside ${host} (${how})` };
}

function spotOf({ x, y }: Point): Rectangle {
  return { x, y, width: 0, height: 0 };
}

interface Dropped {
  dx: number;
  dy: number;
  landing: Landing | null;
}

/** Nodes stay where they were dropped until the drawing has followed the text. */
async function drop(workplace: Workplace, ids: readonly string[], { dx, dy, landing }: Dropped): Promise<void> {
  const { stage } = workplace;
  const { picture } = stage;
  if (picture === null) return;
  if (landing === null) {
    place(workplace, movedPlaces(picture, ids, { dx, dy }), { label: `Move ${nameOf(ids)}` });
    return;
  }
  const spots: Spots = new Map(
    ids.flatMap((id) => {
      const box = picture.index.get(id);
      return box === null ? [] : [[id, { x: box.x + dx, y: box.y + dy }] as const];
    }),
  );
  const isDone = landing.isValid && (await putInto(workplace, ids, { landing, spots }));
  if (!landing.isValid) announce(landing.text);
  if (!isDone) stage.setGesture(null);
}

function putInto(
  { document, stage }: Workplace,
  ids: readonly string[],
  { landing, spots }: { landing: Landing; spots: Spots },
) {
  const { host } = landing;
  const away = host === null ? ids : ids.filter((id) => stage.picture?.nodes.get(id)?.parent !== host);
  return host === null ? detach(document, away, spots) : nest(document, away, { host, spots });
}

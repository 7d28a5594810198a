import type { Intent } from '../../../core/dsl/edit/index.ts';
import type { NodeBox } from '../../topology/boxes.ts';
import type { Spot } from '../../topology/layout.ts';
import { headHeight, leafWidth } from '../../topology/node-size.ts';
import { shortType } from '../../topology/type-icon.tsx';
import { type CanvasView, pinned, placeIn, shownCanvas } from '../canvas/canvas-view.ts';
import type { DesignerDocument } from '../document/designer-document.ts';
import { whenAnalysed } from '../document/when-analysed.ts';
import { askContainment } from '../editing/nest-nodes.ts';
import { freeSpot } from './free-spot.ts';
import { keepRecentType } from './kept-types.ts';
import { freeNodeName } from './node-name.ts';

/** A node that is to be made. */
export interface NewNode {
  type: string;
  /** Where on the canvas its middle goes; somewhere free near the middle of what is seen without it. */
  at?: Spot | undefined;
  /** What it is contained in, and the types of relationship by which it can be: of several, one is asked for. */
  nestIn?: { host: string; choices: readonly string[] } | undefined;
  /** Which node is connected to it, and by which type of relationship. */
  connectFrom?: { node: string; type: string } | undefined;
  /** What is imported in the same step, since nothing that is imported has the type yet. */
  location?: string | null | undefined;
}

const size = { width: leafWidth, height: headHeight + 8 };
/** Room that a container keeps at its sides; above, its own name stands. */
const padding = 16;

let last: Promise<unknown> = Promise.resolve();

/**
 * Makes a node as one step: import, text, relationships and place together, chosen afterwards. Null: it was refused, or
 * the person left the question how it is contained. `askAt`: where that is asked, px of the window.
 */
export async function placeNode(document: DesignerDocument, node: NewNode, askAt?: Spot): Promise<string | null> {
  const containment =
    node.nestIn && (await askContainment(node.nestIn.choices, wordsFor(node, node.nestIn.host, askAt)));
  if (containment === null) return null;
  const made = last.then(() => make(document, node, containment));
  last = made.catch(() => undefined);
  return made;
}

function wordsFor({ type }: NewNode, host: string, at: Spot | undefined) {
  return { node: shortType(type), host, at };
}

async function make(
  document: DesignerDocument,
  node: NewNode,
  containment: string | undefined,
): Promise<string | null> {
  await whenAnalysed(document);
  const { analysis, layout } = document.getState();
  const name = freeNodeName(node.type, new Set(analysis.design?.nodes.map(({ id }) => id)));
  const view = shownCanvas();
  const places = view === null ? {} : { ...pinned(view.boxes(), layout.places).places, [name]: placeOf(node, view) };
  const outcome = await document.perform(intentsOf(name, node, containment), {
    label: `Add ${name}`,
    layout: { places },
    select: { nodes: [name], relationship: null },
  });
  if (!outcome.ok) return null;
  keepRecentType(node.type);
  if (node.at === undefined) shownCanvas()?.reveal(name);
  return name;
}

function intentsOf(name: string, node: NewNode, containment: string | undefined): Intent[] {
  const { type, nestIn, connectFrom, location } = node;
  const intents: Intent[] = [];
  if (location) intents.push({ kind: 'add-import', location });
  const isInside = nestIn !== undefined && containment !== undefined;
  const relationships = isInside ? [{ type: containment, target: nestIn.host }] : [];
  intents.push({ kind: 'add-node', name, type, relationships });
  if (connectFrom) {
    intents.push({ kind: 'add-relationship', node: connectFrom.node, type: connectFrom.type, target: name });
  }
  return intents;
}

function placeOf({ at, nestIn }: NewNode, view: CanvasView) {
  const boxes = view.boxes();
  const host = boxes.find(({ id }) => id === nestIn?.host);
  const spot =
    at === undefined
      ? freeSpot({ ...middleOf(view, host), ...size }, beside(boxes, host), host ? undefined : view.part())
      : around(at);
  const place = placeIn(spot, host);
  if (host === undefined) return place;
  return { x: Math.max(padding, place.x), y: Math.max(headHeight + 4, place.y) };
}

function middleOf(view: CanvasView, host: NodeBox | undefined): Spot {
  if (host !== undefined) return { x: host.x + padding, y: host.y + headHeight + 4 };
  const { x, y, width, height } = view.part();
  return around({ x: x + width / 2, y: y + height / 2 });
}

function around({ x, y }: Spot): Spot {
  return { x: x - size.width / 2, y: y - size.height / 2 };
}

/** What a new node must not cover: its siblings; on the ground, whole containers. */
function beside(boxes: readonly NodeBox[], host: NodeBox | undefined): NodeBox[] {
  return boxes.filter(({ parent }) => parent === (host?.id ?? null));
}

import { type NodeBox, overlaps, type View, visiblePart } from './boxes.ts';
import { type MarkKind, markOrder } from './instance-look.ts';
import type { NodeLook } from './live-nodes.ts';
import type { Palette } from './overview-colours.ts';
import { paintMark } from './paint-mark.ts';

/** Everything that a picture of the whole drawing is made of. */
export interface Picture {
  boxes: readonly NodeBox[];
  /** From the middle of one box to the middle of another. */
  edges: readonly (readonly [NodeBox, NodeBox])[];
  look(id: string): NodeLook;
  selected: string | null;
  cursor: string | null;
  hovered: string | null;
  matching: ReadonlySet<string> | null;
}

/** Where names are still worth their room: px of a container, and of what it holds. */
const nameFrom = { container: 40, leaf: 64 };
const largestMark = 14;
/** A failure is never smaller than this, however far away. */
const smallestFailure = 7;
const dimmed = 0.25;

/** Paints the drawing as far as it is in view. The canvas' own scale is the device's. */
export function paintOverview(
  canvas: CanvasRenderingContext2D,
  picture: Picture,
  { view, palette }: { view: View; palette: Palette },
): void {
  canvas.clearRect(0, 0, view.width, view.height);
  const part = visiblePart(view);
  const boxes = picture.boxes.filter((box) => overlaps(box, part)).map((box) => inPane(box, view));
  paintBoxes(canvas, boxes, palette);
  paintEdges(canvas, picture, { view, palette });
  paintMarks(canvas, boxes, { picture, palette });
  paintNames(canvas, boxes, palette);
  const frames: [string | null, number][] = [
    [picture.hovered, 1],
    [picture.cursor, 2],
    [picture.selected, 2],
  ];
  canvas.strokeStyle = palette.accent;
  for (const [id, width] of frames) {
    const box = id === null ? undefined : boxes.find((each) => each.id === id);
    if (!box) continue;
    canvas.lineWidth = width;
    canvas.strokeRect(box.x - 2, box.y - 2, box.width + 4, box.height + 4);
  }
}

function inPane(box: NodeBox, { x, y, zoom }: View): NodeBox {
  return {
    ...box,
    x: box.x * zoom + x,
    y: box.y * zoom + y,
    width: Math.max(1, box.width * zoom),
    height: Math.max(1, box.height * zoom),
  };
}

function paintBoxes(canvas: CanvasRenderingContext2D, boxes: readonly NodeBox[], palette: Palette): void {
  canvas.lineWidth = 1;
  canvas.strokeStyle = palette.line;
  for (const isContainer of [true, false]) {
    canvas.fillStyle = isContainer ? palette.container : palette.leaf;
    canvas.beginPath();
    for (const box of boxes) {
      if (box.isContainer === isContainer) canvas.rect(box.x, box.y, box.width, box.height);
    }
    canvas.fill();
    // Lines as thick as what they enclose would be all that one sees.
    if ((boxes[0]?.width ?? 0) > 12 || isContainer) canvas.stroke();
  }
}

function paintEdges(
  canvas: CanvasRenderingContext2D,
  { edges }: Picture,
  { view, palette }: { view: View; palette: Palette },
): void {
  const part = visiblePart(view);
  canvas.strokeStyle = palette.edge;
  canvas.globalAlpha = 0.5;
  canvas.lineWidth = 1;
  canvas.beginPath();
  for (const [from, to] of edges) {
    if (!overlaps(from, part) && !overlaps(to, part)) continue;
    canvas.moveTo((from.x + from.width / 2) * view.zoom + view.x, (from.y + from.height / 2) * view.zoom + view.y);
    canvas.lineTo((to.x + to.width / 2) * view.zoom + view.x, (to.y + to.height / 2) * view.zoom + view.y);
  }
  canvas.stroke();
  canvas.globalAlpha = 1;
}

interface Mark {
  x: number;
  y: number;
  size: number;
  isDimmed: boolean;
}

/** By kind, so that the colour is set a few times only; failures last, so that nothing covers them. */
function paintMarks(
  canvas: CanvasRenderingContext2D,
  boxes: readonly NodeBox[],
  { picture, palette }: { picture: Picture; palette: Palette },
): void {
  const marks = new Map<MarkKind, Mark[]>();
  for (const box of boxes) collectMarks(box, picture, marks);
  for (const kind of markOrder.toReversed()) {
    canvas.fillStyle = palette.marks[kind];
    canvas.strokeStyle = palette.marks[kind];
    for (const { isDimmed, ...place } of marks.get(kind) ?? []) {
      canvas.globalAlpha = isDimmed ? dimmed : 1;
      paintMark(canvas, kind, { ...place, ground: palette.leaf });
    }
    canvas.globalAlpha = 1;
  }
}

/** One mark for each state that a node's instances are in, in a row at its right; the worst one first. */
function collectMarks(box: NodeBox, picture: Picture, marks: Map<MarkKind, Mark[]>): void {
  const { counts } = picture.look(box.id);
  const isDimmed = picture.matching?.has(box.id) === false;
  const room = box.isContainer ? Math.min(box.height, 52 * (box.width / 224)) : box.height;
  const size = Math.min(largestMark, room * 0.7, box.width * 0.3);
  let x = box.x + box.width - size * 0.8;
  const y = box.isContainer ? box.y + room / 2 : box.y + box.height / 2;
  for (const kind of markOrder) {
    if (!counts.has(kind) || x - size / 2 < box.x) continue;
    const grown = kind === 'failed' ? Math.max(size, smallestFailure) : Math.max(size, 1.5);
    const known = marks.get(kind);
    const mark = { x, y, size: grown, isDimmed };
    if (known) known.push(mark);
    else marks.set(kind, [mark]);
    x -= size * 1.1;
  }
}

function paintNames(canvas: CanvasRenderingContext2D, boxes: readonly NodeBox[], palette: Palette): void {
  canvas.fillStyle = palette.ink;
  canvas.textBaseline = 'top';
  canvas.font = `11px ${palette.font}`;
  for (const box of boxes) {
    if (box.width < nameFrom[box.isContainer ? 'container' : 'leaf'] || box.height < 14) continue;
    canvas.fillText(shorten(box.id, box.width - 24), box.x + 4, box.y + 3);
  }
}

/** By the usual width of a letter: measuring each name would take longer than painting it. */
function shorten(name: string, width: number): string {
  const most = Math.max(1, Math.floor(width / 6));
  return name.length <= most ? name : `${name.slice(0, most)}…`;
}

import type { NodeBox, Rectangle } from './boxes.ts';
import type { Line } from './elements.ts';
import { type MarkKind, markOrder } from './instance-look.ts';
import type { NodeLook } from './live-nodes.ts';
import type { Palette } from './overview-colours.ts';
import { paintMark } from './paint-mark.ts';

/** Where the drawing's origin lies on a canvas, px, and how large the drawing is there. */
export interface Place {
  x: number;
  y: number;
  zoom: number;
}

/** What marks say, and which of them stand out. */
export interface Marking {
  look(id: string): NodeLook;
  matching: ReadonlySet<string> | null;
}

/** Where names are still worth their room: px of a container, and of what it holds. */
const nameFrom = { container: 40, leaf: 64 };
/** Lines as thick as what they enclose would be all that one sees. */
const borderFrom = 12;
const largestMark = 14;
/** A failure is never smaller than this, however far away. */
const smallestFailure = 7;
const dimmed = 0.25;

/** How far a mark may reach over its node's border, px. */
export const overhang = smallestFailure / 2 + 1;

/** A rectangle of the drawing on a canvas. Never too small to be seen. */
export function onCanvas({ x, y, width, height }: Rectangle, place: Place): Rectangle {
  const { zoom } = place;
  const size = { width: Math.max(1, width * zoom), height: Math.max(1, height * zoom) };
  return { x: x * zoom + place.x, y: y * zoom + place.y, ...size };
}

/** Nodes, connections and names: what does not change with states. */
export function paintGround(
  canvas: CanvasRenderingContext2D,
  { boxes, lines }: { boxes: readonly NodeBox[]; lines: readonly Line[] },
  { place, palette }: { place: Place; palette: Palette },
): void {
  for (const isContainer of [true, false]) {
    const same = boxes.filter((box) => box.isContainer === isContainer);
    paintBoxes(canvas, same, { place, palette });
  }
  paintLines(canvas, lines, { place, palette });
  paintNames(canvas, boxes, { place, palette });
}

interface Style {
  place: Place;
  palette: Palette;
}

/** Filled one by one: a path of thousands of rectangles takes a browser several times as long. */
function paintBoxes(canvas: CanvasRenderingContext2D, boxes: readonly NodeBox[], { place, palette }: Style): void {
  for (const box of boxes) {
    const { x, y, width, height } = onCanvas(box, place);
    const [left, top, wide, high] = [Math.round(x), Math.round(y), Math.max(1, Math.round(width)), Math.max(1, height)];
    const hasBorder = width > borderFrom && height > 4;
    if (hasBorder) {
      canvas.fillStyle = palette.line;
      canvas.fillRect(left, top, wide, high);
    }
    const border = hasBorder ? 1 : 0;
    canvas.fillStyle = box.isContainer ? palette.container : palette.leaf;
    canvas.fillRect(left + border, top + border, wide - 2 * border, high - 2 * border);
  }
}

/** From the middle of one node to the middle of another. */
function paintLines(canvas: CanvasRenderingContext2D, lines: readonly Line[], { place, palette }: Style): void {
  const { x, y, zoom } = place;
  canvas.strokeStyle = palette.edge;
  canvas.globalAlpha = 0.5;
  canvas.lineWidth = 1;
  canvas.beginPath();
  for (const { from, to } of lines) {
    canvas.moveTo((from.x + from.width / 2) * zoom + x, (from.y + from.height / 2) * zoom + y);
    canvas.lineTo((to.x + to.width / 2) * zoom + x, (to.y + to.height / 2) * zoom + y);
  }
  canvas.stroke();
  canvas.globalAlpha = 1;
}

function paintNames(canvas: CanvasRenderingContext2D, boxes: readonly NodeBox[], { place, palette }: Style): void {
  canvas.fillStyle = palette.ink;
  canvas.textBaseline = 'top';
  canvas.font = `11px ${palette.font}`;
  for (const box of boxes) {
    const { x, y, width, height } = onCanvas(box, place);
    if (width < nameFrom[box.isContainer ? 'container' : 'leaf'] || height < 14) continue;
    canvas.fillText(shorten(box.id, width - 24), x + 4, y + 3);
  }
}

/** By the usual width of a letter: measuring each name would take longer than painting it. */
function shorten(name: string, width: number): string {
  const most = Math.max(1, Math.floor(width / 6));
  return name.length <= most ? name : `${name.slice(0, most)}…`;
}

interface Mark {
  x: number;
  y: number;
  size: number;
  isDimmed: boolean;
}

/** By kind, so that the colour is set a few times only; failures last, so that nothing covers them. */
export function paintMarks(
  canvas: CanvasRenderingContext2D,
  boxes: readonly NodeBox[],
  { marking, place, palette }: Style & { marking: Marking },
): void {
  const marks = new Map<MarkKind, Mark[]>();
  for (const box of boxes) collectMarks(box, onCanvas(box, place), { marking, marks });
  for (const kind of markOrder.toReversed()) {
    canvas.fillStyle = palette.marks[kind];
    canvas.strokeStyle = palette.marks[kind];
    for (const { isDimmed, ...spot } of marks.get(kind) ?? []) {
      canvas.globalAlpha = isDimmed ? dimmed : 1;
      paintMark(canvas, kind, { ...spot, ground: palette.leaf });
    }
  }
  canvas.globalAlpha = 1;
}

/** One mark for each state that a node's instances are in, in a row at its right; the worst one first. */
function collectMarks(
  { id, isContainer }: NodeBox,
  box: Rectangle,
  { marking, marks }: { marking: Marking; marks: Map<MarkKind, Mark[]> },
): void {
  const { counts } = marking.look(id);
  const isDimmed = marking.matching?.has(id) === false;
  const room = isContainer ? Math.min(box.height, 52 * (box.width / 224)) : box.height;
  const size = Math.min(largestMark, room * 0.7, box.width * 0.3);
  let x = box.x + box.width - size * 0.8;
  const y = box.y + (isContainer ? room : box.height) / 2;
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

import type { BoxIndex } from './box-index.ts';
import { contains, grow, overlaps, type Rectangle, type View, visiblePart } from './boxes.ts';
import type { Line } from './elements.ts';
import type { Palette } from './overview-colours.ts';
import { type Marking, onCanvas, overhang, type Place, paintGround, paintMarks } from './paint-overview.ts';

/** The canvases of a sheet, one over the other, in an element that is moved. */
export interface SheetElements {
  mover: HTMLElement;
  ground: HTMLCanvasElement;
  marks: HTMLCanvasElement;
  frames: HTMLElement;
}

export interface SheetContent {
  index: BoxIndex;
  lines: readonly Line[];
  marking: Marking;
  palette: Palette;
}

/** What is framed, and how strongly. */
export type Frame = readonly [id: string | null, width: number];

/** How far beyond the pane is painted, in parts of the pane. */
const margin = 0.3;
/** A picture that is only stretched is painted anew when it looks too coarse or too fine, or when the hand rests. */
const stretch = { least: 0.6, most: 1.7 };
const restMs = 120;
/** So many changed nodes at once are painted like all of them. */
const mostPatches = 300;

/**
 * The drawing as a picture somewhat larger than the pane. It is moved with the view, which costs next to nothing, and
 * painted again only when the view leaves it; a change of states paints the nodes that it is about.
 */
export class OverviewSheet {
  readonly #elements: SheetElements;
  readonly #content: SheetContent;
  #painted: { view: View; area: Rectangle; ratio: number } | null = null;
  #frames: readonly Frame[] = [];
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(elements: SheetElements, content: SheetContent) {
    this.#elements = elements;
    this.#content = content;
  }

  /** Shows what is in view. */
  show(view: View): void {
    clearTimeout(this.#rest);
    if (!this.#serves(view)) this.#paint(view);
    else this.#move(view);
    if (view.zoom !== this.#painted?.view.zoom) this.#rest = setTimeout(() => this.#paint(view), restMs);
  }

  /** Nodes whose states changed. */
  patch(ids: ReadonlySet<string>): void {
    const canvas = this.#elements.marks.getContext('2d');
    if (!canvas || this.#painted === null) return;
    const { area } = this.#painted;
    if (ids.size > mostPatches) {
      canvas.clearRect(0, 0, area.width, area.height);
      this.#paintMarks(canvas, this.#content.index.inside(this.#toDrawing(area)));
      return;
    }
    for (const id of ids) {
      const box = this.#content.index.get(id);
      if (box) this.#patchOne(canvas, onCanvas(box, this.#place()));
    }
  }

  /** Frames around nodes; those that are null are none. */
  frame(frames: readonly Frame[]): void {
    this.#frames = frames;
    this.#placeFrames();
  }

  end(): void {
    clearTimeout(this.#rest);
  }

  /** Whether what is painted can be moved to the view, without a blank part of it in sight. */
  #serves(view: View): boolean {
    const { bounds } = this.#content.index;
    if (this.#painted === null || bounds === null) return false;
    const { view: before, area, ratio } = this.#painted;
    if (view.width !== before.width || view.height !== before.height || ratio !== pixelRatio()) return false;
    const scale = view.zoom / before.zoom;
    if (scale < stretch.least || scale > stretch.most) return false;
    const wanted = intersect(visiblePart(view), bounds);
    return wanted === null || contains(grow(this.#toDrawing(area), [1, 1]), wanted);
  }

  #move(view: View): void {
    const before = this.#painted?.view ?? view;
    const scale = view.zoom / before.zoom;
    const [x, y] = [view.x - before.x * scale, view.y - before.y * scale];
    this.#elements.mover.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
  }

  #paint(view: View): void {
    const { index, lines, palette } = this.#content;
    const area = areaFor(view, index.bounds);
    this.#painted = { view, area, ratio: pixelRatio() };
    const part = this.#toDrawing(area);
    const boxes = index.inside(part);
    const [ground, marks] = [this.#sized(this.#elements.ground), this.#sized(this.#elements.marks)];
    if (ground) {
      const seen = lines.filter(({ from, to }) => overlaps(from, part) || overlaps(to, part));
      paintGround(ground, { boxes, lines: seen }, { place: this.#place(), palette });
    }
    if (marks) this.#paintMarks(marks, boxes);
    this.#placeFrames();
    this.#move(view);
  }

  #paintMarks(canvas: CanvasRenderingContext2D, boxes: ReturnType<BoxIndex['inside']>): void {
    const { marking, palette } = this.#content;
    paintMarks(canvas, boxes, { marking, palette, place: this.#place() });
  }

  /** Marks of neighbours may reach into the place of a node. */
  #patchOne(canvas: CanvasRenderingContext2D, box: Rectangle): void {
    const { area } = this.#painted ?? {};
    const spot = grow(box, [overhang, overhang]);
    if (!area || !overlaps(spot, { ...area, x: 0, y: 0 })) return;
    canvas.save();
    canvas.beginPath();
    canvas.rect(spot.x, spot.y, spot.width, spot.height);
    canvas.clip();
    canvas.clearRect(spot.x, spot.y, spot.width, spot.height);
    const around = grow(spot, [overhang, overhang]);
    this.#paintMarks(
      canvas,
      this.#content.index.inside(this.#toDrawing({ ...around, x: around.x + area.x, y: around.y + area.y })),
    );
    canvas.restore();
  }

  /** Where the drawing's origin lies on the canvases. */
  #place(): Place {
    const { view, area } = this.#painted ?? { view: { x: 0, y: 0, zoom: 1 }, area: { x: 0, y: 0 } };
    return { x: view.x - area.x, y: view.y - area.y, zoom: view.zoom };
  }

  /** A part of the pane, as it was when it was painted, as a part of the drawing. */
  #toDrawing({ x, y, width, height }: Rectangle): Rectangle {
    const { zoom, ...view } = this.#painted?.view ?? { x: 0, y: 0, zoom: 1 };
    return { x: (x - view.x) / zoom, y: (y - view.y) / zoom, width: width / zoom, height: height / zoom };
  }

  #sized(element: HTMLCanvasElement): CanvasRenderingContext2D | null {
    const canvas = element.getContext('2d');
    if (!canvas || this.#painted === null) return null;
    const { area, ratio } = this.#painted;
    const [width, height] = [Math.round(area.width * ratio), Math.round(area.height * ratio)];
    if (element.width !== width || element.height !== height) Object.assign(element, { width, height });
    Object.assign(element.style, {
      left: `${area.x}px`,
      top: `${area.y}px`,
      width: `${area.width}px`,
      height: `${area.height}px`,
    });
    canvas.setTransform(ratio, 0, 0, ratio, 0, 0);
    canvas.clearRect(0, 0, area.width, area.height);
    return canvas;
  }

  #placeFrames(): void {
    const { area } = this.#painted ?? {};
    for (const [at, element] of [...this.#elements.frames.children].entries()) {
      const [id, thick] = this.#frames[at] ?? [null, 0];
      const box = id === null ? null : this.#content.index.get(id);
      if (!(element instanceof HTMLElement)) continue;
      element.hidden = box === null || area === undefined;
      if (box === null || area === undefined) continue;
      const { x, y, width, height } = grow(onCanvas(box, this.#place()), [2, 2]);
      Object.assign(element.style, {
        left: `${x + area.x}px`,
        top: `${y + area.y}px`,
        width: `${width}px`,
        height: `${height}px`,
        borderWidth: `${thick}px`,
      });
    }
  }
}

/** The pane and something around it, as far as there is anything drawn. */
function areaFor(view: View, bounds: Rectangle | null): Rectangle {
  const { width, height } = view;
  const pane = grow({ x: 0, y: 0, width, height }, [width * margin, height * margin]);
  const drawn = bounds && grow(onCanvas(bounds, view), [overhang, overhang]);
  const area = (drawn && intersect(pane, drawn)) ?? { x: 0, y: 0, width: 1, height: 1 };
  const [x, y] = [Math.floor(area.x), Math.floor(area.y)];
  return { x, y, width: Math.ceil(area.width) + 1, height: Math.ceil(area.height) + 1 };
}

function intersect(a: Rectangle, b: Rectangle): Rectangle | null {
  const [x, y] = [Math.max(a.x, b.x), Math.max(a.y, b.y)];
  const width = Math.min(a.x + a.width, b.x + b.width) - x;
  const height = Math.min(a.y + a.height, b.y + b.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

function pixelRatio(): number {
  return window.devicePixelRatio || 1;
}

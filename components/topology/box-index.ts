import { boundsOf, type NodeBox, overlaps, type Rectangle } from './boxes.ts';

/** Side of a square of the drawing, px: a few nodes fit in. */
const cell = 512;
/** A box over more squares than this is kept apart. */
const mostCells = 64;

/** Finds nodes by where they are, at the cost of what is there. */
export class BoxIndex {
  readonly boxes: readonly NodeBox[];
  /** What holds all of them; null for none. */
  readonly bounds: Rectangle | null;
  readonly #byId: ReadonlyMap<string, NodeBox>;
  readonly #cells = new Map<string, number[]>();
  readonly #wide: number[] = [];

  constructor(boxes: readonly NodeBox[]) {
    this.boxes = boxes;
    this.bounds = boundsOf(boxes);
    this.#byId = new Map(boxes.map((box) => [box.id, box]));
    for (const [at, box] of boxes.entries()) this.#enter(at, box);
  }

  get(id: string): NodeBox | null {
    return this.#byId.get(id) ?? null;
  }

  /** Nodes that lie in a part of the drawing at least partly; containers come before what they hold. */
  inside(part: Rectangle): NodeBox[] {
    const { bounds } = this;
    if (bounds === null || !overlaps(bounds, part)) return [];
    if (countCells(part) >= Math.min(countCells(bounds), this.boxes.length)) {
      return this.boxes.filter((box) => overlaps(box, part));
    }
    const found = new Set(this.#wide);
    for (const key of cellsOf(part)) for (const at of this.#cells.get(key) ?? []) found.add(at);
    return [...found]
      .sort((a, b) => a - b)
      .flatMap((at) => {
        const box = this.boxes[at];
        return box && overlaps(box, part) ? [box] : [];
      });
  }

  /** The innermost node at a place of the drawing. */
  at({ x, y }: { x: number; y: number }): NodeBox | null {
    return this.inside({ x, y, width: 0, height: 0 }).at(-1) ?? null;
  }

  /** A node's containers, innermost first. */
  around(box: NodeBox): NodeBox[] {
    const found: NodeBox[] = [];
    for (let at = box.parent === null ? null : this.get(box.parent); at !== null; ) {
      found.push(at);
      at = at.parent === null ? null : this.get(at.parent);
    }
    return found;
  }

  #enter(at: number, box: NodeBox): void {
    if (countCells(box) > mostCells) {
      this.#wide.push(at);
      return;
    }
    for (const key of cellsOf(box)) {
      const known = this.#cells.get(key);
      if (known) known.push(at);
      else this.#cells.set(key, [at]);
    }
  }
}

function spanOf({ x, y, width, height }: Rectangle) {
  const [left, top] = [Math.floor(x / cell), Math.floor(y / cell)];
  return { left, top, right: Math.floor((x + width) / cell), bottom: Math.floor((y + height) / cell) };
}

function countCells(part: Rectangle): number {
  const { left, top, right, bottom } = spanOf(part);
  return (right - left + 1) * (bottom - top + 1);
}

function* cellsOf(part: Rectangle): Generator<string> {
  const { left, top, right, bottom } = spanOf(part);
  for (let column = left; column <= right; column++) for (let row = top; row <= bottom; row++) yield `${column} ${row}`;
}

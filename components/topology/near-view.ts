import type { BoxIndex } from './box-index.ts';
import { contains, grow, type Rectangle, type View, visiblePart } from './boxes.ts';

/** Below this zoom nothing on a node can be read, and beyond this many nodes in view the browser takes too long. */
const overviewZoom = 0.35;
const mostInView = 200;
/** With the margin around what is in view. */
const mostMounted = 300;
/** How far beyond the pane nodes are elements already, in parts of the pane: as much of it as there is room for. */
const margins = [0.4, 0.2, 0] as const;
/** Small drawings stay elements at any zoom. */
const leastForOverview = 60;

/** Says what part of a drawing is made of elements: the same one until the view leaves it, so that a pan costs nothing. */
export class NearView {
  readonly #index: BoxIndex;
  readonly #whole: Rectangle | null;
  #held: Rectangle | null = null;

  constructor(index: BoxIndex) {
    this.#index = index;
    this.#whole = index.boxes.length > leastForOverview ? null : index.bounds;
  }

  /** The part for a view; null: so much is in view that it is painted as an overview. */
  take(view: View): Rectangle | null {
    if (this.#whole) return this.#whole;
    if (view.zoom < overviewZoom) {
      this.#held = null;
      return null;
    }
    const part = visiblePart(view);
    const isHeld = this.#held !== null && contains(this.#held, part) && this.#held.width <= part.width * 4;
    if (!isHeld) this.#held = this.#index.inside(part).length > mostInView ? null : this.#around(part);
    return this.#held;
  }

  #around(part: Rectangle): Rectangle {
    const wished = margins.map((margin) => grow(part, [part.width * margin, part.height * margin]));
    return wished.find((each) => this.#index.inside(each).length <= mostMounted) ?? part;
  }
}

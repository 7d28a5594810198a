import type { Design } from '../../../core/design/design.ts';
import type { Layout, LayoutPatch, NodePlace } from '../document/layout.ts';

type Place = NodePlace;
type Parents = (id: string) => string | null;

/**
 * Where nodes are drawn that no person placed: where the automatic layout or a free spot had put them, as long as the
 * same node contains them. So nothing jumps while a blueprint is written. Kept for as long as the designer is open.
 */
export class KnownPlaces {
  readonly #found = new Map<string, { parent: string | null; place: Place }>();
  /** In which container a person's place was first seen: text can move a node elsewhere, where the place means nothing. */
  readonly #meant = new WeakMap<Place, string | null>();

  /** Whether nothing is known of where any of these nodes is. */
  isBlank(design: Design, layout: Layout): boolean {
    return !design.nodes.some(({ id }) => id in layout.places || this.#found.has(id));
  }

  placeOf(id: string, parent: string | null, layout: Layout): Place | null {
    const own = layout.places[id];
    if (own !== undefined) {
      const meant = this.#meant.get(own);
      if (meant === undefined) this.#meant.set(own, parent);
      if (meant === undefined || meant === parent) return own;
    }
    const found = this.#found.get(id);
    return found?.parent === parent ? found.place : null;
  }

  /** Keeps places that were found. */
  keep(places: ReadonlyMap<string, Place>, parentOf: Parents): void {
    for (const [id, place] of places) this.#found.set(id, { parent: parentOf(id), place });
  }

  /** What writes down where everything is drawn, so that it is there the next time too. */
  pins(design: Design, layout: Layout): NonNullable<LayoutPatch['places']> {
    const pins: Record<string, Place> = {};
    for (const { id, parent } of design.nodes) {
      const place = this.placeOf(id, parent, layout);
      if (place !== null && layout.places[id] !== place) pins[id] = place;
    }
    return pins;
  }
}

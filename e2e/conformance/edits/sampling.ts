/** How many of something were tried. */
export interface Sampled {
  tried: number;
  of: number;
}

/** Takes some of what could be tried, and remembers what was left out so that the report can say it. */
export class Sampler {
  /** By what was sampled; only what was not tried whole. */
  readonly left: Record<string, Sampled> = {};

  /** At most so many items, evenly spread. */
  pick<Item>(what: string, items: readonly Item[], most: number): readonly Item[] {
    if (items.length <= most) return items;
    const known = this.left[what] ?? { tried: 0, of: 0 };
    this.left[what] = { tried: known.tried + most, of: known.of + items.length };
    return Array.from({ length: most }, (_, index) => items[Math.floor((index * items.length) / most)] as Item);
  }

  /** The same for each kind on its own. */
  pickOfEach<Item extends { kind: string }>(items: readonly Item[], mostOf: (kind: string) => number): Item[] {
    const kinds = Map.groupBy(items, ({ kind }) => kind);
    const taken = new Set([...kinds].flatMap(([kind, all]) => this.pick(kind, all, mostOf(kind))));
    return items.filter((item) => taken.has(item));
  }
}

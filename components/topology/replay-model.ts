import { nodeInstanceStates } from '../../core/workflow/task-graph.ts';
import type { StateChangesView, TopologyInstance, TopologyNode, TopologyView } from '../../server/api/contract.ts';

const failed = -1;

/**
 * The drawing at any moment of an execution. A moment is a position: how many of the changes have happened. Going from
 * one to another costs as much as there are changes between them.
 */
export class ReplayModel {
  readonly #view: StateChangesView;
  readonly #states: Int8Array;
  readonly #isFailed: Uint8Array;
  /** What each change replaced. */
  readonly #replaced: Int8Array;
  readonly #places: Map<string, number>;
  readonly #nodeOf = new Map<string, number>();
  #topology: TopologyView;
  #position = 0;

  /** `topology`: the drawing with the instances of now, whose states are replaced. */
  constructor(view: StateChangesView, topology: TopologyView) {
    this.#view = view;
    this.#states = Int8Array.from(view.before);
    this.#isFailed = new Uint8Array(view.instances.length);
    this.#places = new Map(view.instances.map((instance, place) => [instance, place]));
    for (const [at, { instances }] of topology.nodes.entries()) {
      for (const { id } of instances) this.#nodeOf.set(id, at);
    }
    this.#replaced = this.#runThrough();
    this.#topology = { ...topology, nodes: topology.nodes.map((node) => this.#redraw(node)) };
  }

  /** How many changes there are: the last position. */
  get length(): number {
    return this.#view.changes.seq.length;
  }

  /** The position after every change up to `seq`. */
  positionOf(seq: number): number {
    return countUpTo(this.#view.changes.seq, seq);
  }

  /** The position so many milliseconds after the first change. */
  positionAt(ms: number): number {
    return countUpTo(this.#view.changes.at, ms);
  }

  /** The `seq` of the last change before a position; 0 before the first. */
  seqAt(position: number): number {
    return this.#view.changes.seq[position - 1] ?? 0;
  }

  /** When that was: milliseconds after the first change, and since 1970. */
  timeAt(position: number): { after: number; at: number } {
    const after = this.#view.changes.at[Math.max(0, position - 1)] ?? 0;
    return { after, at: this.#view.from + after };
  }

  /** The instance that the last change before a position was about. */
  instanceAt(position: number): string | null {
    const place = this.#view.changes.instance[position - 1];
    return place === undefined ? null : (this.#view.instances[place] ?? null);
  }

  /** The drawing at a position. What does not change between two calls keeps its identity. */
  seek(position: number): TopologyView {
    const to = Math.max(0, Math.min(this.length, position));
    if (to === this.#position) return this.#topology;
    const touched = new Set<number>();
    while (this.#position < to) this.#apply(this.#position++, touched);
    while (this.#position > to) this.#revert(--this.#position, touched);
    const nodes = [...this.#topology.nodes];
    for (const at of touched) {
      const node = nodes[at];
      if (node) nodes[at] = this.#redraw(node);
    }
    this.#topology = { ...this.#topology, nodes };
    return this.#topology;
  }

  #apply(at: number, touched: Set<number>): void {
    const { place, to } = this.#changeAt(at);
    if (to >= 0) this.#states[place] = to;
    else this.#isFailed[place] = to === failed ? 1 : 0;
    this.#touch(place, touched);
  }

  #revert(at: number, touched: Set<number>): void {
    const { place, to } = this.#changeAt(at);
    if (to >= 0) this.#states[place] = this.#replaced[at] ?? 0;
    else this.#isFailed[place] = this.#replaced[at] ?? 0;
    this.#touch(place, touched);
  }

  #changeAt(at: number): { place: number; to: number } {
    const { instance, to } = this.#view.changes;
    return { place: instance[at] ?? 0, to: to[at] ?? 0 };
  }

  #touch(place: number, touched: Set<number>): void {
    const node = this.#nodeOf.get(this.#view.instances[place] ?? '');
    if (node !== undefined) touched.add(node);
  }

  #runThrough(): Int8Array {
    const states = Int8Array.from(this.#states);
    const flags = new Int8Array(states.length);
    const replaced = new Int8Array(this.length);
    for (let at = 0; at < this.length; at++) {
      const { place, to } = this.#changeAt(at);
      const list = to >= 0 ? states : flags;
      replaced[at] = list[place] ?? 0;
      list[place] = to >= 0 ? to : Number(to === failed);
    }
    return replaced;
  }

  #redraw(node: TopologyNode): TopologyNode {
    return { ...node, instances: node.instances.map((instance) => this.#redrawInstance(instance)) };
  }

  #redrawInstance(instance: TopologyInstance): TopologyInstance {
    const place = this.#places.get(instance.id);
    if (place === undefined) return instance;
    const state = nodeInstanceStates[this.#states[place] ?? 0] ?? 'uninitialized';
    return { ...instance, state, failed: this.#isFailed[place] === 1 };
  }
}

/** How many of ascending numbers are not above a limit. */
function countUpTo(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

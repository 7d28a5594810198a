import type { TopologyInstance, TopologyNode, TopologyView } from '../../server/api/contract.ts';
import type { DrawnNode } from './fold-topology.ts';
import { isGoingOn, type MarkKind, markOf } from './instance-look.ts';

/** What the instances of a drawn node do: its own, and those of everything that it stands for. */
export interface NodeLook {
  /** The instances that have a mark each; for a folded node none. */
  instances: readonly TopologyInstance[];
  counts: ReadonlyMap<MarkKind, number>;
  total: number;
  started: number;
  /** The first that failed, and how many did. */
  failed: { node: string; instance: string; count: number } | null;
  isRunning: boolean;
}

const nothing: NodeLook = {
  instances: [],
  counts: new Map(),
  total: 0,
  started: 0,
  failed: null,
  isRunning: false,
};

/**
 * The states of now, beside the drawing: a change reaches the nodes that it is about and nothing else, so that neither
 * the drawing is laid out nor other nodes are rendered again.
 */
export class LiveNodes {
  #nodes = new Map<string, TopologyNode>();
  #drawn = new Map<string, DrawnNode>();
  #drawnAs: ReadonlyMap<string, string> = new Map();
  #looks = new Map<string, NodeLook>();
  #isHealing = false;
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #watchers = new Set<(ids: ReadonlySet<string>) => void>();

  /** What a drawn node looks like; the same object as long as nothing about it changes. */
  look(id: string): NodeLook {
    const known = this.#looks.get(id);
    if (known) return known;
    const drawn = this.#drawn.get(id);
    const look = drawn ? this.#read(drawn) : nothing;
    this.#looks.set(id, look);
    return look;
  }

  /** Calls `listener` when the look of one drawn node may have changed. */
  subscribe(id: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(id);
    };
  }

  /** Calls `watcher` after any change, with the drawn nodes whose look may have changed. */
  watch(watcher: (ids: ReadonlySet<string>) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Another drawing, or other nodes in it. */
  setDrawn(drawn: readonly DrawnNode[], drawnAs: ReadonlyMap<string, string>): void {
    this.#drawn = new Map(drawn.map((each) => [each.id, each]));
    this.#drawnAs = drawnAs;
    this.#looks.clear();
    this.#tell(new Set([...this.#drawn.keys(), ...this.#listeners.keys()]));
  }

  /** The states of now. Nodes that are the same object as before have not changed. */
  setTopology(topology: TopologyView, isHealing: boolean): void {
    const isAll = isHealing !== this.#isHealing;
    this.#isHealing = isHealing;
    const changed = new Set<string>();
    for (const node of topology.nodes) {
      if (!isAll && this.#nodes.get(node.id) === node) continue;
      this.#nodes.set(node.id, node);
      const drawn = this.#drawnAs.get(node.id);
      if (drawn === undefined) continue;
      changed.add(drawn);
      this.#looks.delete(drawn);
    }
    if (changed.size > 0) this.#tell(changed);
  }

  #tell(ids: ReadonlySet<string>): void {
    for (const id of ids) for (const listener of this.#listeners.get(id) ?? []) listener();
    for (const watcher of this.#watchers) watcher(ids);
  }

  #read({ stands, isFolded }: DrawnNode): NodeLook {
    const counts = new Map<MarkKind, number>();
    let [total, started, failures] = [0, 0, 0];
    let failed: NodeLook['failed'] = null;
    for (const { id } of stands) {
      for (const instance of this.#nodes.get(id)?.instances ?? []) {
        const mark = markOf(instance, this.#isHealing);
        counts.set(mark, (counts.get(mark) ?? 0) + 1);
        total++;
        if (instance.state === 'started') started++;
        if (!instance.failed) continue;
        failures++;
        failed ??= { node: id, instance: instance.id, count: 0 };
      }
    }
    const own = stands[0] && !isFolded ? this.#nodes.get(stands[0].id)?.instances : undefined;
    return {
      instances: own ?? [],
      counts,
      total,
      started,
      failed: failed && { ...failed, count: failures },
      isRunning: [...counts.keys()].some(isGoingOn),
    };
  }

  /** The mark of one instance, as it is drawn. */
  markOf(instance: TopologyInstance): MarkKind {
    return markOf(instance, this.#isHealing);
  }
}

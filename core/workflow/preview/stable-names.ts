import type { WorkflowInstance } from '../model.ts';

/**
 * Names for instances that a run makes: their ids are random, so that two previews of the same run would differ by
 * them. An instance that is there already goes by its id, a new one by its node and its number among the new ones.
 */
export class StableNames {
  readonly #known: Set<string>;
  readonly #names = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  constructor(instances: readonly WorkflowInstance[]) {
    this.#known = new Set(instances.map(({ id }) => id));
  }

  /** Names those of the instances that are new. */
  add(instances: readonly WorkflowInstance[]): void {
    for (const { id, nodeName } of instances) {
      if (this.#known.has(id)) continue;
      this.#known.add(id);
      const count = (this.#counts.get(nodeName) ?? 0) + 1;
      this.#counts.set(nodeName, count);
      this.#names.set(id, `${nodeName}+${count}`);
    }
  }

  of(id: string): string {
    return this.#names.get(id) ?? id;
  }

  /** A task's id with the names of new instances in it: its parts end with them (`heal_web_a1b2c3`). */
  inText(taskId: string): string {
    if (this.#names.size === 0) return taskId;
    return taskId
      .split('/')
      .map((part) => this.#inPart(part))
      .join('/');
  }

  #inPart(part: string): string {
    for (let start = 0; ; start = part.indexOf('_', start) + 1) {
      const name = this.#names.get(part.slice(start));
      if (name !== undefined) return part.slice(0, start) + name;
      if (part.indexOf('_', start) < 0) return part;
    }
  }
}

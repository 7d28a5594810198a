import type { JsonObject } from '../../core/blueprint/json.ts';
import type { NodeInstanceState } from '../../core/workflow/task-graph.ts';
import type { NodeInstanceRow } from '../../db/repositories/node-instance.ts';

/** The instances of the execution's deployment as its owner knows them; ahead of the database by the group that is being written. */
export class InstanceTable {
  readonly #rows = new Map<string, NodeInstanceRow>();
  readonly #byNode = new Map<string, NodeInstanceRow[]>();

  constructor(rows: NodeInstanceRow[]) {
    for (const row of rows) {
      this.#rows.set(row.id, row);
      const siblings = this.#byNode.get(row.nodeName);
      if (siblings === undefined) this.#byNode.set(row.nodeName, [row]);
      else siblings.push(row);
    }
  }

  all(): NodeInstanceRow[] {
    return [...this.#rows.values()];
  }

  find(id: string): NodeInstanceRow | null {
    return this.#rows.get(id) ?? null;
  }

  ofNode(name: string): NodeInstanceRow[] {
    return this.#byNode.get(name) ?? [];
  }

  setState(id: string, state: NodeInstanceState): void {
    const row = this.#rows.get(id);
    if (row !== undefined) row.state = state;
  }

  setSystemProperties(id: string, value: JsonObject): void {
    const row = this.#rows.get(id);
    if (row !== undefined) row.systemProperties = value;
  }

  setRuntimeProperties(id: string, value: JsonObject): void {
    const row = this.#rows.get(id);
    if (row !== undefined) row.runtimeProperties = value;
  }
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { compileBlueprint } from '../../../core/dsl/index.ts';
import { createDeploymentPlan } from '../../../core/plan/index.ts';
import type { DeploymentPlan } from '../../../core/plan/plan.ts';
import type { WorkflowInstance, WorkflowModel } from '../../../core/workflow/model.ts';
import { createCatalogueReader } from '../../../server/plugins/catalogue.ts';

const mainFile = 'blueprint.yaml';

/** The plan of a recorded case's blueprint. Ids are `<node>_<number>`, the same in each call. */
export async function planOf(folder: string, blueprint: string): Promise<DeploymentPlan> {
  const text = readFileSync(join(folder, blueprint), 'utf8');
  const catalogue = createCatalogueReader();
  const { plan, diagnostics } = await compileBlueprint({
    mainFile,
    reader: {
      read: async (location) => (location === mainFile ? text : await catalogue.read(location)),
      exists: (location) => location === mainFile || catalogue.exists(location),
    },
  });
  if (!plan) throw new Error(`${blueprint}: ${JSON.stringify(diagnostics)}`);
  const made = createDeploymentPlan(plan, { ids: countingIds() });
  if (!made.plan) throw new Error(`${blueprint}: ${JSON.stringify(made.problems)}`);
  return made.plan;
}

/** Ids that count: each call starts anew. */
function countingIds(): { uuid(): string; suffix(length: number): string } {
  let next = 0;
  return {
    uuid: () => `uuid-${next++}`,
    suffix: (length) => (next++).toString(36).padStart(length, '0'),
  };
}

/** A deployment of a plan before anything was done. */
export function modelOf(plan: DeploymentPlan): WorkflowModel {
  const instances = plan.node_instances.map(
    (instance): WorkflowInstance => ({
      id: instance.id,
      nodeName: instance.name,
      state: 'uninitialized',
      hostId: instance.host_id ?? null,
      relationships: instance.relationships,
      scalingGroups: instance.scaling_groups ?? [],
      systemProperties: {},
    }),
  );
  const nodes = new Map(plan.nodes.map((node) => [node.id, node]));
  return { nodes, instances, scalingGroups: plan.scaling_groups, dialect: 'v5', modification: null, update: null };
}

/** What decides the name of an instance. */
export type NamedInstance = Pick<WorkflowInstance, 'id' | 'nodeName' | 'scalingGroups'>;

/** The names of a recording, `<node>#<number>` in the order in which instances appear, and back. A number is given once. */
export class InstanceNames {
  readonly #names = new Map<string, string>();
  readonly #ids = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  /** Gives names to the instances, and to the instances of scaling groups, that have none yet. */
  addAll(instances: readonly NamedInstance[]): void {
    for (const { id, nodeName, scalingGroups } of instances) {
      this.#add(id, nodeName);
      for (const group of scalingGroups) this.#add(group.id, group.name);
    }
  }

  nameOf(id: string): string {
    return this.#names.get(id) ?? id;
  }

  /** A text with each id replaced by the name of what has it. */
  rename(text: string): string {
    return text.replace(/\w+_[0-9a-z]{6,}/g, (word) => {
      const id = [...this.#names.keys()].find((known) => word.endsWith(known));
      return id === undefined ? word : word.slice(0, -id.length) + this.nameOf(id);
    });
  }

  /** Parameters with each `@name`, wherever it stands, replaced by the id behind it. */
  resolve(parameters: JsonObject): JsonObject {
    return this.#resolved(parameters) as JsonObject;
  }

  #add(id: string, group: string): void {
    if (this.#names.has(id)) return;
    const count = (this.#counts.get(group) ?? 0) + 1;
    this.#counts.set(group, count);
    this.#names.set(id, `${group}#${count}`);
    this.#ids.set(`@${group}#${count}`, id);
  }

  #resolved(value: Json): Json {
    if (typeof value === 'string') return this.#withIds(value);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((item) => this.#resolved(item));
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [this.#withIds(key), this.#resolved(item)]));
  }

  #withIds(text: string): string {
    return text.replace(/@[^@\s]+?#\d+/g, (name) => this.#ids.get(name) ?? name);
  }
}

import { randomUUID } from 'node:crypto';
import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import {
  compileBlueprint,
  type EvaluationScope,
  type EvaluationStorage,
  evaluateAtRuntime,
} from '../../../core/dsl/index.ts';
import {
  createDeploymentPlan,
  type DeploymentPlan,
  type PlanNodeInstance,
  type PlanOperation,
} from '../../../core/plan/index.ts';
import type { NodeAndInstance, OperationFunction } from '../../../core/ports/operation.ts';
import { MemoryContext } from './memory-context.ts';

export interface SequentialOptions {
  /** The blueprint's files, by path; `blueprint.yaml` is the main one. */
  files: ReadonlyMap<string, Uint8Array>;
  /** Text of an import that is not among the files. */
  readImport(location: string): Promise<string | null>;
  inputs: JsonObject;
  secrets: Record<string, string>;
  operation: OperationFunction;
}

const lifecycle = 'cloudify.interfaces.lifecycle';
const relationships = 'cloudify.interfaces.relationship_lifecycle';

/** Installs and uninstalls a deployment one operation after another, in memory: enough to try a blueprint's scripts on hosts. */
export class SequentialRun {
  readonly plan: DeploymentPlan;
  readonly contexts: MemoryContext[] = [];
  readonly #execution = randomUUID();
  readonly #options: SequentialOptions;
  readonly #instances = new Map<string, NodeAndInstance>();

  constructor(options: SequentialOptions, plan: DeploymentPlan) {
    this.#options = options;
    this.plan = plan;
    for (const { id, name, host_id, relationships, scaling_groups } of plan.node_instances) {
      const node = plan.nodes.find((candidate) => candidate.name === name);
      if (!node) continue;
      const place = { hostId: host_id ?? null, relationships, scalingGroups: scaling_groups ?? [] };
      this.#instances.set(id, { node, instance: { id, index: 1, ...place, runtimeProperties: {} } });
    }
  }

  static async prepare(options: SequentialOptions): Promise<SequentialRun> {
    const text = (path: string) => {
      const content = options.files.get(path);
      return content ? new TextDecoder().decode(content) : null;
    };
    const { plan, diagnostics } = await compileBlueprint({
      mainFile: 'blueprint.yaml',
      reader: {
        read: async (location) => text(location) ?? options.readImport(location),
        exists: (location) => options.files.has(location),
      },
    });
    if (!plan) throw new Error(JSON.stringify(diagnostics.slice(0, 3)));
    const suffix = () => randomUUID().slice(0, 6);
    const created = createDeploymentPlan(plan, { inputs: options.inputs, ids: { uuid: randomUUID, suffix } });
    if (!created.plan) throw new Error(JSON.stringify(created.problems));
    return new SequentialRun(options, created.plan);
  }

  async install(): Promise<void> {
    for (const item of this.#ordered()) {
      await this.#nodeOperation(item, 'create');
      await this.#relationshipOperations(item, 'preconfigure');
      await this.#nodeOperation(item, 'configure');
      await this.#nodeOperation(item, 'start');
      await this.#relationshipOperations(item, 'establish');
    }
  }

  async uninstall(): Promise<void> {
    for (const item of this.#ordered().reverse()) {
      await this.#nodeOperation(item, 'stop');
      await this.#relationshipOperations(item, 'unlink');
      await this.#nodeOperation(item, 'delete');
    }
  }

  async output(name: string): Promise<Json> {
    return evaluateAtRuntime(this.plan.outputs[name]?.value ?? null, this.#storage());
  }

  /** What all scripts printed. */
  printed(): string {
    return this.contexts.map((context) => context.lines.map(({ line }) => line).join('\n')).join('\n');
  }

  /** Targets of relationships before their sources. */
  #ordered(): PlanNodeInstance[] {
    const done: PlanNodeInstance[] = [];
    const visit = (item: PlanNodeInstance) => {
      if (done.includes(item)) return;
      for (const { target_id } of item.relationships) {
        const target = this.plan.node_instances.find(({ id }) => id === target_id);
        if (target) visit(target);
      }
      done.push(item);
    };
    this.plan.node_instances.forEach(visit);
    return done;
  }

  async #nodeOperation(item: PlanNodeInstance, name: string): Promise<void> {
    const self = this.#find(item.id);
    const operation = self.node.operations[`${lifecycle}.${name}`];
    if (!operation?.operation) return;
    const context = await this.#context(`${lifecycle}.${name}`, operation, { self: item.id });
    context.self = self;
    await this.#run(context, await this.#hostOf(self));
  }

  async #relationshipOperations(item: PlanNodeInstance, name: string): Promise<void> {
    const source = this.#find(item.id);
    for (const { target_id, type } of item.relationships) {
      const target = this.#find(target_id);
      const related = source.node.relationships.find((r) => r.type === type && r.target_id === target.node.name);
      const operation = related?.source_operations[`${relationships}.${name}`];
      if (!operation?.operation) continue;
      const context = await this.#context(`${relationships}.${name}`, operation, {
        source: item.id,
        target: target_id,
      });
      Object.assign(context, { source, target, side: 'source' });
      await this.#run(context, await this.#hostOf(source));
    }
  }

  async #context(name: string, operation: PlanOperation, scope: EvaluationScope): Promise<MemoryContext> {
    const context = new MemoryContext();
    context.operation = name;
    context.key = { executionId: this.#execution, taskId: `${name}/${JSON.stringify(scope)}`, attempt: 1 };
    context.inputs = (await evaluateAtRuntime(operation.inputs, this.#storage(), scope)) as JsonObject;
    for (const [path, content] of this.#options.files) context.files.set(path, content);
    for (const [id, item] of this.#instances) context.others.set(id, item);
    return context;
  }

  async #run(context: MemoryContext, host: NodeAndInstance | null): Promise<void> {
    context.host = host;
    this.contexts.push(context);
    await this.#options.operation(context);
  }

  async #hostOf({ node, instance }: NodeAndInstance): Promise<NodeAndInstance | null> {
    const isHost = node.type_hierarchy.includes('cloudify.nodes.Compute');
    const found = isHost ? { node, instance } : instance.hostId ? this.#find(instance.hostId) : null;
    if (!found) return null;
    const properties = (await evaluateAtRuntime(found.node.properties, this.#storage())) as JsonObject;
    return { node: { ...found.node, properties }, instance: found.instance };
  }

  #find(id: string): NodeAndInstance {
    const found = this.#instances.get(id);
    if (!found) throw new Error(`no instance ${id}`);
    return found;
  }

  #storage(): EvaluationStorage {
    const stored = (id: string) => {
      const { node, instance } = this.#find(id);
      const item = this.plan.node_instances.find((candidate) => candidate.id === id);
      const scalingGroups = [...(instance.scalingGroups ?? [])];
      return { ...instance, node: node.name, relationships: item?.relationships ?? [], scalingGroups };
    };
    return {
      node: (name) => Promise.resolve(this.plan.nodes.find((node) => node.name === name) ?? null),
      instance: (id) => Promise.resolve(stored(id)),
      instancesOf: (name) =>
        Promise.resolve(this.plan.node_instances.filter((item) => item.name === name).map(({ id }) => stored(id))),
      secret: (name) => Promise.resolve(this.#options.secrets[name] ?? ''),
    };
  }
}

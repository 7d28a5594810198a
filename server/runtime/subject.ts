import type { Json, JsonObject } from '../../core/blueprint/json.ts';
import { isJsonObject, ownValue } from '../../core/blueprint/json-object.ts';
import { evaluateAtRuntime } from '../../core/dsl/functions/evaluate-runtime.ts';
import type {
  EvaluationScope,
  EvaluationStorage,
  StoredInstance,
  SystemProperty,
} from '../../core/dsl/functions/storage.ts';
import type { PlanNode } from '../../core/plan/plan.ts';
import type { SecretReader } from '../../core/ports/ports.ts';
import type { WorkflowModel } from '../../core/workflow/model.ts';
import type { StartedModification } from '../../core/workflow/model-change.ts';
import type { PendingUpdate } from '../../core/workflow/pending-update.ts';
import type { ExecutionSubject } from '../../db/repositories/execution-subject.ts';
import type { NodeInstanceRow } from '../../db/repositories/node-instance.ts';
import { InstanceTable } from './instance-table.ts';
import type { Redactor } from './ports.ts';

/** What a subject is made from. */
export interface SubjectParts {
  record: ExecutionSubject;
  rows: NodeInstanceRow[];
  modification: StartedModification | null;
  update: PendingUpdate | null;
  secrets: SecretReader;
  redactor: Redactor;
}

/** What an execution works on, and the evaluation of what its plan leaves open until run time. */
export class Subject implements EvaluationStorage {
  readonly record: ExecutionSubject;
  readonly nodes: ReadonlyMap<string, PlanNode>;
  readonly instances: InstanceTable;
  readonly #parts: SubjectParts;
  /** Nodes whose properties have no functions, which is most of them. */
  readonly #plain = new Set<string>();

  constructor(parts: SubjectParts) {
    this.record = parts.record;
    this.nodes = new Map(parts.record.deployment.plan.nodes.map((node) => [node.name, node]));
    this.instances = new InstanceTable(parts.rows);
    this.#parts = parts;
  }

  /** What workflows are built from. */
  model(): WorkflowModel {
    const { plan, dialect } = this.record.deployment;
    return {
      nodes: this.nodes,
      instances: this.instances.all(),
      scalingGroups: plan.scaling_groups,
      dialect,
      modification: this.#parts.modification,
      update: this.#parts.update,
    };
  }

  node(name: string): Promise<PlanNode | null> {
    return Promise.resolve(this.nodes.get(name) ?? null);
  }

  instance(id: string): Promise<StoredInstance | null> {
    const row = this.instances.find(id);
    return Promise.resolve(row === null ? null : stored(row));
  }

  instancesOf(node: string): Promise<StoredInstance[]> {
    return Promise.resolve(this.instances.ofNode(node).map(stored));
  }

  /** From here on the secret is hidden in all that is recorded. */
  async secret(name: string): Promise<string> {
    const value = await this.#parts.secrets.read(name);
    this.#parts.redactor.add(value);
    return value;
  }

  /** What `get_sys` asks about this deployment; its owner and tenant are not known here. */
  system(...[entity, property]: SystemProperty): Promise<Json | undefined> {
    const { deployment, blueprint } = this.record;
    const known: Record<string, string> = { id: deployment.id, name: deployment.name, blueprint: blueprint.name };
    return Promise.resolve(entity === 'deployment' ? known[property] : undefined);
  }

  /** The values of a label that the deployment's blueprint gave it. */
  label(key: string): Promise<string[] | undefined> {
    const label = ownValue(this.record.deployment.plan.labels, key);
    const values = isJsonObject(label) ? label['values'] : undefined;
    return Promise.resolve(Array.isArray(values) ? values.map(String) : undefined);
  }

  async evaluate(value: Json, scope: EvaluationScope): Promise<Json> {
    return await evaluateAtRuntime(value, this, scope);
  }

  /** The node of an instance with its properties evaluated. */
  async evaluatedNode(row: NodeInstanceRow): Promise<PlanNode> {
    const node = this.nodes.get(row.nodeName);
    if (node === undefined) throw new Error(`The deployment's plan has no node ${row.nodeName} (instance ${row.id}).`);
    if (this.#plain.has(node.name)) return node;
    const properties = (await evaluateAtRuntime(node.properties, this, { self: row.id })) as JsonObject;
    if (properties === node.properties) {
      this.#plain.add(node.name);
      return node;
    }
    return { ...node, properties };
  }
}

function stored(row: NodeInstanceRow): StoredInstance {
  return {
    id: row.id,
    node: row.nodeName,
    index: row.index,
    runtimeProperties: row.runtimeProperties,
    relationships: row.relationships,
    scalingGroups: row.scalingGroups,
  };
}

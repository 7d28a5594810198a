import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';
import { isJsonObject, ownValue } from '../../../../core/blueprint/json-object.ts';
import {
  type EvaluationScope,
  type EvaluationStorage,
  evaluateAtRuntime,
  evaluateNodeProperties,
  FunctionEvaluationError,
  type StoredInstance,
  type StoredNode,
} from '../../../../core/dsl/index.ts';
import type { DslCase, Outcome } from '../case.ts';

/** What the storage of a case answers; what is left out it makes up as the reference's own tests do. */
interface RecordedStorage {
  nodes?: StoredNode[];
  node_instances?: RecordedInstance[];
  inputs?: JsonObject;
  secrets?: Record<string, string>;
  capabilities?: Record<string, JsonObject>;
  group_capabilities?: Record<string, Record<string, JsonObject>>;
  labels?: Record<string, string[]>;
  consumers?: Record<string, string>;
  [property: `${string}_${string}`]: unknown;
}

interface RecordedInstance extends Partial<Omit<StoredInstance, 'runtimeProperties' | 'scalingGroups'>> {
  id: string;
  node_id: string;
  runtime_properties?: JsonObject | null;
  scaling_groups?: { name: string; id: string }[] | null;
}

interface EvaluateCase extends DslCase {
  function: string;
  payload: JsonObject;
  storage: RecordedStorage;
  context?: EvaluationScope | string | null;
}

/** Evaluates what a deployment leaves to run time. */
export async function runEvaluate(recorded: DslCase): Promise<Outcome> {
  try {
    return { ok: true, value: await evaluate(recorded as EvaluateCase) };
  } catch (error) {
    const code = error instanceof FunctionEvaluationError ? error.code : null;
    return { ok: false, code, message: error instanceof Error ? error.message : String(error) };
  }
}

async function evaluate({ function: name, payload, storage: recorded, context }: EvaluateCase): Promise<unknown> {
  const scope = typeof context === 'string' ? { instance: context } : (context ?? {});
  if (name === 'evaluate_node_functions') {
    const node = payload as unknown as StoredNode;
    const storage = storageOf({ ...recorded, nodes: [node, ...(recorded.nodes ?? [])] });
    const capabilities = await evaluateAtRuntime(payload['capabilities'] ?? {}, storage, { ...scope, node: node.id });
    return {
      ...payload,
      ...('capabilities' in payload ? { capabilities } : {}),
      properties: await evaluateNodeProperties(node, storage, scope.instance),
    };
  }
  const storage = storageOf(recorded);
  if (name === 'evaluate_node_instance_functions') {
    const { runtime_properties: own, id } = payload as unknown as RecordedInstance;
    return { ...payload, runtime_properties: await evaluateAtRuntime(own ?? {}, storage, { node: id }) };
  }
  if (name === 'evaluate_functions') return evaluateAtRuntime(payload, storage, scope);
  const values = Object.entries(payload).map(([key, item]) => [key, isJsonObject(item) ? item['value'] : item]);
  return evaluateAtRuntime(Object.fromEntries(values), storage, { shownErrors: name === 'evaluate_outputs' });
}

function storageOf(recorded: RecordedStorage): EvaluationStorage {
  const instances = (recorded.node_instances ?? []).map(toStored);
  const parent = recorded.labels?.['csys-obj-parent']?.[0] ?? '';
  return {
    node: async (name) => recorded.nodes?.find(({ id }) => id === name) ?? null,
    instance: async (id) => instances.find((instance) => instance.id === id) ?? null,
    instancesOf: async (node) => instances.filter((instance) => instance.node === node),
    secret: async (name) => recorded.secrets?.[name] ?? `${name}_value`,
    input: async (name) => ownValue(recorded.inputs ?? {}, name),
    capability: async (deployment, name) => ownValue(recorded.capabilities?.[deployment] ?? {}, name),
    environmentCapability: async (name) => ownValue(recorded.capabilities?.[parent] ?? {}, name),
    groupCapability: async (group, name) => {
      const deployments = Object.entries(recorded.group_capabilities?.[group] ?? {});
      return Object.fromEntries(deployments.map(([id, values]) => [id, ownValue(values, name) ?? null]));
    },
    label: async (key) => recorded.labels?.[key],
    system: async (entity, property) => recorded[`${entity}_${property}`] as Json | undefined,
    consumers: async () => Object.entries(recorded.consumers ?? {}).map(([id, name]) => ({ id, name })),
  };
}

function toStored(recorded: RecordedInstance): StoredInstance {
  const { id, node_id: node, index = 0, relationships = [] } = recorded;
  return {
    id,
    node,
    index,
    relationships,
    runtimeProperties: recorded.runtime_properties ?? {},
    scalingGroups: recorded.scaling_groups ?? [],
  };
}

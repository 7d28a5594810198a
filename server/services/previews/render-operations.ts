import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { isJsonObject, jsonObject } from '../../../core/blueprint/json-object.ts';
import { type FunctionCall, functionOf, hasFunction } from '../../../core/dsl/functions/names.ts';
import { type EvaluationScope, type EvaluationStorage, evaluateAtRuntime } from '../../../core/dsl/index.ts';
import type { PlanNode } from '../../../core/plan/plan.ts';
import type { WorkflowModel } from '../../../core/workflow/model.ts';
import type { PreviewedOperation } from '../../../core/workflow/preview/preview-run.ts';
import type { DeploymentRow } from '../../../db/repositories/deployment.ts';
import type { NodeInstanceRow } from '../../../db/repositories/node-instance.ts';
import { mask } from '../../security/redaction/redactor.ts';
import { deploymentStorage } from '../deployments/evaluation-storage.ts';

/** Evaluates what an operation of a preview is given. */
export interface OperationRenderer {
  /** Inputs with functions evaluated as far as they can be before the run; secrets are masked and never read. */
  inputs(operation: PreviewedOperation): Promise<JsonObject>;
  /** The address of an instance that is a host, as far as it is known before the run. */
  address(host: string): Promise<string | null>;
}

/** Renders the operations of one stage: `model` is what its graph was built for, `rows` what there is now. */
export function createRenderer(
  deployment: DeploymentRow,
  model: WorkflowModel,
  rows: ReadonlyMap<string, NodeInstanceRow>,
): OperationRenderer {
  const nodes = [...model.nodes.values()].map(withoutSecrets);
  const instances = model.instances.map((instance, index) => ({
    ...instance,
    index: rows.get(instance.id)?.index ?? index,
    relationships: [...instance.relationships],
    scalingGroups: [...instance.scalingGroups],
    runtimeProperties: rows.get(instance.id)?.runtimeProperties ?? {},
  }));
  const storage = deploymentStorage(deployment, instances, nodes);
  return {
    async inputs({ inputs, found }) {
      const { source, target } = found;
      const scope = target === null ? { self: source.id } : { source: source.id, target: target.id };
      return (await render(maskSecrets(inputs), storage, scope)).value as JsonObject;
    },
    async address(host) {
      const instance = await storage.instance(host);
      const written =
        instance?.runtimeProperties['ip'] ?? (await storage.node(instance?.node ?? ''))?.properties?.['ip'];
      const { value } = await render(written ?? null, storage, { self: host });
      return typeof value === 'string' && value !== '' ? value : null;
    },
  };
}

interface Rendered {
  value: Json;
  /** False: something in it is known only while it runs, and stands there as the blueprint writes it. */
  isKnown: boolean;
}

async function render(value: Json, storage: EvaluationStorage, scope: EvaluationScope): Promise<Rendered> {
  if (!hasFunction(value)) return { value, isKnown: true };
  const call = functionOf(value);
  if (call !== null) return renderCall(value, call, { storage, scope });
  if (Array.isArray(value)) {
    const items = await Promise.all(value.map((item) => render(item, storage, scope)));
    return { value: items.map((item) => item.value), isKnown: items.every((item) => item.isKnown) };
  }
  const entries: [string, Json][] = [];
  let isKnown = true;
  for (const [key, item] of Object.entries(value ?? {})) {
    const rendered = await render(item, storage, scope);
    isKnown &&= rendered.isKnown;
    entries.push([key, rendered.value]);
  }
  return { value: jsonObject(entries), isKnown };
}

async function renderCall(
  written: Json,
  call: FunctionCall,
  at: { storage: EvaluationStorage; scope: EvaluationScope },
): Promise<Rendered> {
  // A function around something unknown would make a value of nothing (`http://None:80`).
  if (!(await render(call.args, at.storage, at.scope)).isKnown) return { value: written, isKnown: false };
  try {
    const value = await evaluateAtRuntime(written, at.storage, at.scope);
    return value === null ? { value: written, isKnown: false } : { value, isKnown: true };
  } catch {
    // What is not there yet cannot be evaluated; the operation itself will be told when it still is not.
    return { value: written, isKnown: false };
  }
}

function withoutSecrets(node: PlanNode): PlanNode {
  const properties = maskSecrets(node.properties);
  return properties === node.properties ? node : { ...node, properties: properties as JsonObject };
}

/** A value with a mask in the place of each secret; the same object when there is none in it. */
function maskSecrets(value: Json): Json {
  if (!hasFunction(value)) return value;
  if (functionOf(value)?.name === 'get_secret') return mask;
  if (Array.isArray(value)) return value.map(maskSecrets);
  if (!isJsonObject(value)) return value;
  return jsonObject(Object.entries(value).map(([key, item]) => [key, maskSecrets(item)]));
}

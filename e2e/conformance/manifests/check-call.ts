import type { JsonObject } from '../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../core/blueprint/json-object.ts';
import type { ApiResource } from '../../../core/kubernetes/api/api-resource.ts';
import { resourceNamed } from '../../../core/kubernetes/api/choose-resource.ts';
import { exposeObject } from '../../../core/kubernetes/microservice/expose-object.ts';
import { runObject } from '../../../core/kubernetes/microservice/run-object.ts';
import {
  readCreate,
  readExpose,
  readRemoval,
  readRun,
  readScale,
} from '../../../core/kubernetes/workflows/requests.ts';
import { scaledReplicas } from '../../../core/kubernetes/workflows/scale.ts';
import type { BlueprintPlan } from '../../../core/plan/index.ts';
import { fateOf } from './check-object.ts';

/** A workflow with its parameters. */
export interface WorkflowCall {
  workflow: string;
  parameters: JsonObject;
}

/** What a person gives where there is no default. */
const given: JsonObject = { name: 'web', image: 'nginx', resource: 'rc', port: 80, url: 'manifests/web.yaml' };

/** The calls of kube_run and its like that a blueprint makes possible: with their defaults, and as its policies make them. */
export function callsOf({ workflows, groups }: BlueprintPlan): WorkflowCall[] {
  const declared = Object.entries(workflows).map(([workflow, { parameters }]) => ({
    workflow,
    parameters: Object.fromEntries(
      Object.entries(parameters).map(([name, schema]) => [name, schema['default'] ?? given[name] ?? '']),
    ),
  }));
  return [...declared, ...triggered(groups)].filter(({ workflow }) => Object.hasOwn(checks, workflow));
}

/** Every map below that names a workflow and its parameters. */
function triggered(value: JsonObject): WorkflowCall[] {
  const { workflow, workflow_parameters: parameters } = value;
  if (typeof workflow === 'string' && isJsonObject(parameters)) return [{ workflow, parameters }];
  return Object.values(value).flatMap((item) => (isJsonObject(item) ? triggered(item) : []));
}

const running = runObject({ name: 'web', image: 'nginx', port: 3000, replicas: 1, overrides: { apiVersion: 'v1' } });

const checks: Readonly<Record<string, (parameters: JsonObject, served: readonly ApiResource[]) => string | null>> = {
  kube_run: (parameters, served) => fateOf(runObject(readRun(parameters)), served).wrong,
  kube_expose: (parameters, served) => {
    const { exposed, ...request } = readExpose(parameters);
    const { kind } = resourceNamed(exposed.resource, served);
    return kind === running.kind ? fateOf(exposeObject(running, request), served).wrong : `exposes a ${kind}`;
  },
  kube_stop: kindOfRemoved,
  kube_delete: kindOfRemoved,
  kube_create: (parameters) => (readCreate(parameters).from === 'blueprint' ? null : 'looks for it in the web'),
  kube_scale: (parameters) => {
    const { amount } = readScale(parameters);
    if (amount.kind === 'absolute') return 'takes a change for a number';
    const scaled = scaledReplicas(running, amount);
    const back = scaledReplicas({ ...running, spec: { replicas: scaled } }, { kind: 'change', by: 0 - amount.by });
    return scaled === 1 + amount.by && back === 1 ? null : `makes 1 replica ${scaled}, and back ${back}`;
  },
};

function kindOfRemoved(parameters: JsonObject, served: readonly ApiResource[]): string | null {
  const { kind } = resourceNamed(readRemoval(parameters).resource, served);
  return kind === 'ReplicationController' ? null : `takes away a ${kind}`;
}

/** What is wrong with a call; null when it is understood. */
export function wrongWithCall({ workflow, parameters }: WorkflowCall, served: readonly ApiResource[]): string | null {
  try {
    return checks[workflow]?.(parameters, served) ?? null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

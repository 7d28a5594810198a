import type { JsonObject } from '../../blueprint/json.ts';
import { isJsonObject } from '../../blueprint/json-object.ts';
import { indexContainment } from '../containment.ts';
import { hasImplementation, type WorkflowInstance, type WorkflowModel } from '../model.ts';

/** What is to be done with the instances that a heal is about. */
export interface Diagnosis {
  toHeal: Set<WorkflowInstance>;
  toReinstall: Set<WorkflowInstance>;
}

/** The operation that heals an instance. */
export const healOperation = 'cloudify.interfaces.lifecycle.heal';

/**
 * The instances that a heal is about (runtime.md A.11): the host of the instance that fails with all that it contains;
 * without a host, the instance with all that it contains. For the whole deployment, those of every instance.
 */
export function findSubject(model: WorkflowModel, failing: WorkflowInstance | null): Set<WorkflowInstance> {
  const byId = new Map(model.instances.map((instance) => [instance.id, instance]));
  const rootOf = (instance: WorkflowInstance) => byId.get(instance.hostId ?? '') ?? instance;
  const roots = failing === null ? model.instances.map(rootOf) : [rootOf(failing)];
  return inOrder(model, indexContainment(model).withContained(roots));
}

/**
 * Divides the unhealthy instances into those that have an operation that heals them and those that have to be installed
 * anew, with all that they contain.
 */
export function diagnose(model: WorkflowModel, subject: ReadonlySet<WorkflowInstance>, isTargeted: boolean): Diagnosis {
  const unhealthy = [...subject].filter((instance) => !isHealthy(instance, isTargeted));
  const hopeless = unhealthy.filter((instance) => !canHeal(model, instance));
  const toReinstall = inOrder(model, indexContainment(model).withContained(hopeless));
  const toHeal = new Set(unhealthy.filter((instance) => canHeal(model, instance) && !toReinstall.has(instance)));
  return { toHeal, toReinstall };
}

/** The instances in the order of the model. */
export function inOrder(model: WorkflowModel, instances: ReadonlySet<WorkflowInstance>): Set<WorkflowInstance> {
  return new Set(model.instances.filter((instance) => instances.has(instance)));
}

/**
 * Whether the last check was passed. What was never looked at is well, unless a person has named an instance as failing.
 */
function isHealthy({ systemProperties }: WorkflowInstance, isTargeted: boolean): boolean {
  const status: JsonObject = isJsonObject(systemProperties['status']) ? systemProperties['status'] : {};
  const wasChecked = (status['task'] ?? null) !== null;
  if (status['ok'] === true) return wasChecked || status['healed'] === true || !isTargeted;
  return !(wasChecked || isTargeted);
}

function canHeal({ nodes }: WorkflowModel, { nodeName }: WorkflowInstance): boolean {
  return hasImplementation(nodes.get(nodeName)?.operations[healOperation]);
}

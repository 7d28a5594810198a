import type { Json, JsonObject } from '../blueprint/json.ts';
import { isJsonObject } from '../blueprint/json-object.ts';
import type { WorkflowModel } from './model.ts';
import type { NodeInstanceState } from './task-graph.ts';

/** How much of a deployment is there; each name is one that `node_instances_active` may list. */
type Activity = 'all' | 'partial' | 'none';

/**
 * Why a workflow cannot be started in this state of its deployment, as the second half of a sentence; null when it can.
 * `rules`: its `availability_rules` (dsl.md section 10). An instance is active when it is `started`. One that is
 * half made counts both as not active and as a part that is there, so that a failed installation can be removed.
 */
export function whyUnavailable(rules: Json, model: Pick<WorkflowModel, 'nodes' | 'instances'>): string | null {
  if (!isJsonObject(rules)) return null;
  if (rules['available'] === false) return 'its blueprint has switched it off';
  return whyWrongActivity(rules, model) ?? whyWrongTypes(rules, model);
}

function whyWrongActivity(rules: JsonObject, { instances }: Pick<WorkflowModel, 'instances'>): string | null {
  const wanted = rules['node_instances_active'];
  if (!Array.isArray(wanted)) return null;
  const found = activitiesOf(instances);
  if (wanted.some((activity) => found.includes(activity as Activity))) return null;
  if (found.includes('all')) return 'everything is started, so that it is installed already';
  return found.includes('partial') ? 'only a part is started' : 'nothing is started, so that it is uninstalled already';
}

function activitiesOf(instances: WorkflowModel['instances']): Activity[] {
  const started = instances.filter(({ state }) => state === 'started').length;
  if (started === instances.length) return started === 0 ? ['all', 'none'] : ['all'];
  if (started > 0) return ['partial'];
  return instances.some(({ state }) => !isGone(state)) ? ['partial', 'none'] : ['none'];
}

function whyWrongTypes(rules: JsonObject, { nodes }: Pick<WorkflowModel, 'nodes'>): string | null {
  const wanted = rules['node_types_required'];
  if (!Array.isArray(wanted) || wanted.length === 0) return null;
  for (const node of nodes.values()) if (node.type_hierarchy.some((type) => wanted.includes(type))) return null;
  return `there is no node of the type ${wanted.join(' or ')}`;
}

/** Nothing of such an instance is on any host. */
export function isGone(state: NodeInstanceState): boolean {
  return state === 'uninitialized' || state === 'deleted';
}

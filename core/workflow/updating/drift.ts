import type { Json, JsonObject } from '../../blueprint/json.ts';
import { isJsonObject } from '../../blueprint/json-object.ts';
import type { PlanNode } from '../../plan/plan.ts';
import { hasImplementation, type WorkflowInstance, type WorkflowModel } from '../model.ts';
import { lifecycle } from '../phases.ts';

/* What check_drift has found out about an instance and its relationships (runtime.md A.11). */

const ownKey = 'configuration_drift';
const sourceKey = 'source_relationships_configuration_drift';
const targetKey = 'target_relationships_configuration_drift';

type Instances = ReadonlyMap<string, WorkflowInstance>;

/** True when the instance itself is not what the blueprint says. */
export function hasOwnDrift({ systemProperties }: WorkflowInstance): boolean {
  return isDrift(systemProperties[ownKey]);
}

/** True when the instance is not what the blueprint says, or one of its relationships, on whichever side. */
export function hasDrift(instance: WorkflowInstance, instances: Instances): boolean {
  if (hasOwnDrift(instance)) return true;
  return instance.relationships.some(({ target_id: id }) => {
    const target = instances.get(id);
    return (
      target !== undefined && (hasLinkDrift(instance, 'source', target) || hasLinkDrift(instance, 'target', target))
    );
  });
}

/** The side of a relationship where drift was found; each keeps what was found on its own side. */
export function hasLinkDrift(source: WorkflowInstance, side: 'source' | 'target', target: WorkflowInstance): boolean {
  const isSource = side === 'source';
  const found = isSource ? source.systemProperties[sourceKey] : target.systemProperties[targetKey];
  return isJsonObject(found) && isDrift(found[isSource ? target.id : source.id]);
}

/** True when a check of the instance, or one on its side of a relationship that there is still, failed: nobody knows. */
export function hasFailedCheck({ systemProperties }: WorkflowInstance, instances: Instances): boolean {
  const ofLinks = [sourceKey, targetKey].flatMap((key) => {
    const byOther = systemProperties[key];
    if (!isJsonObject(byOther)) return [];
    return Object.entries(byOther).flatMap(([id, found]) => (instances.has(id) ? [found] : []));
  });
  return [systemProperties[ownKey], ...ofLinks].some((found) => isJsonObject(found) && found['ok'] !== true);
}

/** The system properties that go when nothing is known any more of instances and their relationships. */
export function withoutDrift(
  changed: ReadonlySet<WorkflowInstance>,
  instances: Instances,
): { id: string; properties: JsonObject }[] {
  const sources = new Map<string, Set<string>>();
  for (const { id, relationships } of changed) {
    for (const { target_id: target } of relationships) sources.set(target, (sources.get(target) ?? new Set()).add(id));
  }
  return Array.from(instances.values(), (instance) => ({
    id: instance.id,
    properties: {
      ...(changed.has(instance) ? ownDrift(instance) : {}),
      ...driftOnTargetSide(instance, sources.get(instance.id) ?? new Set()),
    },
  })).filter(({ properties }) => Object.keys(properties).length > 0);
}

function ownDrift({ systemProperties }: WorkflowInstance): JsonObject {
  const kept = [ownKey, sourceKey].filter((key) => Object.hasOwn(systemProperties, key));
  return Object.fromEntries(kept.map((key) => [key, null]));
}

/** What a target has found out about relationships that come from these sources. */
function driftOnTargetSide({ systemProperties }: WorkflowInstance, sources: ReadonlySet<string>): JsonObject {
  const known = systemProperties[targetKey];
  const gone = isJsonObject(known) ? Object.keys(known).filter((id) => sources.has(id)) : [];
  if (gone.length === 0) return {};
  const isAll = gone.length === Object.keys(known ?? {}).length;
  return { [targetKey]: isAll ? null : Object.fromEntries(gone.map((id) => [id, null])) };
}

/** Results are any JSON; empty ones mean that nothing was found, as in the reference. */
function isDrift(finding: Json | undefined): boolean {
  const result = isJsonObject(finding) ? finding['result'] : null;
  if (typeof result === 'object' && result !== null) return Object.keys(result).length > 0;
  return result !== undefined && result !== null && result !== false && result !== 0 && result !== '';
}

const updates = ['update', 'update_config', 'update_apply'] as const;

/** True when the node has one of the operations that bring an instance into line without making it anew. */
export function canUpdate(node: PlanNode | undefined): boolean {
  return updates.some((name) => hasImplementation(node?.operations[`${lifecycle}.${name}`]));
}

/** True when instances of the node can be asked. */
export function canCheck(node: PlanNode | undefined): boolean {
  return hasImplementation(node?.operations[`${lifecycle}.check_drift`]);
}

/** The instances of the nodes whose properties or operations the update changes. */
export function changedInstances(model: WorkflowModel): WorkflowInstance[] {
  const names = new Set<string>();
  for (const { entityType, entityId } of model.update?.steps ?? []) {
    const [section, node] = entityId.split(':');
    if ((entityType === 'property' || entityType === 'operation') && section === 'nodes') names.add(node ?? '');
  }
  return model.instances.filter(({ nodeName }) => names.has(nodeName));
}

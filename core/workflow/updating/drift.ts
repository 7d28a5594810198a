import type { Json, JsonObject } from '../../blueprint/json.ts';
import { isJsonObject } from '../../blueprint/json-object.ts';
import type { PlanNode } from '../../plan/plan.ts';
import { hasImplementation, type WorkflowInstance, type WorkflowModel } from '../model.ts';
import { lifecycle } from '../phases.ts';

/* What check_drift has found out about an instance and its relationships (runtime.md A.11). */

const ownKey = 'configuration_drift';
const linkKeys = ['source_relationships_configuration_drift', 'target_relationships_configuration_drift'] as const;

/** System properties under which drift is kept, all taken away. */
export const noDrift: JsonObject = { [ownKey]: null, [linkKeys[0]]: null, [linkKeys[1]]: null };

/** True when the instance itself is not what the blueprint says. */
export function hasOwnDrift({ systemProperties }: WorkflowInstance): boolean {
  return isDrift(systemProperties[ownKey]);
}

/** True when the instance or one of its relationships is not what the blueprint says. */
export function hasDrift(instance: WorkflowInstance, ids: ReadonlySet<string>): boolean {
  return findings(instance, ids).some(isDrift);
}

/** True when a check failed, so that nobody knows. */
export function hasFailedCheck(instance: WorkflowInstance, ids: ReadonlySet<string>): boolean {
  return findings(instance, ids).some((finding) => isJsonObject(finding) && finding['ok'] !== true);
}

/** The source of a relationship has found drift on its side, or the target on its own. */
export function hasLinkDrift(source: WorkflowInstance, side: 'source' | 'target', target: WorkflowInstance): boolean {
  const [holder, other] = side === 'source' ? [source, target] : [target, source];
  const findings = holder.systemProperties[side === 'source' ? linkKeys[0] : linkKeys[1]];
  return isJsonObject(findings) && isDrift(findings[other.id]);
}

/** What `ids` has not is gone, and so is what was found out about relationships to it. */
function findings({ systemProperties }: WorkflowInstance, ids: ReadonlySet<string>): (Json | undefined)[] {
  const ofLinks = linkKeys.flatMap((key) => {
    const byOther = systemProperties[key];
    return isJsonObject(byOther)
      ? Object.entries(byOther)
          .filter(([id]) => ids.has(id))
          .map(([, found]) => found)
      : [];
  });
  return [systemProperties[ownKey], ...ofLinks];
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

import type { DeploymentPlan, PlanNode } from '../../../core/plan/plan.ts';
import { findDeployment } from '../../../db/repositories/deployment.ts';
import { listNodeInstances, type NodeInstanceRow } from '../../../db/repositories/node-instance.ts';
import type { ScalableView } from '../../api/contract.ts';
import type { Actor } from '../../security/actor.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { notFound } from '../not-found.ts';

type ScaledPlan = Pick<DeploymentPlan, 'nodes' | 'scaling_groups'>;

/** What of a deployment can be scaled: its scaling groups, then its nodes, in the order of the blueprint. */
export async function listScalables({ db }: ServiceDependencies, actor: Actor, id: string): Promise<ScalableView[]> {
  const row = await findDeployment(db, actor.tenant.id, id);
  if (row === null) throw notFound('deployment');
  return scalablesOf(row.plan, await listNodeInstances(db, id));
}

/** The same from a plan and its instances. Linear. */
export function scalablesOf(
  plan: ScaledPlan,
  instances: readonly Pick<NodeInstanceRow, 'nodeName' | 'scalingGroups'>[],
): ScalableView[] {
  const totals = countInstances(instances);
  const groupOf = new Map<string, string>();
  for (const [name, group] of Object.entries(plan.scaling_groups)) {
    for (const member of group.members) groupOf.set(member, name);
  }
  const groups = Object.entries(plan.scaling_groups).map(([name, { members, properties: numbers }]) => ({
    name,
    kind: 'group' as const,
    ...boundsOf(numbers),
    total: totals.groups.get(name)?.size ?? 0,
    within: groupOf.get(name) ?? null,
    members,
  }));
  const nodes = plan.nodes.map((node) => ({
    name: node.id,
    kind: 'node' as const,
    ...boundsOf(node.capabilities.scalable.properties),
    total: totals.nodes.get(node.id) ?? 0,
    within: containerOf(node) ?? groupOf.get(node.id) ?? null,
    members: [],
  }));
  return [...groups, ...nodes];
}

function boundsOf(numbers: { current_instances: number; min_instances: number; max_instances: number }) {
  return { current: numbers.current_instances, min: numbers.min_instances, max: numbers.max_instances };
}

function containerOf(node: PlanNode): string | undefined {
  return node.relationships.findLast(({ type_hierarchy: types }) =>
    types.includes('cloudify.relationships.contained_in'),
  )?.target_id;
}

function countInstances(instances: readonly Pick<NodeInstanceRow, 'nodeName' | 'scalingGroups'>[]) {
  const nodes = new Map<string, number>();
  const groups = new Map<string, Set<string>>();
  for (const { nodeName, scalingGroups } of instances) {
    nodes.set(nodeName, (nodes.get(nodeName) ?? 0) + 1);
    for (const { name, id } of scalingGroups) groups.set(name, (groups.get(name) ?? new Set()).add(id));
  }
  return { nodes, groups };
}

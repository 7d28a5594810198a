import { orderByNeeds } from '../../graph/cycles.ts';
import type { UpdateStep } from '../../workflow/pending-update.ts';
import type { DeploymentPlan, PlanNode, PlanPlugin } from '../plan.ts';
import { entityStep, type Named, namedSteps } from './entity-steps.ts';
import { nodeSteps } from './node-steps.ts';

/** A deployment's plan without its instances. */
export type PlanModel = Omit<DeploymentPlan, 'node_instances'>;

/** Sections whose things are told by name: the section and what its things are called in steps. */
const sections = [
  ['inputs', 'input'],
  ['outputs', 'output'],
  ['capabilities', 'capability'],
  ['workflows', 'workflow'],
  ['policies', 'policy'],
  ['policy_types', 'policy_type'],
  ['policy_triggers', 'policy_trigger'],
  ['labels', 'label'],
  ['blueprint_labels', 'blueprint_label'],
  ['resource_tags', 'resource_tag'],
  ['deployment_settings', 'deployment_setting'],
] as const satisfies readonly (readonly [keyof PlanModel, string])[];

/**
 * Every difference between two models of a deployment, in the order of runtime.md A.11: what goes, what comes (nodes
 * after those that they need), what changes. A node in `replaced` goes and comes.
 */
export function modelSteps(before: PlanModel, after: PlanModel, replaced: ReadonlySet<string>): UpdateStep[] {
  const steps = [
    ...stepIf(before.description !== after.description, 'description'),
    ...nodesSteps(before, after, replaced),
    ...sections.flatMap(([section, entityType]) =>
      namedSteps(before[section], after[section], { entityType, path: [section] }),
    ),
    ...namedSteps(unordered(before.groups), unordered(after.groups), { entityType: 'group', path: ['groups'] }),
    ...namedSteps(unordered(before.scaling_groups), unordered(after.scaling_groups), {
      entityType: 'scaling_group',
      path: ['scaling_groups'],
    }),
    ...(['deployment_plugins_to_install', 'workflow_plugins_to_install'] as const).flatMap((list) =>
      namedSteps(byName(before[list]), byName(after[list]), { entityType: 'plugin', path: [list] }),
    ),
  ];
  return inOrder(steps, after.nodes);
}

function stepIf(isNeeded: boolean, entityType: string): UpdateStep[] {
  return isNeeded ? [entityStep('modify', { entityType, path: [entityType] })] : [];
}

function nodesSteps(before: PlanModel, after: PlanModel, replaced: ReadonlySet<string>): UpdateStep[] {
  const steps: UpdateStep[] = [];
  const old = new Map(before.nodes.map((node) => [node.name, node]));
  const now = new Set(after.nodes.map(({ name }) => name));
  const step = (action: UpdateStep['action'], name: string) =>
    steps.push(entityStep(action, { entityType: 'node', path: ['nodes', name] }));
  for (const node of after.nodes) {
    const known = old.get(node.name);
    if (known === undefined || replaced.has(node.name)) step('add', node.name);
    else steps.push(...nodeSteps(known, node));
  }
  for (const name of old.keys()) if (!now.has(name) || replaced.has(name)) step('remove', name);
  return steps;
}

/** Groups as they are compared: the order of members means nothing. */
function unordered(groups: Named): Named {
  return Object.fromEntries(
    Object.entries(groups).map(([name, group]) => {
      const { members, ...rest } = group as { members?: unknown };
      return [name, { ...rest, members: Array.isArray(members) ? members.map(String).sort() : (members ?? null) }];
    }),
  );
}

function byName(plugins: readonly PlanPlugin[]): Named {
  return Object.fromEntries(plugins.map((plugin) => [plugin.name, plugin]));
}

const actions: readonly UpdateStep['action'][] = ['remove', 'add', 'modify'];

/** Within what goes, relationships are first and nodes last; within what comes, nodes are first. */
function inOrder(steps: readonly UpdateStep[], nodes: readonly PlanNode[]): UpdateStep[] {
  const levels = levelsOfAdded(steps, nodes);
  const rank = ({ action, entityType, entityId }: UpdateStep): [number, number, number] => {
    const kind = action === 'remove' ? removalRank(entityType) : action === 'add' && entityType !== 'node' ? 1 : 0;
    return [actions.indexOf(action), kind, levels.get(entityId) ?? 0];
  };
  return steps
    .map((step) => ({ step, rank: rank(step) }))
    .sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || a.rank[2] - b.rank[2])
    .map(({ step }) => step);
}

function removalRank(entityType: string): number {
  if (entityType === 'relationship') return 0;
  return entityType === 'node' ? 2 : 1;
}

/** The place of each added node among them, by the id of its step. */
function levelsOfAdded(steps: readonly UpdateStep[], nodes: readonly PlanNode[]): Map<string, number> {
  const added = new Set(
    steps.filter(({ action, entityType }) => action === 'add' && entityType === 'node').map((one) => one.entityId),
  );
  const needs = new Map<string, string[]>();
  for (const { name, relationships } of nodes) {
    const id = `nodes:${name}`;
    if (added.has(id))
      needs.set(
        id,
        relationships.map(({ target_id }) => `nodes:${target_id}`),
      );
  }
  return new Map(orderByNeeds(needs).order.map((id, index) => [id, index]));
}

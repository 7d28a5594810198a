import type { BlueprintPlan, PlanNode } from '../../plan/plan.ts';
import type { CompileContext } from '../context.ts';
import type { MergedSections } from '../imports/merge-sections.ts';
import { containedInType } from '../nodes/relationships.ts';
import type { DataTypes } from '../types/data-types.ts';
import type { ValueResolver } from '../types/values.ts';
import { readGroups } from './groups.ts';
import { readPolicies } from './policies.ts';
import { policyTriggerKind, policyTypeKind, readReactions } from './reactions.ts';
import { makeScalingGroups } from './scaling-groups.ts';

/** What groups and policies are read with. `nodes`: those of the plan. */
export interface ReactingGroupParts {
  dataTypes: DataTypes;
  values: ValueResolver;
  nodes: readonly PlanNode[];
  context: CompileContext;
}

type ReactingGroups = Pick<
  BlueprintPlan,
  'groups' | 'policies' | 'policy_types' | 'policy_triggers' | 'scaling_groups'
>;

/** Reads the sections about groups and policies, and makes the scaling groups (dsl.md section 8). */
export function readReactingGroups(sections: MergedSections, parts: ReactingGroupParts): ReactingGroups {
  const { values, nodes, context } = parts;
  const policyTypes = readReactions(sections.entries('policy_types'), policyTypeKind, parts);
  const policyTriggers = readReactions(sections.entries('policy_triggers'), policyTriggerKind, parts);
  const templates = sections.entries('node_templates');
  const written = sections.entries('groups');
  const groups = readGroups(written, { nodes: templates, policyTypes, policyTriggers, values, context });
  const policies = readPolicies(sections.entries('policies'), written, context);
  const { members } = groups;
  const { scaled } = policies;
  const scalingGroups =
    scaled.size === 0
      ? {}
      : makeScalingGroups({ members, scaled, containers: containersOf(nodes), nodes: templates, context });
  return {
    groups: groups.inPlan,
    policies: policies.inPlan,
    policy_types: policyTypes.inPlan,
    policy_triggers: policyTriggers.inPlan,
    scaling_groups: scalingGroups,
  };
}

/** What each node is contained in. */
function containersOf(nodes: readonly PlanNode[]): Map<string, string> {
  const containers = new Map<string, string>();
  for (const { id, relationships } of nodes) {
    const containment = relationships.find(({ type_hierarchy }) => type_hierarchy.includes(containedInType));
    if (containment !== undefined) containers.set(id, containment.target_id);
  }
  return containers;
}

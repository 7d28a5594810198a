import type { LayoutNode } from '../instances/levels.ts';
import type { PlanNodeInstance, PlanScalingGroup } from '../plan.ts';

/** How many instances a node or scaling group is to have, and which are to go when there are to be fewer. */
export interface InstanceChange {
  /** In each instance of what it stands in: 3 on two hosts makes 6. */
  instances: number;
  /** Ids to remove first, as far as any have to go. The id of a member of a group instance stands for that one. */
  removed_ids_include_hint?: readonly string[];
  /** Ids to keep as long as others can go. */
  removed_ids_exclude_hint?: readonly string[];
}

/** A deployment as it is, and what is to become of it. */
export interface ModificationRequest {
  /** All nodes as they are to be, with `current_instances` as before for those that `modified_nodes` changes. */
  nodes: readonly LayoutNode[];
  /** All nodes as they were; the same list when only numbers of instances change. */
  previous_nodes: readonly LayoutNode[];
  /** All instances, in the order in which those without hints are to be removed. */
  previous_node_instances: readonly PlanNodeInstance[];
  scaling_groups: Readonly<Record<string, PlanScalingGroup>>;
  /** By the name of a node or scaling group; other names change nothing. */
  modified_nodes: Readonly<Record<string, InstanceChange>>;
}

/** An instance in the result of a modification. Without `modification` it is there because it is related to others. */
export interface ModifiedInstance extends PlanNodeInstance {
  modification?: 'added' | 'removed' | 'extended' | 'reduced';
}

/**
 * What a modification comes to (dsl.md section 13). Added and removed instances have all their relationships, and
 * stand among those they are related to, which have only their relationships to added or removed ones. Extended and
 * reduced instances stay, with the relationships that they gain or lose; the targets of those, if they stay, have none.
 */
export interface DeploymentModification {
  added_and_related: ModifiedInstance[];
  removed_and_related: ModifiedInstance[];
  extended_and_related: ModifiedInstance[];
  reduced_and_related: ModifiedInstance[];
}

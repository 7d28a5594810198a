import type { DslCode } from '../../diagnostics/codes.ts';
import type { Ids } from '../../ports/ports.ts';
import { connect, type FormerTargets } from '../instances/connect.ts';
import { InstanceFault } from '../instances/instance-fault.ts';
import { type Level, levelsOf } from '../instances/levels.ts';
import { containingInstance, idsForLevels, type Placed, place } from '../instances/place.ts';
import type { PlanNodeInstance } from '../plan.ts';
import { differences, type Graph } from './differences.ts';
import type { DeploymentModification, ModificationRequest } from './modification.ts';
import { type Previous, PreviousInstances } from './previous.ts';
import { survivorsOf } from './survivors.ts';

export type ModificationResult =
  | { modification: DeploymentModification; problem: null }
  | { modification: null; problem: { code: DslCode; message: string } };

export interface ModificationOptions {
  /** Refuse deployments with more node instances afterwards (reliability P11). Default 10,000. */
  maxInstances?: number;
}

/** How many node instances a deployment may have, unless told otherwise. */
export const defaultMaxInstances = 10_000;

/**
 * Which instances have to be added and removed so that nodes and scaling groups have the numbers asked for, and which
 * others gain or lose relationships by it (dsl.md section 13). Nothing that is given is changed, and nothing is
 * thrown. Without hints, instances go in the order in which they are given.
 */
export function modifyDeployment(request: ModificationRequest, with_: Ids & ModificationOptions): ModificationResult {
  try {
    return { modification: modify(request, with_), problem: null };
  } catch (error) {
    if (!(error instanceof InstanceFault)) throw error;
    return { modification: null, problem: { code: error.code, message: error.message } };
  }
}

/**
 * All instances as they are after a modification, by id, with all their relationships; what `modifyDeployment` tells
 * the changes of. An instance that stays keeps its id. @throws InstanceFault
 */
export function instancesAfter(
  request: ModificationRequest,
  with_: Ids & ModificationOptions,
): ReadonlyMap<string, PlanNodeInstance> {
  return layOut(request, with_).after.instances;
}

function modify(request: ModificationRequest, with_: Ids & ModificationOptions): DeploymentModification {
  const { before, after } = layOut(request, with_);
  return differences(before, after);
}

function layOut(request: ModificationRequest, with_: Ids & ModificationOptions): { before: Graph; after: Graph } {
  const { nodes, previous_nodes, scaling_groups, modified_nodes } = request;
  const levels = levelsOf({ nodes, scaling_groups });
  const previous = new PreviousInstances(request.previous_node_instances, previous_nodes);
  const changes = new Map(Object.entries(modified_nodes));
  const kept = (level: Level, container: Placed | null) => {
    const existing = previous.in(level.name, container?.id ?? null);
    const change = changes.get(level.name);
    return change === undefined ? existing : survivorsOf(existing, change, previous);
  };
  const wanted = (level: Level) => changes.get(level.name)?.instances ?? level.count;
  const newId = idsForLevels(with_, previous.ids());
  const placed = place(levels, { kept, wanted }, { newId, limit: with_.maxInstances ?? defaultMaxInstances });
  connect(levels, placed, formerTargets(request.previous_node_instances));
  return { before: graphBefore(request.previous_node_instances, previous), after: graphAfter(placed) };
}

/** Which instances the instances of a node had relationships to, by both nodes and the type. Looked up when asked. */
function formerTargets(instances: readonly PlanNodeInstance[]): FormerTargets {
  const targets = new Map<string, Set<string>>();
  const keyOf = (...parts: string[]) => JSON.stringify(parts);
  let collected = false;
  const collect = () => {
    collected = true;
    for (const { name, relationships } of instances) {
      for (const { type, target_name, target_id } of relationships) {
        const key = keyOf(name, target_name, type);
        const known = targets.get(key);
        if (known === undefined) targets.set(key, new Set([target_id]));
        else known.add(target_id);
      }
    }
  };
  return (source, link) => {
    if (!collected) collect();
    return targets.get(keyOf(source.name, link.target, link.type)) ?? null;
  };
}

function graphBefore(instances: readonly PlanNodeInstance[], previous: PreviousInstances): Graph {
  const groups = new Map<string, string | null>();
  for (const one of previous.all()) if (one.instance === null) groups.set(one.id, outsideOf(one, previous));
  return { instances: new Map(instances.map((instance) => [instance.id, instance])), groups };
}

/** The node instance that contains an instance of a scaling group, whatever groups are between them. */
function outsideOf(group: Previous, previous: PreviousInstances): string | null {
  let id = group.containerId;
  for (let at = id === null ? undefined : previous.get(id); at?.instance === null; at = next(at, previous)) {
    id = at.containerId;
  }
  return id;
}

function next(at: Previous, previous: PreviousInstances): Previous | undefined {
  return at.containerId === null ? undefined : previous.get(at.containerId);
}

function graphAfter(placed: ReadonlyMap<string, readonly Placed[]>): Graph {
  const instances = new Map<string, PlanNodeInstance>();
  const groups = new Map<string, string | null>();
  for (const level of placed.values()) {
    for (const one of level) {
      if (one.instance === null) groups.set(one.id, containingInstance(one)?.id ?? null);
      else instances.set(one.id, one.instance);
    }
  }
  return { instances, groups };
}

import { orderByNeeds } from '../../graph/cycles.ts';
import type { Ids } from '../../ports/ports.ts';
import type { PlanNode, PlanNodeInstance } from '../plan.ts';
import { connect } from './connect.ts';
import { InstanceFault } from './instance-fault.ts';
import { isContainment, type Placed } from './placed.ts';

/** Characters of the random end of an instance's id. */
const suffixLength = 6;

/**
 * The instances of every node (dsl.md section 13): as many as the node asks for in each instance of what it is
 * contained in. In the order of the nodes. Throws InstanceFault, before anything large is built.
 */
export function expandInstances(nodes: readonly PlanNode[], ids: Ids, limit: number): PlanNodeInstance[] {
  const containers = new Map(nodes.map((node) => [node.id, containerOf(node)]));
  const { order } = orderByNeeds(new Map([...containers].map(([name, container]) => [name, container ?? []])));
  const byName = new Map(nodes.map((node) => [node.id, node]));
  const ordered = order.map((name) => byName.get(name)).filter((node) => node !== undefined);
  checkCount(ordered, containers, limit);
  const instances = new Map<string, Placed[]>();
  for (const node of ordered) {
    const [container] = containers.get(node.id) ?? [];
    instances.set(node.id, place(node, container === undefined ? null : (instances.get(container) ?? []), ids));
  }
  connect(nodes, instances);
  return nodes.flatMap((node) => (instances.get(node.id) ?? []).map((placed) => placed.instance));
}

function containerOf(node: PlanNode): [string] | null {
  const relationship = node.relationships.find(isContainment);
  return relationship === undefined ? null : [relationship.target_id];
}

/** Counted first and made afterwards, so that a hostile number costs nothing. */
function checkCount(
  ordered: readonly PlanNode[],
  containers: ReadonlyMap<string, [string] | null>,
  limit: number,
): void {
  const counts = new Map<string, number>();
  let total = 0;
  for (const node of ordered) {
    const [container] = containers.get(node.id) ?? [];
    const count = wanted(node) * (container === undefined ? 1 : (counts.get(container) ?? 0));
    counts.set(node.id, count);
    total += count;
    if (total > limit) {
      throw new InstanceFault(
        `The node "${node.id}" alone would have ${count} instances, and the deployment more than ${limit}, the most that is allowed. Lower its default_instances or those of what it is contained in.`,
      );
    }
  }
}

function wanted(node: PlanNode): number {
  const count: unknown = node.capabilities.scalable.properties.default_instances;
  if (typeof count === 'number' && Number.isInteger(count) && count >= 0) return count;
  throw new InstanceFault(`default_instances of the node "${node.id}" is not a whole number of 0 or more.`);
}

function place(node: PlanNode, containers: readonly Placed[] | null, ids: Ids): Placed[] {
  const used = new Set<string>();
  const isHost = node.host_id === node.id;
  const placed: Placed[] = [];
  for (const container of containers ?? [null]) {
    for (let count = wanted(node); count > 0; count -= 1) {
      const id = newId(node.id, used, ids);
      const hostId = isHost ? id : container?.instance.host_id;
      const instance: PlanNodeInstance = {
        id,
        node_id: node.id,
        name: node.id,
        ...(hostId === undefined ? {} : { host_id: hostId }),
        relationships: [],
      };
      placed.push({ instance, container: container?.instance ?? null });
    }
  }
  return placed;
}

function newId(node: string, used: Set<string>, ids: Ids): string {
  let id = `${node}_${ids.suffix(suffixLength)}`;
  while (used.has(id)) id = `${node}_${ids.suffix(suffixLength)}`;
  used.add(id);
  return id;
}

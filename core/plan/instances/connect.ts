import type { PlanNode, PlanNodeInstance, PlanRelationship } from '../plan.ts';
import { InstanceFault } from './instance-fault.ts';
import { isContainment, type Placed } from './placed.ts';

const supported = [
  'cloudify.relationships.depends_on',
  'cloudify.relationships.contained_in',
  'cloudify.relationships.connected_to',
];

/** Relationships between instances; all-to-all ones multiply, so they have a limit of their own. */
const mostConnections = 200_000;

/** Gives every instance its relationships: to its container, and to the instances of what its node is connected to. */
export function connect(nodes: readonly PlanNode[], instances: ReadonlyMap<string, readonly Placed[]>): void {
  let connections = 0;
  for (const node of nodes) {
    for (const relationship of node.relationships) {
      const sources = instances.get(node.id) ?? [];
      const targets = targetsOf(node, relationship, instances.get(relationship.target_id) ?? []);
      connections += sources.length * (isContainment(relationship) ? 1 : targets.length);
      if (connections > mostConnections) {
        throw new InstanceFault(
          `The relationship of "${node.id}" to "${relationship.target_id}" would connect ${sources.length} with ${targets.length} instances; more than ${mostConnections} connections are not allowed.`,
        );
      }
      for (const source of sources) addConnections(source, relationship, targets);
    }
  }
}

function addConnections(source: Placed, relationship: PlanRelationship, targets: readonly PlanNodeInstance[]): void {
  const contained = isContainment(relationship);
  const own = contained ? (source.container === null ? [] : [source.container]) : targets;
  for (const target of own) {
    source.instance.relationships.push({
      type: relationship.type,
      target_name: relationship.target_id,
      target_id: target.id,
    });
  }
}

function targetsOf(node: PlanNode, relationship: PlanRelationship, placed: readonly Placed[]): PlanNodeInstance[] {
  const where = `the relationship of "${node.id}" to "${relationship.target_id}"`;
  if (!relationship.type_hierarchy.some((type) => supported.includes(type))) {
    throw new InstanceFault(
      `The type "${relationship.type}" of ${where} is derived from none of ${supported.join(', ')}.`,
    );
  }
  const targets = placed.map((one) => one.instance);
  if (isContainment(relationship)) return targets;
  const connection = Object.hasOwn(relationship.properties, 'connection_type')
    ? relationship.properties['connection_type']
    : undefined;
  if (connection === 'all_to_all') return targets;
  if (connection === 'all_to_one') return smallest(targets);
  throw new InstanceFault(`"connection_type" of ${where} must be all_to_all or all_to_one.`);
}

/** One target for all sources: the one whose id comes first, so that the choice can be repeated. */
function smallest(targets: PlanNodeInstance[]): PlanNodeInstance[] {
  const [first, ...rest] = targets;
  if (first === undefined) return [];
  return [rest.reduce((least, target) => (target.id < least.id ? target : least), first)];
}

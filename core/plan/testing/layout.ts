import type { Ids } from '../../ports/ports.ts';
import type { Layout, LayoutNode } from '../instances/levels.ts';

/** A node of a small layout. */
export interface LayoutSketch {
  /** The node it is contained in. */
  in?: string;
  /** Nodes it is connected to, with the connection type. */
  to?: Record<string, string>;
  count?: number;
  host?: boolean;
}

export interface GroupSketch {
  members: string[];
  count?: number;
}

const dependsOn = 'cloudify.relationships.depends_on';

/** A layout in which a node's container is declared before its connections. */
export function sketchLayout(
  nodes: Record<string, LayoutSketch>,
  groups: Record<string, GroupSketch> = {},
): { nodes: LayoutNode[]; scaling_groups: Layout['scaling_groups'] } {
  const scaling_groups = Object.entries(groups).map(
    ([name, { members, count = 1 }]) => [name, { members, properties: numbers(count) }] as const,
  );
  return {
    nodes: Object.entries(nodes).map(([id, sketch]) => {
      const host = hostOf(id, nodes);
      return {
        id,
        ...(host === undefined ? {} : { host_id: host }),
        relationships: [
          ...(sketch.in === undefined ? [] : [relationship('contained_in', sketch.in)]),
          ...Object.entries(sketch.to ?? {}).map(([target, type]) => relationship('connected_to', target, type)),
        ],
        capabilities: { scalable: { properties: numbers(sketch.count ?? 1) } },
      };
    }),
    scaling_groups: Object.fromEntries(scaling_groups),
  };
}

/** Ids that count from `first`; every one is new. */
export function countingIds(first = 0): Ids {
  let count = first;
  const suffix = (length: number) => (count++).toString(36).padStart(length, '0');
  return { uuid: () => suffix(36), suffix };
}

function relationship(kind: string, target: string, connection = 'all_to_all') {
  const type = `cloudify.relationships.${kind}`;
  return { type, target_id: target, type_hierarchy: [dependsOn, type], properties: { connection_type: connection } };
}

function hostOf(name: string, nodes: Record<string, LayoutSketch>): string | undefined {
  let at: string | undefined = name;
  for (let left = Object.keys(nodes).length; at !== undefined && left > 0; left -= 1) {
    if (nodes[at]?.host === true) return at;
    at = nodes[at]?.in;
  }
  return undefined;
}

function numbers(count: number) {
  return {
    min_instances: 0,
    max_instances: -1,
    default_instances: count,
    current_instances: count,
    planned_instances: count,
  };
}

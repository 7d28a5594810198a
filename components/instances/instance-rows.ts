import type { TopologyInstance, TopologyView } from '../../server/api/contract.ts';
import { isInState, type WantedState } from '../topology/find-nodes.ts';

/** A node instance with what its node is, as a line of a table. */
export interface InstanceRow extends TopologyInstance {
  node: string;
  type: string;
  /** The node that it stands in. */
  within: string | null;
}

/** The instances whose node, type or id holds a text, in a state; in the order of the blueprint. Linear. */
export function instanceRows(
  topology: TopologyView,
  wanted: { text: string; state: WantedState | null },
): InstanceRow[] {
  const text = wanted.text.trim().toLowerCase();
  return topology.nodes.flatMap((node) => {
    const isNode = text === '' || node.id.toLowerCase().includes(text) || node.type.toLowerCase().includes(text);
    const found = node.instances.filter(
      (instance) =>
        (isNode || instance.id.toLowerCase().includes(text)) &&
        (wanted.state === null || isInState(instance, wanted.state)),
    );
    return found.map((instance) => ({ ...instance, node: node.id, type: node.type, within: node.parent }));
  });
}

import type { Design } from '../../../core/design/design.ts';
import type { NewNode } from './place-node.ts';
import type { QuickAdd } from './quick-add.ts';

/** What of a type decides where it fits. */
export interface FittingType {
  hierarchy: readonly string[];
}

/** Whether a node can contain a new one: by which relationship, or why not. */
export type HostFit = { ok: true; type: string } | { ok: false; reason: string };

const contained = 'cloudify.relationships.contained_in';
const connected = 'cloudify.relationships.connected_to';

/** Whether a new node of a type could be contained in a node. */
export function fitOfHost(design: Design, { hierarchy }: FittingType, host: string): HostFit {
  const found = design.nodes.find(({ id }) => id === host);
  if (found === undefined) return { ok: false, reason: `${host} is not there.` };
  if (hierarchy.includes('cloudify.nodes.Compute')) return { ok: false, reason: `${host} cannot hold a machine.` };
  return { ok: true, type: contained };
}

/** By which relationships a new node of a type joins what was asked for; null: it does not fit. */
export function joinTo(
  design: Design,
  { connectFrom, nestIn }: QuickAdd,
  type: FittingType,
): Pick<NewNode, 'connectFrom' | 'nestIn'> | null {
  const join: Pick<NewNode, 'connectFrom' | 'nestIn'> = {};
  if (nestIn !== undefined) {
    const fit = fitOfHost(design, type, nestIn);
    if (!fit.ok) return null;
    join.nestIn = { host: nestIn, type: fit.type };
  }
  if (connectFrom !== undefined) join.connectFrom = { node: connectFrom, type: connected };
  return join;
}

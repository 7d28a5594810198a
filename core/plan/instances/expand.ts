import type { Ids } from '../../ports/ports.ts';
import type { PlanNodeInstance } from '../plan.ts';
import { connect, nodeInstances } from './connect.ts';
import { type Layout, levelsOf } from './levels.ts';
import { type InstanceLimit, idsForLevels, place } from './place.ts';

/** What new instances have to keep to. */
export interface ExpansionOptions {
  limit: InstanceLimit;
  /** Ids that other deployments of the same nodes use, by node; new ones differ from them. */
  existingIds?: Readonly<Record<string, readonly string[]>>;
}

/**
 * The instances of every node (dsl.md section 13): as many as the node asks for in each instance of what it is
 * contained in, and that once in each instance of the scaling groups it is a member of. In the order of the nodes.
 * Throws InstanceFault, before anything large is built.
 */
export function expandInstances(layout: Layout, ids: Ids, options: ExpansionOptions): PlanNodeInstance[] {
  const levels = levelsOf(layout);
  const newId = idsForLevels(ids, Object.entries(options.existingIds ?? {}));
  const placed = place(levels, { kept: () => [], wanted: (level) => level.count }, { newId, limit: options.limit });
  connect(levels, placed, () => null);
  return nodeInstances(layout.nodes, placed);
}

import type { GraphLimits, GraphResult } from '../definition.ts';
import { buildInstanceGraph, type InstanceAnchor, type InstancePart } from '../instance-graph.ts';
import type { WorkflowInstance, WorkflowModel } from '../model.ts';
import { nodeOperation, relationshipOperations } from '../operations.ts';
import { lifecycle, relationshipLifecycle } from '../phases.ts';
import { createSequence } from '../sequence.ts';
import type { SubgraphTask } from '../task-graph.ts';
import { hasLinkDrift } from './drift.ts';

/** Which instances are updated in place, and how it is noted that one could not be. */
export interface UpdateGraphOrder {
  selected: ReadonlySet<string>;
  /** Those of them that are not what the blueprint says themselves; the others only have relationships that are not. */
  drifted: ReadonlySet<string>;
  executionId: string;
}

/** The system property that names the execution in which an instance could not be updated. */
export const failedKey = 'update_failed';

/** In the order in which they run. */
const operations = ['preupdate', 'update', 'postupdate', 'update_config', 'update_apply', 'update_postapply'] as const;

/**
 * Updates instances in place, targets before sources: the instance's own operations, then `update` of its relationships
 * (runtime.md A.11). An instance of which one fails is left, and the others go on.
 */
export function buildUpdate(model: WorkflowModel, order: UpdateGraphOrder, limits: GraphLimits): GraphResult {
  const instances = new Map(model.instances.map((instance) => [instance.id, instance]));
  const add = (part: InstancePart) =>
    order.selected.has(part.instance.id) ? addInstance(part, { order, instances }) : undefined;
  return buildInstanceGraph(model, { name: 'update', direction: 'install', add }, limits);
}

interface Context {
  order: UpdateGraphOrder;
  instances: ReadonlyMap<string, WorkflowInstance>;
}

function addInstance(part: InstancePart, { order, instances }: Context): InstanceAnchor | undefined {
  const { instance, node, links, draft } = part;
  const subject = { instance, node, ignoreFailure: false };
  const own = order.drifted.has(instance.id)
    ? operations.flatMap((name) => nodeOperation(subject, `${lifecycle}.${name}`) ?? [])
    : [];
  const ofLinks = links.flatMap((link) => {
    const target = instances.get(link.targetInstance);
    if (target === undefined) return [];
    return relationshipOperations(subject, link, `${relationshipLifecycle}.update`).filter(({ relationship }) =>
      hasLinkDrift(instance, relationship?.side ?? 'source', target),
    );
  });
  if (own.length === 0 && ofLinks.length === 0) return undefined;
  const task: SubgraphTask = {
    kind: 'subgraph',
    id: `update/${instance.id}`,
    name: `update_${instance.id}`,
    dependencies: [],
    instance: instance.id,
    onFailure: [{ kind: 'system-properties', values: { [failedKey]: order.executionId } }],
  };
  draft.tasks.push(task);
  const sequence = createSequence(draft, task.id, instance.id);
  sequence.announce({ text: 'Updating node instance' }, false);
  for (const operation of [...own, ...ofLinks]) sequence.fork([operation]);
  sequence.announce({ text: 'Node instance updated' }, true);
  sequence.end();
  return { task };
}

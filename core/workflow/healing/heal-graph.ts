import { isJsonObject } from '../../blueprint/json-object.ts';
import { type BuildOptions, limitsOf } from '../build-options.ts';
import type { GraphResult } from '../definition.ts';
import { buildInstanceGraph, type InstanceAnchor, type InstancePart } from '../instance-graph.ts';
import type { WorkflowInstance, WorkflowModel } from '../model.ts';
import { nodeOperation } from '../operations.ts';
import { lifecycle } from '../phases.ts';
import { createSequence } from '../sequence.ts';
import type { EffectTemplate, SubgraphTask } from '../task-graph.ts';

const operations = ['preheal', 'heal', 'postheal'].map((name) => `${lifecycle}.${name}`);

/** The system property that marks an instance whose heal failed in the execution that it names. */
export const failureMark = 'heal_failed';

/**
 * Heals instances, each after those it is related to (runtime.md A.11). One that fails is marked, and the others go on.
 */
export function buildHeal(
  model: WorkflowModel,
  order: { selected: ReadonlySet<WorkflowInstance>; executionId: string },
  options: BuildOptions = {},
): GraphResult {
  const onFailure: EffectTemplate[] = [{ kind: 'system-properties', values: { [failureMark]: order.executionId } }];
  const add = (part: InstancePart) => (order.selected.has(part.instance) ? addHeal(part, onFailure) : undefined);
  return buildInstanceGraph(model, { name: 'heal', direction: 'install', add }, limitsOf(options));
}

function addHeal({ instance, node, draft }: InstancePart, onFailure: readonly EffectTemplate[]): InstanceAnchor {
  const id = `heal/${instance.id}`;
  const task: SubgraphTask = {
    ...{ kind: 'subgraph', id, name: `heal_${instance.id}`, dependencies: [] },
    ...{ instance: instance.id, onFailure },
  };
  draft.tasks.push(task);
  const sequence = createSequence(draft, id, instance.id);
  sequence.announce({ text: 'Healing node instance' }, false);
  for (const name of operations) {
    const operation = nodeOperation({ instance, node, ignoreFailure: false }, name);
    if (operation !== undefined) sequence.fork([operation]);
  }
  sequence.announce({ text: 'Node instance healed' }, true);
  sequence.end();
  draft.tasks.push({
    ...{ kind: 'effects', id: `${id}/status`, parent: id, dependencies: [...sequence.tails], instance: instance.id },
    effects: [{ kind: 'system-properties', values: { status: healed(instance) } }],
  });
  return { task };
}

/** What was found out before stays to be seen. */
function healed({ systemProperties }: WorkflowInstance) {
  const before = isJsonObject(systemProperties['status']) ? systemProperties['status'] : {};
  return { ...before, ok: true, task: null, healed: true };
}

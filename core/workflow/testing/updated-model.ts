import { type ModelText, madeOf, updateTo } from '../../plan/testing/planned-update.ts';
import type { WorkflowInstance, WorkflowModel } from '../model.ts';
import type { NodeInstanceState } from '../task-graph.ts';
import { pendingContent } from '../updating/pending-content.ts';

/** A deployment of one text, all of it in one state, that waits to be updated to another. */
export async function modelToUpdate(
  before: ModelText,
  after: ModelText,
  state: NodeInstanceState = 'started',
): Promise<WorkflowModel> {
  const made = await madeOf(before);
  const { update, problems } = await updateTo(made, after);
  if (update === null) throw new Error(problems.map(({ message }) => message).join('\n'));
  const instances = made.instances.map(
    (one): WorkflowInstance => ({
      id: one.id,
      nodeName: one.node_id,
      state,
      hostId: one.host_id ?? null,
      relationships: one.relationships,
      scalingGroups: one.scaling_groups ?? [],
      systemProperties: {},
    }),
  );
  return {
    nodes: new Map(made.plan.nodes.map((node) => [node.name, node])),
    instances: instances.toSorted((a, b) => (a.nodeName < b.nodeName ? -1 : Number(a.nodeName > b.nodeName))),
    scalingGroups: made.plan.scaling_groups,
    dialect: 'v5',
    modification: null,
    update: {
      id: 'update',
      isAdopted: false,
      nodes: update.plan.nodes,
      scalingGroups: update.plan.scaling_groups,
      dialect: 'v5',
      ...pendingContent(update),
    },
  };
}

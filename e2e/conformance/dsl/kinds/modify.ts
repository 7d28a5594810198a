import { formatDslCode } from '../../../../core/diagnostics/codes.ts';
import { type ModificationRequest, modifyDeployment } from '../../../../core/plan/index.ts';
import type { DslCase, Outcome } from '../case.ts';

type RecordedNode = Partial<ModificationRequest['nodes'][number]> & { id: string; number_of_instances?: number };

interface ModifyCase extends DslCase {
  nodes: RecordedNode[];
  previous_nodes: RecordedNode[];
  previous_node_instances: ModificationRequest['previous_node_instances'];
  /** Some cases were recorded with a list, which the reference takes for no change at all. */
  modified_nodes: ModificationRequest['modified_nodes'] | unknown[];
  scaling_groups: ModificationRequest['scaling_groups'];
}

/** Instances to which instances they are to be. */
export async function runModify(recorded: DslCase): Promise<Outcome> {
  const { nodes, previous_nodes, previous_node_instances, modified_nodes, scaling_groups } = recorded as ModifyCase;
  let last = 0;
  const suffix = (length: number) => `new${last++}`.padEnd(length, '_');
  const request: ModificationRequest = {
    nodes: nodes.map(complete),
    previous_nodes: previous_nodes.map(complete),
    previous_node_instances,
    modified_nodes: Array.isArray(modified_nodes) ? {} : modified_nodes,
    scaling_groups,
  };
  const { modification, problem } = modifyDeployment(request, { uuid: () => suffix(36), suffix });
  if (problem !== null) return { ok: false, code: formatDslCode(problem.code), message: problem.message };
  return { ok: true, value: modification };
}

/** Nodes as a manager stores them have their number of instances elsewhere, and no empty lists. */
function complete(node: RecordedNode): ModificationRequest['nodes'][number] {
  const current_instances = node.number_of_instances ?? 1;
  return {
    ...node,
    capabilities: node.capabilities ?? { scalable: { properties: { current_instances } } },
    relationships: node.relationships ?? [],
  };
}

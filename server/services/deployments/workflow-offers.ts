import type { PlanWorkflow } from '../../../core/plan/plan.ts';
import { whyUnavailable } from '../../../core/workflow/availability.ts';
import type { WorkflowModel } from '../../../core/workflow/model.ts';
import type { WorkflowOffer, WorkflowOffers } from '../../api/contract.ts';

const prefix = 'cloudify.plugins.workflows.';

/** The mappings of each, the one that is preferred first. */
const mappings: Record<keyof WorkflowOffers, readonly string[]> = {
  scale: [`${prefix}scale_entity`, `${prefix}scale`],
  heal: [`${prefix}auto_heal_reinstall_node_subgraph`],
  operation: [`${prefix}execute_operation`],
};

/** Under which name a blueprint has the workflows that the page has forms for, and whether they can be started now. */
export function workflowOffers(
  workflows: Readonly<Record<string, Pick<PlanWorkflow, 'operation' | 'availability_rules'>>>,
  model: Pick<WorkflowModel, 'nodes' | 'instances'>,
): WorkflowOffers {
  const offer = (wanted: readonly string[]): WorkflowOffer | null => {
    const found = wanted.flatMap((mapping) =>
      Object.entries(workflows).filter(([, { operation }]) => operation === mapping),
    )[0];
    if (found === undefined) return null;
    const [workflow, { availability_rules: rules }] = found;
    return { workflow, unavailable: whyUnavailable(rules, model) };
  };
  return { scale: offer(mappings.scale), heal: offer(mappings.heal), operation: offer(mappings.operation) };
}

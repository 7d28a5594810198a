import type { PlanInput, PlanWorkflow } from '../../../core/plan/plan.ts';
import { whyUnavailable } from '../../../core/workflow/availability.ts';
import type { WorkflowModel } from '../../../core/workflow/model.ts';
import { choiceKindOf } from '../../../core/workflow/parameter-choices.ts';
import { updateWorkflow } from '../../../core/workflow/updating/update-workflow.ts';
import { builtinWorkflows, workflowDescriptions } from '../../../core/workflow/workflows.ts';
import { findDeployment } from '../../../db/repositories/deployment.ts';
import { listNodeInstances } from '../../../db/repositories/node-instance.ts';
import type { WorkflowView } from '../../api/contract.ts';
import type { Actor } from '../../security/actor.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { notFound } from '../not-found.ts';
import { partNamesOf } from './deployment-values.ts';
import { workflowModelOf } from './workflow-model.ts';

/** Choices beyond this many are not listed: nobody looks through more. */
const mostChoices = 1_000;

/** The workflows that a deployment's blueprint declares, in its order. */
export async function listWorkflows(
  { db, workflows }: ServiceDependencies,
  actor: Actor,
  id: string,
): Promise<WorkflowView[]> {
  const row = await findDeployment(db, actor.tenant.id, id);
  if (row === null) throw notFound('deployment');
  const instances = await listNodeInstances(db, id);
  const model = workflowModelOf(row, instances, null);
  const parts = new Map(partNamesOf(row.plan, instances));
  parts.set('scalable', new Set([...Object.keys(row.plan.scaling_groups), ...model.nodes.keys()]));
  return Object.entries(row.plan.workflows).map(([name, workflow]) => ({
    name,
    description: workflowDescriptions[workflow.operation] ?? null,
    mapping: workflow.operation,
    parameters: workflow.parameters as Record<string, PlanInput>,
    unavailable: whyNot(workflow, { model, workflows }),
    choices: choicesOf(workflow, parts),
  }));
}

function whyNot(
  { operation, availability_rules: rules }: PlanWorkflow,
  { model, workflows }: { model: WorkflowModel; workflows: ServiceDependencies['workflows'] },
): string | null {
  const definition = builtinWorkflows[operation] ?? workflows.get(operation);
  if (definition === undefined) return `nothing here carries out "${operation}"`;
  return definition === updateWorkflow
    ? 'an update is planned first, to another version of a blueprint or with other inputs, and started from its plan'
    : whyUnavailable(rules, model);
}

function choicesOf(workflow: PlanWorkflow, parts: ReadonlyMap<string, ReadonlySet<string>>): WorkflowView['choices'] {
  const choices: [string, string[]][] = [];
  for (const [name, declaration] of Object.entries(workflow.parameters)) {
    const kind = choiceKindOf(workflow, name, declaration);
    const names = kind === null ? undefined : parts.get(kind);
    if (names !== undefined) choices.push([name, [...names].slice(0, mostChoices)]);
  }
  return Object.fromEntries(choices);
}

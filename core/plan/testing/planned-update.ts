import type { JsonObject } from '../../blueprint/json.ts';
import { compileText, problemsOf } from '../../dsl/testing/virtual-blueprint.ts';
import { createDeploymentPlan, type PlanModel, planUpdate, type UpdatePlanResult } from '../index.ts';
import type { PlanNodeInstance } from '../plan.ts';
import { countingIds } from './layout.ts';

/** A blueprint's text, and inputs for it. */
export interface ModelText {
  text: string;
  inputs?: JsonObject;
}

/** A deployment as it would be made of a text: its plan and its instances. */
export interface MadeDeployment {
  plan: PlanModel;
  instances: PlanNodeInstance[];
}

/** Makes a deployment of a text with small types. @throws Error with all that is wrong with it */
export async function madeOf({ text, inputs = {} }: ModelText, ids = countingIds()): Promise<MadeDeployment> {
  const compiled = await compileText(text);
  if (compiled.plan === null) throw new Error(problemsOf(compiled).join('\n'));
  const { plan, problems } = createDeploymentPlan(compiled.plan, { inputs, ids });
  if (plan === null) throw new Error(problems.map(({ message }) => message).join('\n'));
  const { node_instances: instances, ...model } = plan;
  return { plan: model, instances };
}

/** Plans the update of a deployment to a text. */
export async function updateTo(made: MadeDeployment, after: ModelText): Promise<UpdatePlanResult> {
  const { plan } = await madeOf(after, countingIds(1_000));
  return planUpdate({ before: made.plan, after: plan, instances: made.instances }, countingIds(5_000));
}

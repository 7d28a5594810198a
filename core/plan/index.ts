export type { ValuesGetter } from '../dsl/sections/input-constraints.ts';
export {
  createDeploymentPlan,
  type DeploymentPlanOptions,
  type DeploymentPlanResult,
} from './deployment-plan.ts';
export { type DeploymentUse, deploymentUsesOf } from './deployment-uses.ts';
export type { InputProblem } from './input-problem.ts';
export type {
  DeploymentModification,
  InstanceChange,
  ModificationRequest,
  ModifiedInstance,
} from './modification/modification.ts';
export {
  type ModificationOptions,
  type ModificationResult,
  modifyDeployment,
} from './modification/modify-deployment.ts';
export type * from './plan.ts';
export { type SecretNames, secretNamesOf } from './requirements.ts';
export type { PlanModel } from './update/model-steps.ts';
export { type PlannedUpdate, planUpdate, type UpdatePlanResult, type UpdateRequest } from './update/plan-update.ts';

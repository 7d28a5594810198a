export {
  createDeploymentPlan,
  type DeploymentPlanOptions,
  type DeploymentPlanResult,
} from './deployment-plan.ts';
export type { InputProblem } from './input-problem.ts';
export type * from './plan.ts';

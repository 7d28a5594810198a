import type { DeploymentPlan } from '../../../core/plan/plan.ts';
import type { Suite } from '../suite.ts';
import { readWorkflowCases, type WorkflowCase } from './case.ts';
import { stepDifference } from './compare.ts';
import { planOf } from './deployment.ts';
import { Stage } from './stage.ts';

/** In how many orders of events each case is run. */
const orders = 12;

/** Runs the recorded workflows in several orders of events each and counts the steps that agree in all of them. */
export const runWorkflows: Suite = async (folder, { only, verbose, print }) => {
  const failures: string[] = [];
  let passed = 0;
  const onFault = (file: string, error: unknown) => {
    failures.push(file);
    print(`FAILED ${file}${verbose ? `\n  ${String(error)}` : ''}`);
  };
  for (const recorded of readWorkflowCases(folder, only, onFault)) {
    const problems = await problemsOf(recorded, folder);
    for (const [position, step] of recorded.steps.entries()) {
      const problem = problems.get(position);
      if (problem === undefined) {
        passed++;
        continue;
      }
      failures.push(`${recorded.case}/${position + 1}`);
      print(`FAILED ${recorded.case}, step ${position + 1} (${step.workflow})${verbose ? `\n  ${problem}` : ''}`);
    }
  }
  return { passed, failed: failures.length, failures };
};

/** What is wrong with the steps of a case, by position; a step that agrees in every order has no entry. */
async function problemsOf(recorded: WorkflowCase, folder: string): Promise<Map<number, string>> {
  const problems = new Map<number, string>();
  try {
    const plan = await planOf(folder, recorded.blueprint);
    for (let order = 1; order <= orders; order++) {
      for (const [position, problem] of await playOnce(recorded, plan, order)) {
        if (!problems.has(position)) problems.set(position, `${problem} (order ${order})`);
      }
    }
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    for (const position of recorded.steps.keys()) problems.set(position, text);
  }
  return problems;
}

async function playOnce(recorded: WorkflowCase, plan: DeploymentPlan, order: number): Promise<Map<number, string>> {
  const problems = new Map<number, string>();
  const stage = new Stage(plan, chooser(order));
  for (const [position, step] of recorded.steps.entries()) {
    const problem = await stage
      .play(step, recorded.defaults)
      .then((done) => stepDifference(step, done))
      .catch((error: unknown) => `threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    if (problem !== null) problems.set(position, problem);
  }
  return problems;
}

/** A different order of events for each seed. */
function chooser(seed: number): (count: number) => number {
  let state = seed;
  return (count) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % count;
  };
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../../core/blueprint/json.ts';
import type { NodeInstanceState } from '../../../core/workflow/task-graph.ts';

/** One workflow of a recorded case, and what every run of it showed; the recordings' README says what each field means. */
export interface WorkflowStepRecord {
  workflow: string;
  /** Texts like `@web#2` stand for the id of an instance. */
  parameters: JsonObject;
  options: StepOptions;
  operations: string[];
  operations_in_some_runs_only?: string[];
  /** Absent: one. */
  attempts: Record<string, number>;
  guaranteed_order: [string, string][];
  /** One a run; the text `None` where it ended well. */
  errors: string[];
  final_states: Record<string, NodeInstanceState>;
  /** False: the recorded runs left the instances in different states, so that none can be asked for. */
  final_states_agree?: boolean;
  /** Of one run: type, instance, operation, text. */
  events_example: [string, string | null, string | null, string][];
}

/** Settings of the recorded engine; seconds. */
export interface StepOptions {
  task_retries?: number;
  task_retry_interval?: number;
  subgraph_retries?: number;
}

/** Workflows run one after the other on one deployment. */
export interface WorkflowCase {
  case: string;
  what: string;
  /** Path of the blueprint in the folder of recordings. */
  blueprint: string;
  defaults: StepOptions;
  steps: WorkflowStepRecord[];
}

/**
 * The cases of a folder by name, those whose name, description or workflows hold `only`. `onFault` is told of each file
 * that cannot be read; absent: it is thrown.
 */
export function readWorkflowCases(
  folder: string,
  only: string | null,
  onFault: (file: string, error: unknown) => void = (_, error) => {
    throw error;
  },
): WorkflowCase[] {
  const cases = join(folder, 'cases');
  if (!existsSync(cases)) throw new Error(`${folder} has no folder "cases": it is not a folder of recorded workflows.`);
  return readdirSync(cases)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => readCase(join(cases, name), onFault))
    .filter((one) => only === null || [one.case, one.what, ...workflowsOf(one)].some((text) => text.includes(only)));
}

function readCase(file: string, onFault: (file: string, error: unknown) => void): WorkflowCase[] {
  try {
    return [JSON.parse(readFileSync(file, 'utf8')) as WorkflowCase];
  } catch (error) {
    onFault(file, error);
    return [];
  }
}

function workflowsOf(one: WorkflowCase): string[] {
  return one.steps.map(({ workflow }) => workflow);
}

import { defaultGraphLimits, type GraphLimits, type WorkflowTurn } from './definition.ts';

/** What bounds a graph, and how failures are met in it. */
export interface BuildOptions {
  /** Absent: that of `defaultGraphLimits`. */
  maxTasks?: number;
  /** Absent: 0. */
  subgraphRetries?: number;
}

/** The limits in the options. */
export function limitsOf({ maxTasks = defaultGraphLimits.maxTasks }: BuildOptions): GraphLimits {
  return { maxTasks };
}

/** The options of a run. */
export function optionsOf({ limits, subgraphRetries }: WorkflowTurn): BuildOptions {
  return { maxTasks: limits.maxTasks, subgraphRetries };
}

/* How states went during an execution, for its replay; part of the contract (contract.ts). */

/**
 * What an execution did to the instances of its deployment, change by change. Lists of one name are read side by side; a
 * state is its place in `nodeInstanceStates` (core/workflow/task-graph.ts).
 */
export interface StateChangesView {
  /** All instances of the deployment and those that were there during the run, by id. */
  instances: string[];
  /** The state of each before the run. */
  before: number[];
  /** When the first change was, milliseconds since 1970. */
  from: number;
  changes: {
    seq: number[];
    /** Milliseconds after `from`. */
    at: number[];
    /** Which instance, by its place in `instances`. */
    instance: number[];
    /** The state that it came into; -1: an operation of it failed; -2: the failed one is tried again or went well. */
    to: number[];
  };
  /** Of the execution; events up to this one are in. */
  lastSeq: number;
}

/** How far an execution is with each node, side by side: its operations that have gone well, and all that are known so far. */
export interface NodeProgressView {
  nodes: string[];
  done: number[];
  total: number[];
}

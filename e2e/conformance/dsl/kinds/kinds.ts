import type { DslCase, Outcome } from '../case.ts';
import { runCompile } from './compile.ts';
import { runConstraint } from './constraint.ts';
import { runEvaluate } from './evaluate.ts';
import { runMergeInterfaces, runMergeOperation } from './merge.ts';
import { runModify } from './modify.ts';
import { runInstances, runPrepare } from './prepare.ts';
import { runResolve } from './resolve.ts';

/** Runs one case; never throws for what the case expects to fail. */
export type RunCase = (recorded: DslCase) => Promise<Outcome>;

/** What each kind of case does. */
export const kinds: Readonly<Record<string, RunCase>> = {
  parse: runCompile,
  probe: runCompile,
  real: runCompile,
  prepare: runPrepare,
  'probe-prepare': runPrepare,
  'real-prepare': runPrepare,
  instances: runInstances,
  modify: runModify,
  constraint: runConstraint,
  evaluate: runEvaluate,
  merge_operation: runMergeOperation,
  merge_interfaces: runMergeInterfaces,
  resolve: runResolve,
};

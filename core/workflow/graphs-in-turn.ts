import type { JsonObject } from '../blueprint/json.ts';
import { type BuildOptions, optionsOf } from './build-options.ts';
import {
  type GraphResult,
  type WorkflowDefinition,
  type WorkflowLine,
  WorkflowRefusal,
  type WorkflowTurn,
} from './definition.ts';
import type { WorkflowModel } from './model.ts';

/** Builds one graph of a workflow for the deployment as it is. */
export type GraphBuilder = (model: WorkflowModel, parameters: JsonObject, options: BuildOptions) => GraphResult;

/** How a workflow of graphs that follow one another differs from the plain one. */
export interface InTurnOptions {
  /** Which of the builders, by their positions, are used. Absent: all. */
  uses?(parameters: JsonObject, position: number): boolean;
  /** Said before the first graph. */
  says?(turn: WorkflowTurn): readonly WorkflowLine[];
}

/**
 * A workflow of graphs, one after the other, each built for the deployment as the one before has left it. It ends with
 * the first that fails, or with the last.
 */
export function graphsInTurn(
  builders: readonly GraphBuilder[],
  { uses, says }: InTurnOptions = {},
): WorkflowDefinition {
  return {
    next(turn) {
      const { model, parameters, ended, memory } = turn;
      if (ended?.status === 'failed') return { kind: 'end', ...ended };
      const from = typeof memory === 'number' ? memory : 0;
      const position = builders.findIndex((_, index) => index >= from && (uses?.(parameters, index) ?? true));
      const build = builders[position];
      if (!build) return { kind: 'end', status: 'terminated' };
      const built = build(model, parameters, optionsOf(turn));
      if (!built.ok) throw new WorkflowRefusal(built.message);
      const lines = ended === null ? (says?.(turn) ?? []) : [];
      const step = { kind: 'graph', graph: built.graph, memory: position + 1 } as const;
      return lines.length === 0 ? step : { ...step, says: lines };
    },
  };
}

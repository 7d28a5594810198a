import type { JsonObject } from '../blueprint/json.ts';
import { type GraphLimits, type GraphResult, type WorkflowDefinition, WorkflowRefusal } from './definition.ts';
import type { WorkflowModel } from './model.ts';

/** A workflow of one graph: it ends as its graph does. */
export function singleGraph(
  build: (model: WorkflowModel, parameters: JsonObject, limits: GraphLimits) => GraphResult,
): WorkflowDefinition {
  return {
    next({ model, parameters, limits, ended }) {
      if (ended !== null) return { kind: 'end', ...ended };
      const built = build(model, parameters, limits);
      if (!built.ok) throw new WorkflowRefusal(built.message);
      return { kind: 'graph', graph: built.graph };
    },
  };
}

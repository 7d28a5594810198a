import type { JsonObject } from '../../../core/blueprint/json.ts';
import type { WorkflowDefinition } from '../../../core/workflow/definition.ts';
import { builtinWorkflows } from '../../../core/workflow/workflows.ts';
import { suspendWorkflows } from './suspend-workflows.ts';

const lifecycleFolder = 'cloudify_rollback_workflow.workflows';

/** The lifecycle operations that are workflows of their own. */
const operations = [
  ...['precreate', 'create', 'configure', 'start', 'poststart'],
  ...['prestop', 'stop', 'delete', 'postdelete'],
] as const;

/** The workflows of the utilities plugin, by their mapping without its plugin. */
export const utilitiesWorkflows: ReadonlyMap<string, WorkflowDefinition> = new Map([
  ...suspendWorkflows,
  ...operations.map((name) => [`${lifecycleFolder}.${name}`, lifecycleOperation(name)] as const),
  [`${lifecycleFolder}.rollback`, builtin('rollback')],
]);

/** One lifecycle operation of the selected instances, as execute_operation runs it; states do not change. */
function lifecycleOperation(name: string): WorkflowDefinition {
  const { next } = builtin('execute_operation');
  return {
    next(turn) {
      const { operation_parms: inputs = {}, ...filters } = turn.parameters;
      const parameters: JsonObject = {
        ...filters,
        operation: `cloudify.interfaces.lifecycle.${name}`,
        operation_kwargs: inputs,
        allow_kwargs_override: true,
      };
      return next({ ...turn, parameters });
    },
  };
}

function builtin(name: string): WorkflowDefinition {
  const found = builtinWorkflows[`cloudify.plugins.workflows.${name}`];
  if (found === undefined) throw new Error(`There is no built-in workflow ${name}.`);
  return found;
}

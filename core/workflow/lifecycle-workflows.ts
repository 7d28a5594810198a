import type { JsonObject } from '../blueprint/json.ts';
import { type BuildOptions, limitsOf } from './build-options.ts';
import type { GraphResult, WorkflowDefinition } from './definition.ts';
import { WorkflowRefusal } from './definition.ts';
import { buildGraph, type GraphOrder } from './graph-builder.ts';
import { graphsInTurn } from './graphs-in-turn.ts';
import type { WorkflowInstance, WorkflowModel } from './model.ts';
import { isTrue, selectInstances, tellUnknownNames } from './selection.ts';
import type { NodeInstanceState } from './task-graph.ts';

/* Install, uninstall, reinstall and rollback (runtime.md A.6, A.11). */

/** Installs the selected instances (parameters `node_ids`, `node_instance_ids`, `type_names`). */
export function buildInstall(
  model: WorkflowModel,
  parameters: JsonObject = {},
  options: BuildOptions = {},
): GraphResult {
  return build(model, { name: 'install', kind: 'install', selected: chosen(model, parameters) }, options);
}

/** Removes the selected instances; with `ignore_failure` an operation that fails counts as done. */
export function buildUninstall(
  model: WorkflowModel,
  parameters: JsonObject = {},
  options: BuildOptions = {},
): GraphResult {
  const ignoreFailure = isTrue(parameters, 'ignore_failure');
  const order = { name: 'uninstall', kind: 'uninstall', selected: chosen(model, parameters), ignoreFailure } as const;
  return build(model, order, options);
}

/** Installs the selected instances. */
export const install: WorkflowDefinition = graphsInTurn([buildInstall], { says: tellUnknownNames });

/** Removes the selected instances. */
export const uninstall: WorkflowDefinition = {
  next(turn) {
    if (isTrue(turn.parameters, 'recursive') && turn.ended === null) throw new WorkflowRefusal(noRecursion);
    return uninstallOne.next(turn);
  },
};

const uninstallOne = graphsInTurn([buildUninstall], { says: tellUnknownNames });

const noRecursion =
  'The parameter "recursive" would also uninstall the deployments inside this one, which a workflow cannot do. ' +
  'Uninstall those first, as an execution group over the label csys-obj-parent, then this one without "recursive".';

/** Removes the selected instances, then, when all of that has ended well, installs them again. */
export const reinstall: WorkflowDefinition = graphsInTurn(
  [
    (model, parameters, options) => {
      const ignoreFailure = isTrue(parameters, 'ignore_failure');
      const selected = chosen(model, parameters);
      return build(model, { name: 'reinstall-uninstall', kind: 'uninstall', selected, ignoreFailure }, options);
    },
    (model, parameters, options) =>
      build(model, { name: 'reinstall-install', kind: 'install', selected: chosen(model, parameters) }, options),
  ],
  { says: tellUnknownNames },
);

const unresolved: ReadonlySet<NodeInstanceState> = new Set(['creating', 'configuring', 'starting']);

/**
 * Takes the selected instances that an installation has left half done back to where they can be installed again; with
 * `full_rollback` all instances of the deployment are removed then.
 */
export const rollback: WorkflowDefinition = graphsInTurn(
  [
    (model, parameters, options) => {
      const selected = selectInstances(model, parameters);
      for (const instance of selected) if (!unresolved.has(instance.state)) selected.delete(instance);
      return build(model, { name: 'rollback', kind: 'rollback', selected, ignoreFailure: true }, options);
    },
    (model, _, options) =>
      build(model, { name: 'uninstall-auninstall', kind: 'uninstall', selected: new Set(model.instances) }, options),
  ],
  {
    uses: (parameters, position) => position === 0 || isTrue(parameters, 'full_rollback'),
    says: tellUnknownNames,
  },
);

/** Releases before 5.0 know no filters (runtime.md A.12). */
function chosen(model: WorkflowModel, parameters: JsonObject): Set<WorkflowInstance> {
  return selectInstances(model, model.dialect === 'v3' ? {} : parameters);
}

type LifecycleOrder = Omit<GraphOrder, 'ignoreFailure' | 'subgraphRetries'> & { ignoreFailure?: boolean };

function build(model: WorkflowModel, order: LifecycleOrder, options: BuildOptions): GraphResult {
  const { subgraphRetries = 0 } = options;
  return buildGraph(model, { ignoreFailure: false, subgraphRetries, ...order }, limitsOf(options));
}

import type { JsonObject } from '../../../core/blueprint/json.ts';
import type { InstanceRole, NodeAndInstance } from '../../../core/ports/operation.ts';
import type { CtxTask } from './ctx-root.ts';
import type { CtxState } from './ctx-state.ts';
import { instanceValues, nodeValues } from './node-members.ts';

/** All that a script in Python may ask of its context at once, so that it does not ask for each attribute. */
export function describeContext(state: CtxState, task: CtxTask): JsonObject {
  const { context } = state;
  const { self, source, target, deployment, blueprint, key } = context;
  const side = (role: InstanceRole, subject: NodeAndInstance | undefined): JsonObject =>
    subject === undefined ? {} : { [role]: sideValues(state, role, subject) };
  return {
    type: source ? 'relationship-instance' : 'node-instance',
    ...side('self', self),
    ...side('source', source),
    ...side('target', target),
    deployment: { id: deployment.id, name: deployment.name, display_name: deployment.name },
    blueprint: { id: blueprint.id, name: blueprint.name },
    execution_id: key.executionId,
    workflow_id: context.workflow,
    workflow_parameters: context.workflowParameters,
    task_id: key.taskId,
    task_name: task.taskName,
    tenant_name: context.tenant,
    plugin: task.plugin,
    operation: {
      name: context.operation,
      retry_number: context.retryNumber,
      max_retries: context.maxRetries,
      relationship: context.side ?? null,
    },
  };
}

function sideValues(state: CtxState, role: InstanceRole, subject: NodeAndInstance): JsonObject {
  const groups = (subject.instance.scalingGroups ?? []).map(({ id, name }) => ({ id, name }));
  return {
    node: nodeValues(subject),
    instance: {
      ...instanceValues(subject),
      runtime_properties: state.properties(role, subject).read(),
      scaling_groups: groups,
    },
  };
}

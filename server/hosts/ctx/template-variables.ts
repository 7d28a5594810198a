import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import type { InstanceRole, NodeAndInstance, OperationContext } from '../../../core/ports/operation.ts';
import type { CtxState } from './ctx-state.ts';
import { capabilitiesOf, hostIp, instanceValues, nodeValues, related } from './node-members.ts';

/** What templates see as `ctx`. What has to be looked up is looked up only where the template names it. */
export async function templateVariables(state: CtxState, template: string): Promise<JsonObject> {
  const { context } = state;
  const { self, source, target } = context;
  return {
    ...identity(context),
    ...(self ? await sideValues(state, { role: 'self', subject: self, template }) : {}),
    ...(source ? { source: await sideValues(state, { role: 'source', subject: source, template }) } : {}),
    ...(target ? { target: await sideValues(state, { role: 'target', subject: target, template }) } : {}),
    ...(template.includes('capabilities') ? { capabilities: await capabilityValues(context) } : {}),
  };
}

function identity(context: OperationContext): JsonObject {
  return {
    deployment: { id: context.deployment.id, name: context.deployment.name, display_name: context.deployment.name },
    blueprint: { id: context.blueprint.id, name: context.blueprint.name },
    execution_id: context.key.executionId,
    workflow_id: context.workflow,
    workflow_parameters: context.workflowParameters,
    task_id: context.key.taskId,
    tenant_name: context.tenant,
    type: context.source ? 'relationship-instance' : 'node-instance',
    operation: {
      name: context.operation,
      retry_number: context.retryNumber,
      max_retries: context.maxRetries,
      relationship: context.side ?? null,
    },
  };
}

async function sideValues(
  state: CtxState,
  { role, subject, template }: { role: InstanceRole; subject: NodeAndInstance; template: string },
): Promise<JsonObject> {
  const looked: Record<string, Json> = {};
  if (template.includes('host_ip')) looked['host_ip'] = await hostIp(state, role, subject);
  if (template.includes('relationships')) looked['relationships'] = await related(state.context, subject);
  const scalingGroups = (subject.instance.scalingGroups ?? []).map(({ id, name }) => ({ id, name }));
  return {
    node: nodeValues(subject),
    instance: {
      ...instanceValues(subject),
      runtime_properties: state.properties(role, subject).read(),
      scaling_groups: scalingGroups,
      ...looked,
    },
  };
}

async function capabilityValues(context: OperationContext): Promise<JsonObject> {
  const { self, source, target, side } = context;
  const subject = self ?? (side === 'target' ? target : source);
  return subject ? await capabilitiesOf(context, subject) : {};
}

import type { Json } from '../../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../../core/blueprint/json-object.ts';
import { NonRecoverableError, type OperationContext } from '../../../../core/ports/operation.ts';

/** The runtime property of the master or proxy in which a workflow that runs keeps what it is about to do. */
const property = 'kubernetes_workflow';

/**
 * What this execution is about to do: found out once and written down before it is done, so that another attempt does
 * the same and not what it would find then (kube_scale +1 adds once).
 */
export async function decideOnce<T extends Json>(context: OperationContext, decide: () => Promise<T>): Promise<T> {
  const runtimeProperties = propertiesOf(context);
  const written = runtimeProperties[property];
  const { executionId } = context.key;
  if (written !== undefined && isJsonObject(written) && written['execution'] === executionId)
    return written['decision'] as T;
  const decision = await decide();
  await context.setRuntimeProperties('self', {
    ...runtimeProperties,
    [property]: { execution: executionId, decision },
  });
  return decision;
}

/** Takes away what was written down: it is done. */
export async function forgetDecision(context: OperationContext): Promise<void> {
  const { [property]: written, ...rest } = propertiesOf(context);
  if (written !== undefined) await context.setRuntimeProperties('self', rest);
}

function propertiesOf({ self, operation }: OperationContext) {
  if (self !== undefined) return self.instance.runtimeProperties;
  throw new NonRecoverableError(`${operation} runs on a node.`);
}

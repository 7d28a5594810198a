import type { JsonObject } from '../../../core/blueprint/json.ts';
import type { PreviewedOperation, RunPreview } from '../../../core/workflow/preview/preview-run.ts';
import type { PreviewEffect, PreviewOperation } from '../../api/contract.ts';

/** An operation as a person sees it, without what only the deployment's values tell: inputs as written, no address. */
export function operationViews({ operations, instances }: RunPreview): PreviewOperation[] {
  const effects = new Map(instances.map(({ id, effect }) => [id, effect]));
  return operations.map((operation) => toView(operation, effects.get(operation.task.instance) ?? 'touch'));
}

function toView(operation: PreviewedOperation, effect: PreviewEffect): PreviewOperation {
  const { stage, task, found, host, inputs, maxRetries } = operation;
  const { relationship } = task;
  return {
    stage: stage + 1,
    task: task.id,
    instance: task.instance,
    node: found.source.nodeName,
    operation: task.operation,
    implementation: found.registryName,
    relationship: relationship === undefined ? null : { target: relationship.target, side: relationship.side },
    host: host === null ? null : { instance: host, address: null },
    inputs: inputs as JsonObject,
    maxRetries,
    effect,
  };
}

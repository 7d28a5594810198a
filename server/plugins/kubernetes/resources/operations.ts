import type { Json } from '../../../../core/blueprint/json.ts';
import type { OperationContext } from '../../../../core/ports/operation.ts';
import type { KubernetesParts } from '../parts.ts';
import { checkDrift } from './check-drift.ts';
import { createObjects } from './create-objects.ts';
import { deleteObjects } from './delete-objects.ts';
import { checkStatus, readObjects } from './read-objects.ts';
import { createToken, deleteToken, readToken, refreshConfig, tokenStatus } from './tokens.ts';
import { updateObjects } from './update-objects.ts';
import type { Source } from './wanted-objects.ts';
import { openWork, type Work } from './work.ts';

type Operation = (parts: KubernetesParts, context: OperationContext) => Promise<Json>;

const tasks = 'kubernetes.cloudify_kubernetes.tasks';

/**
 * The operations of `cloudify.kubernetes.resources.*` and `cloudify.nodes.kubernetes.resources.*`, by the mappings of
 * all releases (runtime.md H.4). The releases before 2 have some of them only, under the same names.
 */
export const resourceOperations: Readonly<Record<string, Operation>> = {
  ...family('', 'definition', { status: 'resource_read_check_status', drift: 'resource_read_check_drift' }),
  ...family('custom_', 'definition', { status: 'custom_check_status', drift: 'custom_check_drift' }),
  ...family('file_', 'file', { status: 'file_resource_check_status', drift: 'file_resource_check_drift' }),
  ...family('multiple_file_', 'files', {
    status: 'multiple_file_resource_check_status',
    drift: 'multiple_file_resource_check_drift',
  }),
  [`${tasks}.refresh_config`]: bound('definition', refreshConfig),
  [`${tasks}.create_token`]: bound('definition', createToken),
  [`${tasks}.read_token`]: bound('definition', readToken),
  [`${tasks}.delete_token`]: bound('definition', deleteToken),
  [`${tasks}.get_token_status`]: bound('definition', tokenStatus),
};

function family(prefix: string, source: Source, names: { status: string; drift: string }): Record<string, Operation> {
  return {
    [`${tasks}.${prefix}resource_create`]: bound(source, createObjects),
    [`${tasks}.${prefix}resource_read`]: bound(source, readObjects),
    [`${tasks}.${prefix}resource_update`]: bound(source, updateObjects),
    [`${tasks}.${prefix}resource_delete`]: bound(source, deleteObjects),
    [`${tasks}.${names.status}`]: bound(source, checkStatus),
    [`${tasks}.${names.drift}`]: bound(source, checkDrift),
  };
}

function bound(source: Source, run: (work: Work) => Promise<Json>): Operation {
  return async (parts, context) => await run(await openWork(parts, context, source));
}

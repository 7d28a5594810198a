import type { Json } from '../../../../core/blueprint/json.ts';
import type { OperationContext } from '../../../../core/ports/operation.ts';
import type { KubernetesParts } from '../parts.ts';
import { kubeCreate, kubeExpose, kubeRun } from './make.ts';
import { kubeScale } from './scale.ts';
import { kubeDelete, kubeStop } from './take-away.ts';
import { operationOf } from './workflow-names.ts';

type Operation = (parts: KubernetesParts, context: OperationContext) => Promise<Json>;

/** What does the work of the workflows; their parameters are its inputs. */
export const workflowOperations: Readonly<Record<string, Operation>> = {
  [operationOf('kube_run')]: kubeRun,
  [operationOf('kube_expose')]: kubeExpose,
  [operationOf('kube_create')]: kubeCreate,
  [operationOf('kube_stop')]: kubeStop,
  [operationOf('kube_delete')]: kubeDelete,
  [operationOf('kube_scale')]: kubeScale,
};

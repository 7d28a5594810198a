import { KubernetesFault } from '../../../../core/kubernetes/kubernetes-fault.ts';
import { NonRecoverableError, RecoverableError } from '../../../../core/ports/operation.ts';

/** Why an API server did not do what it was asked. */
export type ClusterFaultReason =
  | 'no answer'
  | 'certificate'
  | 'refused address'
  | 'not signed in'
  | 'forbidden'
  | 'quota'
  | 'not found'
  | 'exists'
  | 'conflict'
  | 'invalid'
  | 'immutable'
  | 'too many requests'
  | 'gone'
  | 'server error';

/** What another attempt may mend by itself. */
const passing: readonly ClusterFaultReason[] = [
  'no answer',
  'not signed in',
  'quota',
  'too many requests',
  'gone',
  'server error',
];

/** An API server did not do what it was asked: why, and what to do about it. */
export class ClusterFault extends KubernetesFault {
  override name = 'ClusterFault';
  readonly reason: ClusterFaultReason;

  constructor(reason: ClusterFaultReason, { detail, hint }: { detail: string; hint: string }) {
    super(detail, hint);
    this.reason = reason;
  }
}

/** What an operation throws in place of a fault: tried again where that may help; other errors are given back as they are. */
export function operationErrorOf(error: unknown): unknown {
  if (!(error instanceof KubernetesFault)) return error;
  const mayPass = error instanceof ClusterFault && passing.includes(error.reason);
  return mayPass ? new RecoverableError(error.message) : new NonRecoverableError(error.message);
}

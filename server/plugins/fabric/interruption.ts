import { NonRecoverableError, type OperationContext, RecoverableError } from '../../../core/ports/operation.ts';
import type { AttemptEnd } from '../../hosts/run-attempt.ts';

/** Throws when an attempt did not end by itself: its execution was stopped, or the operation's time was over. */
export function throwWhenStopped({ signal, timeout }: OperationContext, { late }: Pick<AttemptEnd, 'late'>): void {
  if (signal.aborted) throw new NonRecoverableError('It was stopped because its execution was.');
  if (!late || timeout === undefined) return;
  const message = `Process killed due to timeout of ${timeout.seconds} seconds`;
  throw timeout.recoverable ? new RecoverableError(message) : new NonRecoverableError(message);
}

import type { OperationError, OperationOutcome } from '../../core/engine/protocol.ts';
import { NonRecoverableError, OperationRetry, RecoverableError } from '../../core/ports/operation.ts';

/** What an operation that threw came to (runtime.md B.4.2): only NonRecoverableError is final. */
export function outcomeOfFault(fault: unknown): OperationOutcome {
  if (fault instanceof OperationRetry) {
    return { status: 'retry', message: fault.message, ...delayOf(fault) };
  }
  const error = errorOf(fault);
  if (fault instanceof RecoverableError) return { status: 'failed', error, recoverable: true, ...delayOf(fault) };
  return { status: 'failed', error, recoverable: !(fault instanceof NonRecoverableError) };
}

function delayOf(fault: { retryAfter: number | undefined }): { retryAfter?: number } {
  return fault.retryAfter === undefined ? {} : { retryAfter: fault.retryAfter };
}

const deepestCause = 8;

function errorOf(fault: unknown, depth = 0): OperationError {
  if (!(fault instanceof Error)) return { type: 'Error', message: String(fault) };
  const error = { type: fault.name, message: fault.message || fault.name };
  if (fault.cause === undefined || fault.cause === null || depth >= deepestCause) return error;
  return { ...error, causes: [errorOf(fault.cause, depth + 1)] };
}

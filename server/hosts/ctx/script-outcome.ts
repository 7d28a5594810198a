import type { Json } from '../../../core/blueprint/json.ts';
import { NonRecoverableError, OperationRetry, RecoverableError } from '../../../core/ports/operation.ts';

/** What a script asked its operation to end with, beside its exit code. */
export type ScriptOutcome =
  | { kind: 'returns'; value: Json }
  | { kind: 'abort'; message: string }
  /** `isMild`: it counts when the script has ended well, and asking for it again is no fault (`ctx operation retry`). */
  | { kind: 'retry'; message: string; retryAfter?: number; isMild?: true }
  /** It asked more than once. */
  | { kind: 'twice' }
  /** A script in Python ended with an exception, whatever it had asked before; `error` is the exception's class. */
  | { kind: 'raised'; error: string; message: string; retryAfter?: number };

/** What asking twice is answered with (runtime.md C.2). */
export const twiceText = 'ctx may only abort or return once';

/** `abort` and `retry`: the command prints the message and fails, so that a script with `set -e` ends. */
export class StopOperation extends Error {
  override name = 'StopOperation';
}

/** Asked for with `ctx operation retry`. */
export function isMildRetry(outcome: ScriptOutcome | undefined): boolean {
  return outcome?.kind === 'retry' && outcome.isMild === true;
}

/** The error that an operation ends with when its script asked for one. */
export function outcomeError(outcome: Exclude<ScriptOutcome, { kind: 'returns' }>): Error {
  if (outcome.kind === 'abort') return new NonRecoverableError(outcome.message);
  if (outcome.kind === 'retry') return new OperationRetry(outcome.message, outcome.retryAfter);
  if (outcome.kind === 'twice') return new NonRecoverableError(twiceText);
  const { error, message, retryAfter } = outcome;
  if (error === 'NonRecoverableError') return new NonRecoverableError(message);
  if (error === 'OperationRetry') return new OperationRetry(message, retryAfter);
  if (error === 'RecoverableError') return new RecoverableError(message, retryAfter);
  return new RecoverableError(`${error}: ${message}`);
}

import type { Json } from '../../../core/blueprint/json.ts';

/** What a script asked its operation to end with, beside its exit code. */
export type ScriptOutcome =
  | { kind: 'returns'; value: Json }
  | { kind: 'abort'; message: string }
  | { kind: 'retry'; message: string; retryAfter?: number }
  /** It asked more than once. */
  | { kind: 'twice' };

/** What asking twice is answered with (runtime.md C.2). */
export const twiceText = 'ctx may only abort or return once';

/** `abort` and `retry`: the command prints the message and fails, so that a script with `set -e` ends. */
export class StopOperation extends Error {
  override name = 'StopOperation';
}

import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import type { OperationOutcome } from '../../../core/engine/protocol.ts';

/** What the recorded test plugin does: it fails a number of times in a given way, or reports a host ready after a while. */
export interface Tracer {
  /** One more attempt of the operation with that label. `mapping`: without its plugin, `tracer.op`. */
  attempt(label: string, mapping: string, inputs: JsonObject): OperationOutcome;
}

/** A tracer that has seen no attempt yet; attempts are counted over all steps of a case. */
export function createTracer(): Tracer {
  const attempts = new Map<string, number>();
  return {
    attempt(label, mapping, inputs) {
      const count = (attempts.get(label) ?? 0) + 1;
      attempts.set(label, count);
      if (mapping.endsWith('.host_state')) return succeeded(count >= Number(inputs['ready_after'] ?? 0));
      if (count > Number(inputs['fail_times'] ?? 0)) return succeeded(inputs['result'] ?? null);
      return failed(String(inputs['fail_kind'] ?? 'recoverable'), count);
    },
  };
}

function succeeded(result: Json): OperationOutcome {
  return { status: 'succeeded', result };
}

/** Errors that name a time to wait say so in their message (runtime.md B.4). */
function failed(kind: string, count: number): OperationOutcome {
  if (kind === 'retry') return { status: 'retry', message: `again ${count} [retry_after=0]`, retryAfter: 0 };
  if (kind === 'nonrecoverable') return failure('NonRecoverableError', `fatal ${count}`);
  return { ...failure('RecoverableError', `boom ${count} [retry_after=0]`), recoverable: true, retryAfter: 0 };
}

function failure(type: string, message: string): OperationOutcome & { status: 'failed' } {
  return { status: 'failed', error: { type, message }, recoverable: false };
}

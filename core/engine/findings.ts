import type { Json, JsonObject } from '../blueprint/json.ts';
import { emit, type Turn } from './progress.ts';
import type { OperationError } from './protocol.ts';
import { operationAt } from './state.ts';

/**
 * Keeps what a check has found out, when the operation is one (runtime.md A.11): its result, or the message of its
 * error. Findings about a relationship are kept with the instance on whose side the check ran, under the other end.
 */
export function keepFinding(turn: Turn, position: number, found: { ok: true; result: Json } | OperationError): void {
  const { keeps, name, instance, relationship } = operationAt(turn.engine, position);
  if (keeps === undefined) return;
  const isOk = 'ok' in found;
  const finding: JsonObject = {
    ok: isOk,
    timestamp: isoTime(turn.now),
    task: name,
    result: isOk ? found.result : found.message,
  };
  const keep = (about: string, values: JsonObject) =>
    emit(turn, { kind: 'system-properties', instance: about, values });
  if (keeps.kind === 'status') keep(instance, { status: finding });
  else if (relationship === undefined) keep(instance, { configuration_drift: finding });
  else if (relationship.side === 'source') {
    keep(instance, { source_relationships_configuration_drift: { [relationship.target]: finding } });
  } else keep(relationship.target, { target_relationships_configuration_drift: { [instance]: finding } });
}

function isoTime(milliseconds: number): string {
  // biome-ignore lint/style/noRestrictedGlobals: the time is given; nothing is read from a clock.
  return new Date(milliseconds).toISOString();
}

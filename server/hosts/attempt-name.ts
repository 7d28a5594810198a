import { createHash } from 'node:crypto';
import type { OperationKey } from '../../core/ports/operation.ts';

/** Folder under which a host remembers one attempt of one operation. */
export function attemptName({ executionId, taskId, attempt }: OperationKey): string {
  const task = createHash('sha256').update(taskId).digest('hex').slice(0, 16);
  return `${executionId}-${task}-${attempt}`;
}

/** The executions that the names in a host's state folder belong to. */
export function executionsOf(names: string[]): string[] {
  const found = names.flatMap((name) => /^([0-9a-f-]{36})-[0-9a-f]{16}-\d+$/.exec(name)?.[1] ?? []);
  return [...new Set(found)];
}

import type { LogLevel } from '../../core/ports/operation.ts';
import type { EventView, LogFilterInput } from '../../server/api/contract.ts';

export const logLevels: readonly LogLevel[] = ['debug', 'info', 'warning', 'error', 'critical'];

/** Whether every line passes. */
export function isEmptyFilter(filter: LogFilterInput): boolean {
  return countFilters(filter) === 0;
}

/** How many things narrow the lines down; how a text is taken is no filter of its own. */
export function countFilters(filter: LogFilterInput): number {
  const { regex: _, matchCase: __, ...parts } = filter;
  return Object.values(parts).filter((part) => part !== undefined).length;
}

/** The level an event counts as; the server's filter uses the same rule. */
export function levelOf(event: Pick<EventView, 'level' | 'type'>): LogLevel {
  if (event.type === 'task_failed' || event.type === 'workflow_failed') return 'error';
  return event.level ?? 'info';
}

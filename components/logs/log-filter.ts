import type { LogLevel } from '../../core/ports/operation.ts';
import type { EventView } from '../../server/api/contract.ts';

export interface LogFilter {
  text: string;
  /** This level and above; null for all. */
  level: LogLevel | null;
  node: string | null;
  instance: string | null;
}

export const logLevels: readonly LogLevel[] = ['debug', 'info', 'warning', 'error', 'critical'];
export const noFilter: LogFilter = { text: '', level: null, node: null, instance: null };

export function isEmptyFilter(filter: LogFilter): boolean {
  return filter.text === '' && filter.level === null && filter.node === null && filter.instance === null;
}

/** The level an event counts as; the server's filter uses the same rule. */
export function levelOf(event: Pick<EventView, 'level' | 'type'>): LogLevel {
  if (event.type === 'task_failed' || event.type === 'workflow_failed') return 'error';
  return event.level ?? 'info';
}

/** Whether a line passes; the same answer as `executions.events` gives for the same filter. */
export function matches(event: EventView, filter: LogFilter): boolean {
  if (filter.instance !== null && event.instance !== filter.instance) return false;
  if (filter.node !== null && event.node !== filter.node) return false;
  if (filter.level !== null && logLevels.indexOf(levelOf(event)) < logLevels.indexOf(filter.level)) return false;
  return filter.text === '' || event.text.toLowerCase().includes(filter.text.toLowerCase());
}

/** The part of a query that names the filter; what is not asked for is left out. */
export function toQuery(filter: LogFilter) {
  return {
    ...(filter.text !== '' && { text: filter.text }),
    ...(filter.level !== null && { level: filter.level }),
    ...(filter.node !== null && { node: filter.node }),
    ...(filter.instance !== null && { instance: filter.instance }),
  };
}

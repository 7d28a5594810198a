import type { ExecutionSummary } from '../../server/api/contract.ts';
import { isActive } from './execution-status.ts';

const whileActive = 2_000;
const whileIdle = 10_000;

/** How often a list of executions is read again: often while something runs. */
export function executionRefresh(query: { state: { data?: ExecutionSummary[] | undefined } }): number {
  return query.state.data?.some((execution) => isActive(execution.status)) ? whileActive : whileIdle;
}

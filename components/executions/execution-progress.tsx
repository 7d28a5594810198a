import type { ExecutionSummary } from '../../server/api/contract.ts';
import { ProgressLine } from '../ui/progress-line.tsx';

/** How far an execution is: operations that have ended, of those that are known. */
export function ExecutionProgress({ execution }: { execution: ExecutionSummary }) {
  const { finishedOperations: done, totalOperations: all, workflow } = execution;
  return <ProgressLine label={`Operations of ${workflow} that have ended`} done={done} all={all} />;
}

import type { ExecutionSummary } from '../../server/api/contract.ts';

/** How far an execution is, as a thin bar with its numbers: operations that have ended, of those that are known. */
export function ProgressLine({ execution }: { execution: ExecutionSummary }) {
  const { finishedOperations: done, totalOperations: all, workflow } = execution;
  return (
    <span className="inline-flex items-center gap-2">
      <span
        role="progressbar"
        aria-label={`Operations of ${workflow} that have ended`}
        aria-valuemin={0}
        aria-valuemax={all}
        aria-valuenow={done}
        className="inline-block h-1 w-16 overflow-hidden rounded-full bg-line"
      >
        <span
          className="block h-full rounded-full bg-accent transition-[width] duration-300 motion-reduce:transition-none"
          style={{ width: `${all === 0 ? 0 : (100 * done) / all}%` }}
        />
      </span>
      <span className="tabular text-ink-2 text-xs">
        {done}/{all}
      </span>
    </span>
  );
}

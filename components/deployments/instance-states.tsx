import type { DeploymentSummary } from '../../server/api/contract.ts';
import { isActive } from '../executions/execution-status.ts';
import { isGoingOn, type MarkKind, markName, markOrder, stateLook } from '../topology/instance-look.ts';
import { StateMark } from '../topology/state-mark.tsx';

/** How many instances are in which state: each state's mark with its number. */
export function InstanceStates({ deployment }: { deployment: DeploymentSummary }) {
  const counts = countMarks(deployment);
  if (counts.length === 0) return <span className="text-ink-3">–</span>;
  const text = counts.map(({ mark, n }) => `${n} ${markName[mark]}`).join(', ');
  return (
    <span
      role="img"
      aria-label={text}
      title={text}
      className="tabular inline-flex items-center gap-2.5 whitespace-nowrap"
    >
      {counts.map(({ mark, n }) => (
        <span key={mark} className="inline-flex items-center gap-1">
          <StateMark kind={mark} /> {n}
        </span>
      ))}
    </span>
  );
}

function countMarks({ states, lastExecution }: DeploymentSummary): { mark: MarkKind; n: number }[] {
  const isRunning = lastExecution !== null && isActive(lastExecution.status);
  const counts = new Map<MarkKind, number>();
  for (const [state, n] of Object.entries(states) as [keyof typeof stateLook, number][]) {
    const look = stateLook[state].mark;
    // What is in the middle of something while nothing runs was left there by a failure.
    const mark = isGoingOn(look) && !isRunning ? 'failed' : look;
    counts.set(mark, (counts.get(mark) ?? 0) + n);
  }
  return markOrder.flatMap((mark) => {
    const n = counts.get(mark);
    return n === undefined ? [] : [{ mark, n }];
  });
}

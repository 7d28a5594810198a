import type { DeploymentSummary } from '../../server/api/contract.ts';
import { type MarkKind, stateLook } from '../topology/instance-look.ts';
import { StateMark } from '../topology/state-mark.tsx';

const order: readonly MarkKind[] = [
  'started',
  'two-thirds',
  'third',
  'progress',
  'leaving',
  'stopped',
  'none',
  'deleted',
];

const words: Partial<Record<MarkKind, string>> = {
  started: 'started',
  'two-thirds': 'configured',
  third: 'created',
  progress: 'in progress',
  leaving: 'going down',
  stopped: 'stopped',
  none: 'not installed',
  deleted: 'deleted',
};

/** How many instances are in which state: each state's mark with its number. */
export function InstanceStates({ states }: { states: DeploymentSummary['states'] }) {
  const counts = countMarks(states);
  if (counts.length === 0) return <span className="text-ink-3">–</span>;
  const text = counts.map(({ mark, n }) => `${n} ${words[mark]}`).join(', ');
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

function countMarks(states: DeploymentSummary['states']): { mark: MarkKind; n: number }[] {
  const counts = new Map<MarkKind, number>();
  for (const [state, n] of Object.entries(states) as [keyof typeof stateLook, number][]) {
    const { mark } = stateLook[state];
    counts.set(mark, (counts.get(mark) ?? 0) + n);
  }
  return order.flatMap((mark) => {
    const n = counts.get(mark);
    return n === undefined ? [] : [{ mark, n }];
  });
}

import type { TopologyInstance } from '../../server/api/contract.ts';
import { type MarkKind, markOf } from './instance-look.ts';

const order: readonly MarkKind[] = [
  'failed',
  'started',
  'two-thirds',
  'third',
  'progress',
  'leaving',
  'stopped',
  'none',
  'deleted',
];
const fills: Record<MarkKind, string> = {
  failed: 'bg-bad',
  started: 'bg-good',
  'two-thirds': 'bg-accent/80',
  third: 'bg-accent/60',
  progress: 'bg-accent',
  leaving: 'bg-warn',
  stopped: 'bg-ink-2',
  none: 'bg-line-strong/40',
  deleted: 'bg-line-strong/40',
};
const names: Record<MarkKind, string> = {
  failed: 'failed',
  started: 'started',
  'two-thirds': 'configured',
  third: 'created',
  progress: 'in progress',
  leaving: 'going down',
  stopped: 'stopped',
  none: 'not installed',
  deleted: 'deleted',
};

/** Many instances in one line: how many do what, as a stacked bar with its numbers in words. */
export function StateBar({ instances }: { instances: readonly TopologyInstance[] }) {
  const counts = new Map<MarkKind, number>();
  for (const instance of instances) counts.set(markOf(instance), (counts.get(markOf(instance)) ?? 0) + 1);
  const parts = order.filter((kind) => counts.has(kind));
  const text = parts.map((kind) => `${counts.get(kind)} ${names[kind]}`).join(', ');
  return (
    <div
      role="img"
      aria-label={text}
      title={text}
      className="mx-3 mt-2 flex h-2 overflow-hidden rounded-full bg-sunken"
    >
      {parts.map((kind) => (
        <span key={kind} className={fills[kind]} style={{ flexGrow: counts.get(kind) }} />
      ))}
    </div>
  );
}

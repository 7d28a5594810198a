import { type MarkKind, markName, markOrder } from './instance-look.ts';

const fills: Record<MarkKind, string> = {
  failed: 'bg-bad',
  healing: 'bg-warn/80',
  started: 'bg-good',
  'two-thirds': 'bg-accent/80',
  third: 'bg-accent/60',
  progress: 'bg-accent',
  leaving: 'bg-warn',
  stopped: 'bg-ink-2',
  none: 'bg-line-strong/40',
  deleted: 'bg-line-strong/40',
};

/** How many instances do what, in words: "1 failed, 4 started". */
export function describeCounts(counts: ReadonlyMap<MarkKind, number>): string {
  return markOrder.flatMap((kind) => (counts.has(kind) ? `${counts.get(kind)} ${markName[kind]}` : [])).join(', ');
}

/** Many instances in one line: how many do what, as a stacked bar with its numbers in words. */
export function StateBar({ counts }: { counts: ReadonlyMap<MarkKind, number> }) {
  const text = describeCounts(counts);
  return (
    <div
      role="img"
      aria-label={text}
      title={text}
      className="mx-3 mt-2 flex h-2 overflow-hidden rounded-full bg-sunken"
    >
      {markOrder.map((kind) =>
        counts.has(kind) ? (
          <span
            key={kind}
            className={`${fills[kind]} min-w-0.5 border-panel border-r last:border-r-0 forced-colors:border-[CanvasText]`}
            style={{ flexGrow: counts.get(kind) }}
          />
        ) : null,
      )}
    </div>
  );
}

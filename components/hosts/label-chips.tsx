import { Chip } from '../ui/chip.tsx';
import { type Labels, labelPairs } from './label-text.ts';

/** A host's labels; of many, the first few and how many more there are. */
export function LabelChips({ labels, most = Number.POSITIVE_INFINITY }: { labels: Labels; most?: number }) {
  const pairs = labelPairs(labels);
  if (pairs.length === 0) return <span className="text-ink-3">–</span>;
  const more = pairs.slice(most);
  return (
    <span className="flex min-w-0 flex-wrap gap-1">
      {pairs.slice(0, most).map((pair) => (
        <Chip key={pair} mono title={pair}>
          <span className="truncate">{pair}</span>
        </Chip>
      ))}
      {more.length > 0 && <Chip title={more.join(', ')}>+{more.length}</Chip>}
    </span>
  );
}

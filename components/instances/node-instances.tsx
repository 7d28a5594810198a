import type { TopologyNode } from '../../server/api/contract.ts';
import type { Selection } from '../topology/elements.ts';
import { markOf, stateLook } from '../topology/instance-look.ts';
import { StateMark } from '../topology/state-mark.tsx';

/** More are not drawn at once; the worst come first. */
const shownAtMost = 200;

/** The instances of a node, failed ones first; each leads to its details. */
export function NodeInstances(props: { node: TopologyNode; onSelect: (selection: Selection) => void }) {
  const { node, onSelect } = props;
  if (node.instances.length === 0) return <p className="px-4 py-3 text-ink-2 text-sm">It has no instances.</p>;
  const ordered = node.instances.toSorted((a, b) => Number(b.failed) - Number(a.failed) || a.index - b.index);
  return (
    <ul aria-label={`Instances of ${node.id}`} className="p-2">
      {ordered.slice(0, shownAtMost).map((instance) => (
        <li key={instance.id}>
          <button
            type="button"
            onClick={() => onSelect({ node: node.id, instance: instance.id })}
            className="flex h-8 w-full items-center gap-2 rounded-md px-2 text-left text-xs hover:bg-hover"
          >
            <StateMark kind={markOf(instance)} />
            <span className="truncate font-mono">{instance.id}</span>
            <span className="ml-auto text-ink-2">{instance.failed ? 'Failed' : stateLook[instance.state].label}</span>
          </button>
        </li>
      ))}
      {ordered.length > shownAtMost && (
        <li className="px-2 py-1 text-ink-3 text-xs">{ordered.length - shownAtMost} more; the tab Nodes lists all.</li>
      )}
    </ul>
  );
}

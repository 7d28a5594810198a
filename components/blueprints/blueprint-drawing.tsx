'use client';

import { Code, X } from 'lucide-react';
import { parseAsString, useQueryState } from 'nuqs';
import type { BlueprintDetail, TopologyNode } from '../../server/api/contract.ts';
import { loadGraph } from '../topology/load-graph.ts';
import { ButtonLink, IconButton } from '../ui/button.tsx';
import { DottedName } from '../ui/dotted-name.tsx';
import { later } from '../ui/later.tsx';

const TopologyGraph = later(
  loadGraph,
  <div className="size-full bg-[radial-gradient(var(--grid)_1px,transparent_1px)] bg-size-[20px_20px]" />,
);

/** The blueprint's nodes as a drawing; a click says what a node is and leads to its place in the source. */
export function BlueprintDrawing({ blueprint }: { blueprint: BlueprintDetail }) {
  const [chosen, choose] = useQueryState('node', parseAsString);
  const node = blueprint.graph.nodes.find((each) => each.id === chosen);
  return (
    <section aria-label="Nodes" className="relative flex min-h-110 flex-1 md:min-h-0">
      <div className="min-w-0 flex-1">
        <TopologyGraph
          topology={blueprint.graph}
          selection={{ node: chosen, instance: null }}
          onSelect={(next) => void choose(next.node)}
          viewKey={blueprint.id}
        />
      </div>
      {node && <NodeCard blueprint={blueprint} node={node} onClose={() => void choose(null)} />}
    </section>
  );
}

interface NodeCardProps {
  blueprint: BlueprintDetail;
  node: TopologyNode;
  onClose: () => void;
}

function NodeCard({ blueprint, node, onClose }: NodeCardProps) {
  const edges = blueprint.graph.edges.filter((edge) => edge.source === node.id || edge.target === node.id);
  return (
    <aside
      aria-label={`Details of ${node.id}`}
      className="absolute right-3 flex max-h-[calc(100%-1.5rem)] w-80 animate-appear max-md:inset-x-3 max-md:bottom-13 max-md:max-h-3/5 max-md:w-auto md:top-3 flex-col gap-3 overflow-y-auto rounded-lg border border-line bg-panel p-4 text-sm shadow-pop"
    >
      <div className="flex items-start gap-2">
        <h2 className="min-w-0 flex-1 truncate font-semibold text-base">{node.id}</h2>
        <IconButton label="Close the details" className="-mt-1 -mr-2 size-7" onClick={onClose}>
          <X />
        </IconButton>
      </div>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1.5 text-xs">
        <dt className="text-ink-3">Type</dt>
        <dd className="font-mono [overflow-wrap:anywhere]">
          <DottedName name={node.type} />
        </dd>
        <dt className="text-ink-3">Derived from</dt>
        <dd className="font-mono text-ink-2 [overflow-wrap:anywhere]">
          <DottedName name={node.typeHierarchy.slice(0, -1).toReversed().join(' › ') || '–'} />
        </dd>
        <dt className="text-ink-3">Contained in</dt>
        <dd className="font-mono">{node.parent ?? '–'}</dd>
        <dt className="text-ink-3">Instances</dt>
        <dd className="tabular">{node.defaultInstances}</dd>
        {edges.map((edge) => (
          <Connection key={edge.id} from={node.id} {...edge} />
        ))}
      </dl>
      <ButtonLink size="sm" href={`/blueprints/${blueprint.id}?tab=source&find=${encodeURIComponent(node.id)}`}>
        <Code aria-hidden /> Show in the source
      </ButtonLink>
    </aside>
  );
}

function Connection(props: { from: string; source: string; target: string; kind: string }) {
  const isOut = props.source === props.from;
  const verb =
    props.kind === 'connected_to' ? (isOut ? 'Connects to' : 'Connected from') : isOut ? 'Depends on' : 'Needed by';
  return (
    <>
      <dt className="text-ink-3">{verb}</dt>
      <dd className="font-mono">{isOut ? props.target : props.source}</dd>
    </>
  );
}

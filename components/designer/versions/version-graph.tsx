'use client';

import { useQuery } from '@tanstack/react-query';
import { parseAsString, useQueryState } from 'nuqs';
import { useMemo } from 'react';
import type { PlanComparison } from '../../../server/api/draft-contract.ts';
import { useApi } from '../../api/api.ts';
import { EffectMark } from '../../topology/effect-mark.tsx';
import { EffectsProvider, type NodeEffects } from '../../topology/effects.ts';
import { loadGraph } from '../../topology/load-graph.ts';
import { later } from '../../ui/later.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { numberOf, type Side } from './side.ts';

const TopologyGraph = later(loadGraph);

/** Both versions in one drawing, and a list of what differs; a deployment that is updated gets just that. */
export function VersionGraph({ id, from, to }: { id: string; from: Side; to: Side }) {
  const api = useApi();
  const hasDraft = from === 'draft' || to === 'draft';
  const query = useQuery(
    api.drafts.compare.queryOptions(
      { id, from: numberOf(from), to: numberOf(to) },
      { staleTime: hasDraft ? 0 : Infinity, retry: false },
    ),
  );
  return (
    <Loaded query={query}>{(comparison) => <Drawn comparison={comparison} viewKey={`${id} ${from} ${to}`} />}</Loaded>
  );
}

function Drawn({ comparison, viewKey }: { comparison: PlanComparison; viewKey: string }) {
  const { graph, nodes } = comparison;
  const [chosen, choose] = useQueryState('node', parseAsString);
  const effects = useMemo(
    () => new Map(nodes.map(({ node, effect }): [string, NodeEffects] => [node, { [effect]: 1 }])),
    [nodes],
  );
  return (
    <div className="grid min-h-0 flex-1 gap-4 p-4 md:grid-cols-[16rem_minmax(0,1fr)] md:px-6">
      <nav aria-label="Nodes that differ">
        {nodes.length === 0 && <p className="text-ink-2 text-sm">Both install the same nodes.</p>}
        <ul className="flex flex-col gap-0.5">
          {nodes.map(({ node, effect, what }) => (
            <li key={node}>
              <button
                type="button"
                aria-current={node === chosen}
                onClick={() => void choose(node)}
                className="flex w-full gap-2 rounded px-2 py-1.5 text-left hover:bg-hover aria-[current=true]:bg-accent-soft"
              >
                <EffectMark effect={effect} labelled className="mt-0.5" />
                <span className="min-w-0 flex-1 text-xs [overflow-wrap:anywhere]">
                  <span className="block font-medium text-sm">{node}</span>
                  {what.map((each) => (
                    <span key={each} className="block text-ink-2">
                      {each}
                    </span>
                  ))}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <section aria-label="Drawing of both versions" className="relative min-h-110 rounded-lg border border-line">
        <EffectsProvider value={effects}>
          <TopologyGraph
            topology={graph}
            selection={{ node: chosen, instance: null }}
            onSelect={(next) => void choose(next.node)}
            viewKey={viewKey}
          />
        </EffectsProvider>
      </section>
    </div>
  );
}

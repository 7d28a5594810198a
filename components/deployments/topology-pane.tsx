'use client';

import { useMemo } from 'react';
import type { DeploymentDetail, TopologyView } from '../../server/api/contract.ts';
import type { KubernetesView } from '../../server/api/kubernetes-contract.ts';
import { rolloutsOf } from '../kubernetes/rollouts.ts';
import { withPreview } from '../previews/preview-topology.ts';
import { usePreview } from '../previews/use-preview.ts';
import { ProgressProvider, RolloutsProvider } from '../topology/canvas-context.ts';
import { countEffects, EffectsProvider } from '../topology/effects.ts';
import type { Selection } from '../topology/elements.ts';
import { loadGraph } from '../topology/load-graph.ts';
import { TopologyList } from '../topology/topology-list.tsx';
import { later } from '../ui/later.tsx';
import { useUpdateGraph } from '../updates/use-update-graph.ts';
import type { RunChoice } from '../workflows/use-run-choice.ts';
import { InstanceDrawer } from './instance-drawer.tsx';
import { ReplayBar } from './replay-bar.tsx';
import { useProgress } from './use-progress.ts';
import type { Replaying } from './use-replay.ts';

const TopologyGraph = later(
  loadGraph,
  <div className="size-full bg-[radial-gradient(var(--grid)_1px,transparent_1px)] bg-size-[20px_20px]" />,
);

interface TopologyPaneProps {
  deployment: DeploymentDetail;
  /** What it has on Kubernetes clusters; null: nothing is known. */
  kubernetes: KubernetesView | null;
  replaying: Replaying;
  drawing: 'graph' | 'list';
  selection: Selection;
  onSelect: (selection: Selection) => void;
  /** Shows what is chosen over the drawing. */
  hasDrawer: boolean;
  /** The preview of a run that colours the nodes, and the update that it is of. */
  run: Pick<RunChoice, 'previewId' | 'updateId'>;
}

export function TopologyPane(props: TopologyPaneProps) {
  const { deployment, kubernetes, replaying, drawing, selection, onSelect, hasDrawer, run } = props;
  const { replay, begin, moment } = replaying;
  const { topology, effects } = usePreviewed(replaying.topology, run);
  const node = topology.nodes.find((each) => each.id === selection.node);
  const progress = useProgress(deployment.running);
  // Rollouts are of now, whatever moment is replayed.
  const rollouts = useMemo(() => (moment === null ? rolloutsOf(kubernetes) : null), [kubernetes, moment]);
  const workflow = (replay?.execution ?? deployment.running)?.workflow;
  return (
    <EffectsProvider value={effects}>
      <ProgressProvider value={progress}>
        <RolloutsProvider value={rollouts}>
          <section
            aria-label="Nodes"
            className="relative flex min-h-0 min-w-0 flex-col overflow-hidden max-md:min-h-80"
          >
            {drawing === 'graph' ? (
              <div className="min-h-0 min-w-0 flex-1">
                <TopologyGraph
                  topology={topology}
                  selection={selection}
                  onSelect={onSelect}
                  viewKey={deployment.id}
                  isHealing={workflow === 'heal'}
                  isRunning={deployment.running !== null || replay?.isPlaying === true}
                  onReplay={begin}
                />
              </div>
            ) : (
              <TopologyList topology={topology} selection={selection} onSelect={onSelect} />
            )}
            {replay && <ReplayBar replay={replay} />}
            {node && hasDrawer && (
              <InstanceDrawer
                place="over"
                deployment={deployment}
                node={node}
                moment={moment}
                selection={selection}
                onSelect={onSelect}
              />
            )}
          </section>
        </RolloutsProvider>
      </ProgressProvider>
    </EffectsProvider>
  );
}

/** The topology with what a previewed run would add, and what it would do to each node. */
function usePreviewed(topology: TopologyView, { previewId, updateId }: TopologyPaneProps['run']) {
  const { data } = usePreview(previewId);
  const after = useUpdateGraph(updateId);
  return useMemo(() => {
    if (!data || previewId === null) return { topology, effects: null };
    return { topology: withPreview(topology, data, after), effects: countEffects(data.instances) };
  }, [topology, data, after, previewId]);
}

'use client';

import { clsx } from 'clsx';
import { Columns2, List, PanelLeft, PanelRight, Rows2, Workflow } from 'lucide-react';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import type { DeploymentDetail, EventView, ExecutionSummary } from '../../server/api/contract.ts';
import type { KubernetesView } from '../../server/api/kubernetes-contract.ts';
import type { Selection } from '../topology/elements.ts';
import { Segmented } from '../ui/segmented.tsx';
import { useIsNarrow } from '../ui/use-is-narrow.ts';
import { useRunChoice } from '../workflows/use-run-choice.ts';
import { ExecutionCards } from './execution-cards.tsx';
import { ExecutionPicker } from './execution-picker.tsx';
import { SidePane } from './side-pane.tsx';
import { TopologyPane } from './topology-pane.tsx';
import { useReplay } from './use-replay.ts';

const panes = ['side', 'stacked', 'graph', 'log'] as const;
type Pane = (typeof panes)[number];
const drawings = ['graph', 'list'] as const;

interface LiveTabProps {
  deployment: DeploymentDetail;
  /** What it has on Kubernetes clusters; null: nothing is known. */
  kubernetes: KubernetesView | null;
  execution: ExecutionSummary | null;
  executions: ExecutionSummary[];
  selection: Selection;
  onSelect: (selection: Selection) => void;
  onEvents: (events: readonly EventView[]) => void;
}

/** The drawing with the states of now, and beside or below it the log of an execution or the preview of a run. */
export function LiveTab(props: LiveTabProps) {
  const { deployment, kubernetes, execution, executions, selection, onSelect, onEvents } = props;
  const [wanted, setPane] = useQueryState('pane', parseAsStringLiteral(panes).withDefault('side'));
  const [drawing, setDrawing] = useQueryState('view', parseAsStringLiteral(drawings).withDefault('graph'));
  const run = useRunChoice();
  const replaying = useReplay(execution, deployment.topology, run.previewId !== null);
  // What a run would do is shown beside the drawing that it colours.
  const isRun = run.workflow !== null;
  const pane = isRun ? 'side' : wanted;
  // On a phone the drawing stands above everything else; what a person has to know or decide stands above it.
  const cardsAbove = useIsNarrow() && !isRun && pane !== 'log';
  const drawerIsBeside = !isRun && (pane === 'side' || pane === 'log');
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 border-line border-b bg-panel px-4 py-1.5 md:px-6">
        <div className="flex min-w-0 items-center gap-2 max-sm:basis-full">
          <ExecutionPicker
            execution={execution}
            executions={executions}
            current={(deployment.running ?? deployment.lastExecution)?.id}
          />
        </div>
        <div className="flex items-center gap-2 sm:ml-auto">
          <Segmented
            label="Show the nodes as"
            value={drawing}
            onChange={(next) => void setDrawing(next)}
            options={[
              { value: 'graph', label: 'Drawing', icon: <Workflow aria-hidden /> },
              { value: 'list', label: 'List', icon: <List aria-hidden /> },
            ]}
          />
          {!isRun && <PaneChoice pane={pane} onPane={(next) => void setPane(next)} />}
        </div>
      </div>
      {cardsAbove && execution && <ExecutionCards key={execution.id} execution={execution} isDetailed={false} />}
      <div
        className={clsx(
          'grid min-h-0 flex-1',
          pane === 'side' && 'lg:grid-cols-[5fr_7fr]',
          pane === 'side' && !isRun && 'max-lg:grid-rows-[minmax(20rem,1fr)_auto]',
          isRun && 'max-lg:grid-rows-[max-content_24rem]',
          pane === 'stacked' && 'grid-rows-[minmax(18rem,1fr)_minmax(18rem,1fr)]',
        )}
      >
        {pane !== 'log' && (
          <TopologyPane
            drawing={drawing}
            selection={selection}
            onSelect={onSelect}
            deployment={deployment}
            kubernetes={kubernetes}
            replaying={replaying}
            hasDrawer={!drawerIsBeside && !isRun}
            run={run}
          />
        )}
        {pane !== 'graph' && (
          <section aria-label={isRun ? 'Run' : 'Execution'} className={sideClass(pane, isRun)}>
            <SidePane
              {...{ deployment, execution, replaying, selection, onSelect, onEvents, run }}
              hasDrawer={drawerIsBeside}
              hasCards={!cardsAbove}
            />
          </section>
        )}
      </div>
    </>
  );
}

/** On a phone a run stands above the drawing, since it is what was asked for. */
function sideClass(pane: Pane, isRun: boolean): string {
  return clsx(
    'flex min-w-0 flex-col border-line',
    isRun
      ? 'max-lg:order-first max-lg:min-h-[70dvh] max-lg:border-b lg:min-h-0'
      : 'min-h-0 max-lg:min-h-88 max-md:min-h-120',
    pane === 'side' && 'lg:border-l',
    pane === 'side' && !isRun && 'max-lg:border-t',
    pane === 'stacked' && 'border-t',
  );
}

function PaneChoice({ pane, onPane }: { pane: Pane; onPane: (pane: Pane) => void }) {
  return (
    <Segmented
      label="Arrange the panes"
      value={pane}
      onChange={onPane}
      options={[
        { value: 'side', label: 'Side by side', icon: <Columns2 aria-hidden /> },
        { value: 'stacked', label: 'One above the other', icon: <Rows2 aria-hidden /> },
        { value: 'graph', label: 'Only the nodes', icon: <PanelLeft aria-hidden /> },
        { value: 'log', label: 'Only the log', icon: <PanelRight aria-hidden /> },
      ]}
    />
  );
}

'use client';

import { clsx } from 'clsx';
import { Columns2, List, PanelLeft, PanelRight, Rows2, Workflow } from 'lucide-react';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import type { DeploymentDetail, EventView, ExecutionSummary } from '../../server/api/contract.ts';
import type { Selection } from '../topology/elements.ts';
import { Segmented } from '../ui/segmented.tsx';
import { useRunChoice } from '../workflows/use-run-choice.ts';
import { ExecutionPicker } from './execution-picker.tsx';
import { SidePane } from './side-pane.tsx';
import { TopologyPane } from './topology-pane.tsx';

const panes = ['side', 'stacked', 'graph', 'log'] as const;
type Pane = (typeof panes)[number];
const drawings = ['graph', 'list'] as const;

interface LiveTabProps {
  deployment: DeploymentDetail;
  execution: ExecutionSummary | null;
  executions: ExecutionSummary[];
  selection: Selection;
  onSelect: (selection: Selection) => void;
  onEvents: (events: readonly EventView[]) => void;
}

/** The drawing with the states of now, and beside or below it the log of an execution or the preview of a run. */
export function LiveTab({ deployment, execution, executions, selection, onSelect, onEvents }: LiveTabProps) {
  const [wanted, setPane] = useQueryState('pane', parseAsStringLiteral(panes).withDefault('side'));
  const [drawing, setDrawing] = useQueryState('view', parseAsStringLiteral(drawings).withDefault('graph'));
  const run = useRunChoice();
  // What a run would do is shown beside the drawing that it colours.
  const isRun = run.workflow !== null;
  const pane = isRun ? 'side' : wanted;
  const drawerIsBeside = !isRun && (pane === 'side' || pane === 'log');
  return (
    <>
      <div className="flex items-center gap-2 border-line border-b bg-panel px-4 py-1.5 md:px-6">
        <ExecutionPicker
          execution={execution}
          executions={executions}
          current={(deployment.running ?? deployment.lastExecution)?.id}
        />
        <div className="ml-auto flex items-center gap-2">
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
      <div
        className={clsx(
          'grid min-h-0 flex-1',
          pane === 'side' && 'lg:grid-cols-[5fr_7fr]',
          pane === 'side' && !isRun && 'max-lg:grid-rows-[minmax(20rem,1fr)_minmax(22rem,1fr)]',
          isRun && 'max-lg:grid-rows-[auto_24rem]',
          pane === 'stacked' && 'grid-rows-[minmax(18rem,1fr)_minmax(18rem,1fr)]',
        )}
      >
        {pane !== 'log' && (
          <TopologyPane
            drawing={drawing}
            selection={selection}
            onSelect={onSelect}
            deployment={deployment}
            execution={execution}
            hasDrawer={!drawerIsBeside && !isRun}
            run={run}
          />
        )}
        {pane !== 'graph' && (
          <section aria-label={isRun ? 'Run' : 'Execution'} className={sideClass(pane, isRun)}>
            <SidePane {...{ deployment, execution, selection, onSelect, onEvents, run }} hasDrawer={drawerIsBeside} />
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
    isRun ? 'max-lg:order-first max-lg:border-b lg:min-h-0' : 'min-h-0 max-md:min-h-120',
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

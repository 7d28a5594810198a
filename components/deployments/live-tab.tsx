'use client';

import { clsx } from 'clsx';
import { Columns2, List, PanelLeft, PanelRight, Play, Rows2, Workflow } from 'lucide-react';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import type { DeploymentDetail, EventView, ExecutionSummary } from '../../server/api/contract.ts';
import { DecisionCard } from '../executions/decision-card.tsx';
import { isActive } from '../executions/execution-status.ts';
import { FailureCard } from '../executions/failure-card.tsx';
import { PendingKeysNotice } from '../hosts/pending-keys-notice.tsx';
import { LogPanel } from '../logs/log-panel.tsx';
import type { Selection } from '../topology/elements.ts';
import { Segmented } from '../ui/segmented.tsx';
import { Empty } from '../ui/states.tsx';
import { ExecutionPicker } from './execution-picker.tsx';
import { InstanceDrawer } from './instance-drawer.tsx';
import { TopologyPane } from './topology-pane.tsx';

const panes = ['side', 'stacked', 'graph', 'log'] as const;
const drawings = ['graph', 'list'] as const;

interface LiveTabProps {
  deployment: DeploymentDetail;
  execution: ExecutionSummary | null;
  executions: ExecutionSummary[];
  selection: Selection;
  onSelect: (selection: Selection) => void;
  onEvents: (events: readonly EventView[]) => void;
}

/** The drawing with the states of now, and the log of an execution, beside or below each other. */
export function LiveTab({ deployment, execution, executions, selection, onSelect, onEvents }: LiveTabProps) {
  const [pane, setPane] = useQueryState('pane', parseAsStringLiteral(panes).withDefault('side'));
  const [drawing, setDrawing] = useQueryState('view', parseAsStringLiteral(drawings).withDefault('graph'));
  const drawerIn = pane === 'side' || pane === 'log' ? 'log' : 'graph';
  const node = deployment.topology.nodes.find((each) => each.id === selection.node);
  const isCurrent = execution !== null && execution.id === (deployment.running ?? deployment.lastExecution)?.id;
  return (
    <>
      <div className="flex items-center gap-2 border-line border-b bg-panel px-4 py-1.5 md:px-6">
        <ExecutionPicker execution={execution} executions={executions} />
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
          <PaneChoice pane={pane} onPane={(next) => void setPane(next)} />
        </div>
      </div>
      <div
        className={clsx(
          'grid min-h-0 flex-1',
          pane === 'side' && 'max-lg:grid-rows-[minmax(20rem,1fr)_minmax(22rem,1fr)] lg:grid-cols-[5fr_7fr]',
          pane === 'stacked' && 'grid-rows-[minmax(18rem,1fr)_minmax(18rem,1fr)]',
        )}
      >
        {pane !== 'log' && (
          <TopologyPane
            drawing={drawing}
            selection={selection}
            onSelect={onSelect}
            deployment={deployment}
            hasDrawer={drawerIn === 'graph'}
          />
        )}
        {pane !== 'graph' && (
          <section
            aria-label="Execution"
            className={clsx(
              'flex min-h-0 min-w-0 flex-col border-line max-md:min-h-120',
              pane === 'side' && 'max-lg:border-t lg:border-l',
              pane === 'stacked' && 'border-t',
            )}
          >
            {node && drawerIn === 'log' && (
              <InstanceDrawer
                place="block"
                deployment={deployment}
                node={node}
                selection={selection}
                onSelect={onSelect}
              />
            )}
            {execution ? (
              <ExecutionPane
                key={execution.id}
                execution={execution}
                selection={selection}
                onSelect={onSelect}
                onEvents={isCurrent ? onEvents : ignore}
              />
            ) : (
              <NothingRan deployment={deployment} />
            )}
          </section>
        )}
      </div>
    </>
  );
}

function ExecutionPane(props: {
  execution: ExecutionSummary;
  selection: Selection;
  onSelect: (selection: Selection) => void;
  onEvents: (events: readonly EventView[]) => void;
}) {
  const { execution, selection, onSelect, onEvents } = props;
  return (
    <>
      {isActive(execution.status) && <PendingKeysNotice />}
      <FailureCard execution={execution} />
      <DecisionCard execution={execution} />
      <LogPanel
        execution={execution}
        selection={selection}
        onClearSelection={() => onSelect({ node: null, instance: null })}
        onEvents={onEvents}
      />
    </>
  );
}

function ignore(): void {
  // The states on the drawing are those of now; an older execution's events say nothing about them.
}

function PaneChoice({
  pane,
  onPane,
}: {
  pane: (typeof panes)[number];
  onPane: (pane: (typeof panes)[number]) => void;
}) {
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

function NothingRan({ deployment }: { deployment: DeploymentDetail }) {
  return (
    <div className="flex flex-1 items-center justify-center bg-panel">
      <Empty icon={<Play />} title="Nothing has run yet">
        {deployment.actions.includes('install')
          ? 'Press Install: its log appears here, line by line, while the scripts run.'
          : 'What runs on this deployment is logged here.'}
      </Empty>
    </div>
  );
}

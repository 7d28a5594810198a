'use client';

import { Play } from 'lucide-react';
import { useState } from 'react';
import type { DeploymentDetail, EventView, ExecutionSummary } from '../../server/api/contract.ts';
import { LogPanel } from '../logs/log-panel.tsx';
import { LookSwitch } from '../timeline/look-switch.tsx';
import { useExecutionLook } from '../timeline/use-execution-look.ts';
import type { Selection } from '../topology/elements.ts';
import { later } from '../ui/later.tsx';
import { Empty, SkeletonRows } from '../ui/states.tsx';
import type { RunChoice } from '../workflows/use-run-choice.ts';
import { ExecutionCards } from './execution-cards.tsx';
import { InstanceDrawer } from './instance-drawer.tsx';
import type { Replaying } from './use-replay.ts';

const RunPane = later(async () => (await import('../workflows/run-pane.tsx')).RunPane, <SkeletonRows />);

const TimelinePane = later(
  async () => (await import('../timeline/timeline-pane.tsx')).TimelinePane,
  <SkeletonRows rows={6} />,
);

interface SidePaneProps {
  deployment: DeploymentDetail;
  execution: ExecutionSummary | null;
  replaying: Replaying;
  selection: Selection;
  onSelect: (selection: Selection) => void;
  onEvents: (events: readonly EventView[]) => void;
  run: RunChoice;
  /** The drawing shows no details of what is chosen, so they stand here. */
  hasDrawer: boolean;
  /** Nobody else shows what the execution waits for, asks, or ended with. */
  hasCards: boolean;
}

/** Beside the drawing: the run that is being made ready, else what is chosen and how an execution went. */
export function SidePane(props: SidePaneProps) {
  const { deployment, execution, selection, onSelect, run, hasDrawer } = props;
  const { topology, moment } = props.replaying;
  if (run.workflow !== null) {
    return (
      <RunPane key={run.workflow} deployment={deployment} choice={run} selection={selection} onSelect={onSelect} />
    );
  }
  const node = hasDrawer ? topology.nodes.find((each) => each.id === selection.node) : undefined;
  return (
    <>
      {node && <InstanceDrawer place="block" {...{ deployment, node, moment, selection, onSelect }} />}
      {execution ? (
        <ExecutionPane {...props} key={execution.id} execution={execution} isDetailed={node !== undefined} />
      ) : (
        <NothingRan deployment={deployment} />
      )}
    </>
  );
}

interface ExecutionPaneProps extends SidePaneProps {
  execution: ExecutionSummary;
  /** Details stand above it. */
  isDetailed: boolean;
}

function ExecutionPane(props: ExecutionPaneProps) {
  const { deployment, execution, selection, onSelect, onEvents, isDetailed, hasCards } = props;
  const [look] = useExecutionLook();
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const isCurrent = execution.id === (deployment.running ?? deployment.lastExecution)?.id;
  return (
    <>
      {hasCards && <ExecutionCards execution={execution} isDetailed={isDetailed} />}
      <LookSwitch onSlot={setSlot} />
      {look !== 'log' ? (
        <TimelinePane {...{ execution, selection, onSelect, slot, look }} onEvents={isCurrent ? onEvents : ignore} />
      ) : (
        <LogPanel
          execution={execution}
          selection={selection}
          onSelect={onSelect}
          onEvents={isCurrent ? onEvents : ignore}
        />
      )}
    </>
  );
}

function ignore(): void {
  // The states on the drawing are those of now; an older execution's events say nothing about them.
}

function NothingRan({ deployment }: { deployment: DeploymentDetail }) {
  return (
    <div className="flex flex-1 items-center justify-center bg-panel">
      <Empty icon={<Play />} title="Nothing has run yet">
        {deployment.actions.includes('install')
          ? 'Press Install: you see what it would do, then its log, line by line, while the scripts run.'
          : 'What runs on this deployment is logged here.'}
      </Empty>
    </div>
  );
}

'use client';

import { ArrowRight } from 'lucide-react';
import type { ExecutionRow } from '../../server/api/contract.ts';
import { CompareLink } from '../comparison/compare-link.tsx';
import { AnsiText } from '../logs/ansi-text.tsx';
import { useCanOperate } from '../shell/session.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { DetailsPane } from '../ui/details-pane.tsx';
import { formatDuration } from '../ui/format-time.ts';
import { JsonView } from '../ui/json-view.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PaneSection } from '../ui/pane-section.tsx';
import { Notice } from '../ui/states.tsx';
import { DurationSpark } from './duration-spark.tsx';
import { durationOf, executionHref } from './execution-columns.tsx';
import { ExecutionFacts } from './execution-facts.tsx';
import { ResumeForm } from './resume-form.tsx';
import { StatusChip } from './status-chip.tsx';
import { StopForm } from './stop-form.tsx';
import { useExecution } from './use-execution.ts';

/** All about one execution beside the list: what went wrong, what can be done, and the way to its log. */
export function ExecutionPane({ execution, onClose }: { execution: ExecutionRow; onClose: () => void }) {
  const canOperate = useCanOperate();
  const query = useExecution(execution);
  return (
    <DetailsPane
      name={`${execution.workflow} on ${execution.deploymentName}`}
      lead={<StatusChip status={execution.status} />}
      back="Back to all executions"
      onClose={onClose}
    >
      {execution.status === 'failed' && <Failure execution={execution} />}
      <div className="flex flex-wrap gap-2">
        <ButtonLink variant="primary" href={executionHref(execution)}>
          Open its log <ArrowRight aria-hidden />
        </ButtonLink>
        <ButtonLink
          href={`/executions?deployment=${execution.deploymentId}&workflow=${encodeURIComponent(execution.workflow)}`}
        >
          Its other runs
        </ButtonLink>
        <CompareLink execution={execution} />
      </div>
      <Past execution={execution} />
      <Loaded query={query}>
        {(detail) => (
          <>
            <ExecutionFacts execution={detail} />
            {canOperate && <StopForm execution={detail} />}
            {canOperate && detail.actions.includes('resume') && (
              <ResumeForm execution={detail} onResumed={() => void query.refetch()} />
            )}
            <PaneSection title="Parameters">
              <JsonView value={detail.parameters} empty="None: the workflow ran with its defaults." />
            </PaneSection>
          </>
        )}
      </Loaded>
    </DetailsPane>
  );
}

function Failure({ execution: row }: { execution: ExecutionRow }) {
  const { failure } = row;
  return (
    <Notice
      tone="bad"
      title={
        failure
          ? `${failure.operation ?? 'An operation'} failed on ${failure.instance ?? 'the deployment'}`
          : `${row.workflow} failed`
      }
      action={
        failure && (
          <ButtonLink size="sm" href={executionHref(row, failure.seq)}>
            Go to the line
          </ButtonLink>
        )
      }
    >
      <p className="line-clamp-6 whitespace-pre-wrap font-mono text-xs">
        <AnsiText text={row.error ?? ''} />
      </p>
    </Notice>
  );
}

function Past({ execution }: { execution: ExecutionRow }) {
  const { pastDurations: past } = execution;
  if (past.length < 2) return null;
  const middle = past.toSorted((a, b) => a - b)[Math.floor(past.length / 2)] ?? 0;
  return (
    <PaneSection title={`The last ${past.length} runs that ended well`}>
      <p className="flex items-end gap-3 text-sm">
        <DurationSpark past={past} current={durationOf(execution)} />
        <span className="tabular text-ink-2">usually {formatDuration(middle)}</span>
      </p>
    </PaneSection>
  );
}

'use client';

import { parseAsArrayOf, parseAsString, useQueryState } from 'nuqs';
import { useId } from 'react';
import type { ExecutionSummary } from '../../server/api/contract.ts';
import { durationOf, executionHref } from '../executions/execution-columns.tsx';
import { StatusChip } from '../executions/status-chip.tsx';
import { NativeSelect } from '../ui/field.tsx';
import { formatDuration, formatMoment } from '../ui/format-time.ts';
import { Panel } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { growthText } from './growth-text.ts';

interface ComparedRunsProps {
  before: ExecutionSummary;
  after: ExecutionSummary;
  executions: readonly ExecutionSummary[];
}

/** Which two runs are compared, each to be exchanged for another, and how long they took as a whole. */
export function ComparedRuns({ before, after, executions }: ComparedRunsProps) {
  const [, choose] = useQueryState('compare', parseAsArrayOf(parseAsString).withOptions({ history: 'push' }));
  const [first, second] = [durationOf(before), durationOf(after)];
  const others = executions.filter(({ workflow, startedAt }) => workflow === after.workflow && startedAt !== null);
  return (
    <div className="grid gap-3 md:grid-cols-2">
      <Side label="Before" run={before} others={others} onChoose={(id) => void choose([id, after.id])} />
      <Side label="After" run={after} others={others} onChoose={(id) => void choose([before.id, id])} />
      <p role="status" className="text-ink-2 text-sm md:col-span-2">
        {before.workflow !== after.workflow && `These are runs of ${before.workflow} and of ${after.workflow}. `}
        {first === null || second === null
          ? 'One of them has not ended: this is how it stood when the page was opened.'
          : `As a whole: ${growthText(first, second)}.`}
      </p>
    </div>
  );
}

interface SideProps {
  label: string;
  run: ExecutionSummary;
  others: readonly ExecutionSummary[];
  onChoose: (id: string) => void;
}

function Side({ label, run, others, onChoose }: SideProps) {
  const id = useId();
  const duration = durationOf(run);
  const { finishedOperations: done, totalOperations: all } = run;
  return (
    <Panel aria-label={label} className="flex min-w-0 flex-col gap-2 p-3">
      <div className="flex items-center gap-3">
        <label htmlFor={id} className="w-12 shrink-0 font-medium text-ink-3 text-xs">
          {label}
        </label>
        <NativeSelect id={id} value={run.id} onChange={({ target }) => onChoose(target.value)} className="min-w-0">
          {others.map((each) => (
            <option key={each.id} value={each.id}>
              {nameOf(each)}
            </option>
          ))}
          {others.every((each) => each.id !== run.id) && <option value={run.id}>{nameOf(run)}</option>}
        </NativeSelect>
      </div>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-2 text-sm">
        <StatusChip status={run.status} />
        <span className="tabular font-medium text-ink">{duration === null ? 'running' : formatDuration(duration)}</span>
        <span className="tabular">
          {done}/{all} operations
        </span>
        <span>by {run.createdBy ?? 'the system'}</span>
        <TextLink href={executionHref(run)}>Its log</TextLink>
      </p>
    </Panel>
  );
}

function nameOf({ workflow, createdAt, dryRun }: ExecutionSummary): string {
  return `${workflow}${dryRun ? ' (dry run)' : ''} · ${formatMoment(Date.parse(createdAt), 'local')}`;
}

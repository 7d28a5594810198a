'use client';

import { CircleCheck } from 'lucide-react';
import type { ExecutionRow } from '../../server/api/contract.ts';
import { executionHref } from '../executions/execution-columns.tsx';
import { StateMark } from '../topology/state-mark.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { later } from '../ui/later.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { Ago, useNow } from '../ui/time.tsx';
import { ExecutionPanel } from './execution-panel.tsx';

const AnsiText = later(async () => (await import('../logs/ansi-text.tsx')).AnsiText);

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** What went wrong lately: where, why, and one click to the line of the log that says so. */
export function RecentFailures({ every }: { every: number }) {
  const now = useNow(minuteMs);
  const since = new Date(Math.floor((now - dayMs) / minuteMs) * minuteMs).toISOString();
  return (
    <ExecutionPanel
      title="Failed in the last 24 hours"
      request={{ status: ['failed'], endedFrom: since, sort: '-ended', limit: 6 }}
      every={every}
      allAt={`/executions?status=failed&ended=${encodeURIComponent(since)}&sort=-ended`}
      icon={<CircleCheck />}
      none="No execution has failed."
      row={(execution) => <Failure key={execution.id} execution={execution} />}
    />
  );
}

/** Colours, links and lines that are written over are drawn as a terminal would. */
const marks = ['\u001b', '\r', 'http:', 'https:'];

function Failure({ execution }: { execution: ExecutionRow }) {
  const { failure, error, endedAt, createdAt } = execution;
  return (
    <li className="flex items-start gap-3 px-4 py-2.5">
      <StateMark kind="failed" className="mt-1" />
      <div className="min-w-0 flex-1">
        <p className="text-sm [overflow-wrap:anywhere]">
          <TextLink href={executionHref(execution)} className="font-medium">
            {execution.deploymentName}
          </TextLink>{' '}
          <span className="text-ink-2">
            {execution.workflow}
            {failure?.operation && `: ${shortOperation(failure.operation)} on ${failure.instance}`}
          </span>{' '}
          <span className="text-ink-3">
            <Ago at={endedAt ?? createdAt} />
          </span>
        </p>
        {error && (
          <p className="mt-0.5 line-clamp-2 font-mono text-ink-2 text-xs [overflow-wrap:anywhere]">
            {marks.some((mark) => error.includes(mark)) ? <AnsiText text={error} /> : error}
          </p>
        )}
      </div>
      <ButtonLink size="sm" href={executionHref(execution, failure?.seq)}>
        {failure ? 'Go to the line' : 'Open'}
      </ButtonLink>
    </li>
  );
}

/** The operation without the name of its interface. */
function shortOperation(operation: string): string {
  return operation.slice(operation.lastIndexOf('.') + 1);
}

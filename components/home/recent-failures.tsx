'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import type { ExecutionRow } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { executionHref } from '../executions/execution-columns.tsx';
import { AnsiText } from '../logs/ansi-text.tsx';
import { StateMark } from '../topology/state-mark.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Panel, PanelHeader } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { Ago } from '../ui/time.tsx';
import { Quiet } from './quiet.tsx';

const dayMs = 86_400_000;
const most = 6;
const readAgainMs = 10_000;

/** What went wrong lately: where, why, and one click to the line of the log that says so. */
export function RecentFailures() {
  const api = useApi();
  const [since] = useState(() => new Date(Date.now() - dayMs).toISOString());
  const query = useQuery(
    api.executions.search.queryOptions(
      { status: ['failed'], from: since, limit: most },
      { refetchInterval: readAgainMs },
    ),
  );
  return (
    <Panel aria-labelledby="failures" className="overflow-clip">
      <PanelHeader title={<span id="failures">Failed in the last 24 hours</span>}>
        {query.data && query.data.matching > 0 && (
          <TextLink href={`/executions?status=failed&from=${encodeURIComponent(since)}`} className="text-sm">
            All {query.data.matching}
          </TextLink>
        )}
      </PanelHeader>
      <Loaded query={query} rows={1}>
        {({ rows }) =>
          rows.length > 0 ? (
            <ul className="divide-y divide-line">
              {rows.map((execution) => (
                <Failure key={execution.id} execution={execution} />
              ))}
            </ul>
          ) : (
            <Quiet icon={<CircleCheck />}>No execution has failed.</Quiet>
          )
        }
      </Loaded>
    </Panel>
  );
}

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
            <AnsiText text={error} />
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

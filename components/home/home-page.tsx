'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleCheck, Play } from 'lucide-react';
import type { ExecutionSummary } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { isActive } from '../executions/execution-status.ts';
import { ExecutionTable } from '../executions/execution-table.tsx';
import { executionRefresh } from '../executions/refresh.ts';
import { useSession } from '../shell/session.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageBody, PageHeader } from '../ui/page-header.tsx';
import { Panel, PanelHeader } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { FirstSteps } from './first-steps.tsx';
import { RecentBlueprints } from './recent-blueprints.tsx';

const dayMs = 86_400_000;

export function HomePage() {
  const api = useApi();
  const session = useSession();
  const query = useQuery(api.executions.list.queryOptions({}, { refetchInterval: executionRefresh }));
  return (
    <>
      <PageHeader title={session ? `Hello, ${session.user.name}` : 'Hello'} windowTitle="Home" />
      <PageBody>
        <FirstSteps />
        <Panel aria-labelledby="running">
          <PanelHeader title={<span id="running">Running now</span>}>
            <TextLink href="/executions" className="text-sm">
              All executions
            </TextLink>
          </PanelHeader>
          <Loaded query={query} rows={2}>
            {(executions) => <Running executions={executions.filter(({ status }) => isActive(status))} />}
          </Loaded>
        </Panel>
        <Panel aria-labelledby="failures">
          <PanelHeader title={<span id="failures">Failed in the last 24 hours</span>} />
          <Loaded query={query} rows={2}>
            {(executions) => <Failures executions={executions.filter(isRecentFailure)} />}
          </Loaded>
        </Panel>
        <RecentBlueprints />
      </PageBody>
    </>
  );
}

function isRecentFailure({ status, endedAt }: ExecutionSummary): boolean {
  return status === 'failed' && endedAt !== null && Date.now() - new Date(endedAt).getTime() < dayMs;
}

function Running({ executions }: { executions: ExecutionSummary[] }) {
  if (executions.length > 0) return <ExecutionTable executions={executions} />;
  return <Quiet icon={<Play />} text="Nothing is running." />;
}

function Failures({ executions }: { executions: ExecutionSummary[] }) {
  if (executions.length > 0) return <ExecutionTable executions={executions} />;
  return <Quiet icon={<CircleCheck />} text="No execution has failed." />;
}

function Quiet({ icon, text }: { icon: React.ReactNode; text: string }) {
  return (
    <p className="flex h-13 items-center gap-2.5 px-4 text-ink-2 text-sm [&_svg]:size-4 [&_svg]:text-ink-3">
      {icon}
      {text}
    </p>
  );
}

'use client';

import { useQueryClient } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useEffect } from 'react';
import type { DeploymentDetail, ExecutionSummary } from '../../../server/api/contract.ts';
import { useApi } from '../../api/api.ts';
import { deploymentStatus } from '../../deployments/deployment-status.ts';
import { useLiveDeployment } from '../../deployments/use-live-deployment.ts';
import { isActive } from '../../executions/execution-status.ts';
import { useFailureCause } from '../../executions/use-failure-cause.ts';
import { AnsiText } from '../../logs/ansi-text.tsx';
import { useCommands } from '../../shell/commands.ts';
import { useCanOperate } from '../../shell/session.tsx';
import { StateMark } from '../../topology/state-mark.tsx';
import { Button, ButtonLink, IconButton } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { useNavigate } from '../../ui/navigate.ts';
import { ProgressLine } from '../../ui/progress-line.tsx';
import { Elapsed } from '../../ui/time.tsx';
import { useSaved } from '../save/use-saver.ts';
import { setDeployGoal } from './deploy-goal.ts';
import { isBehind } from './use-behind.ts';

interface LiveStripProps {
  id: string;
  onClose: () => void;
}

/** Below the toolbar: how the deployment is that was started here, and the way to it. */
export function LiveStrip({ id, onClose }: LiveStripProps) {
  const { query } = useLiveDeployment(id);
  const { data: deployment, error } = query;
  useListReadAgain(deployment);
  return (
    <section
      aria-label="Deployment"
      data-pane
      className="flex min-h-10 shrink-0 gap-2 border-line border-b bg-panel px-3 py-1 text-sm"
    >
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1 xl:flex-nowrap">
        {deployment && <Shown deployment={deployment} />}
        {!deployment && <p role="status">{error ? 'This deployment cannot be shown: it may be gone.' : 'Looking…'}</p>}
      </div>
      <IconButton label="Show it no more" className="-mr-1.5 mt-0.5 size-7" onClick={onClose}>
        <X />
      </IconButton>
    </section>
  );
}

/** Whatever ends may have brought the deployment to another version. What was quick was never seen to run. */
function useListReadAgain(deployment: DeploymentDetail | undefined): void {
  const api = useApi();
  const queryClient = useQueryClient();
  const { id, status } = deployment?.lastExecution ?? {};
  const version = deployment?.blueprint.version;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another execution, status or version is the reason.
  useEffect(() => {
    void queryClient.invalidateQueries({ queryKey: api.deployments.search.queryKey() });
  }, [api, queryClient, id, status, version]);
}

function Shown({ deployment }: { deployment: DeploymentDetail }) {
  const execution = deployment.running ?? deployment.lastExecution;
  const status = deploymentStatus({ ...deployment, lastExecution: execution });
  const href = `/deployments/${deployment.id}`;
  return (
    <>
      <span className="min-w-0 max-w-80 truncate font-medium xl:shrink-0">{deployment.name}</span>
      <span role="status" className="shrink-0">
        <Chip tone={status.tone}>
          <StateMark kind={status.mark} />
          {status.label}
        </Chip>
      </span>
      {execution && isActive(execution.status) && <Progress execution={execution} />}
      {execution === null || isActive(execution.status) ? null : <Failure execution={execution} href={href} />}
      <span className="ml-auto flex shrink-0 items-center gap-2 max-md:contents">
        <Behind deployment={deployment} />
        <ButtonLink size="sm" href={href}>
          Open deployment
        </ButtonLink>
      </span>
    </>
  );
}

function Progress({ execution }: { execution: ExecutionSummary }) {
  const { finishedOperations: done, totalOperations: all, workflow, startedAt } = execution;
  return (
    <span className="flex items-center gap-2 text-ink-2">
      <span className="w-24">
        <ProgressLine label={`Operations of ${workflow} that have ended`} done={done} all={all} />
      </span>
      {startedAt && <Elapsed from={startedAt} to={null} />}
    </span>
  );
}

/** What failed, and the line of the log that says why. */
function Failure({ execution, href }: { execution: ExecutionSummary; href: string }) {
  const cause = useFailureCause(execution);
  const navigate = useNavigate();
  const line = cause && `${href}?${new URLSearchParams({ exec: execution.id, line: String(cause.seq) })}`;
  useCommands('Deployment', line ? [{ label: 'Show the line that failed', run: () => navigate(line) }] : []);
  if (!cause || !line) return null;
  return (
    <>
      <span className="min-w-0 truncate text-ink-2 max-xl:basis-full xl:flex-1" title={cause.error?.message}>
        {cause.operation?.split('.').at(-1) ?? 'An operation'} on {cause.instance ?? 'the deployment'}:{' '}
        <AnsiText text={cause.error?.message ?? cause.text} />
      </span>
      <ButtonLink size="sm" variant="primary" href={line}>
        Show the line
      </ButtonLink>
    </>
  );
}

/** What runs is not what is written. */
function Behind({ deployment }: { deployment: DeploymentDetail }) {
  const latestVersion = useSaved(({ server }) => server.latestVersion);
  const isChanged = useSaved(({ server }) => server.isChanged);
  const canOperate = useCanOperate();
  if (!isBehind(deployment, { latestVersion, isChanged })) return null;
  return (
    <>
      <Chip tone="warn">runs version {deployment.blueprint.version}, not what is written</Chip>
      {canOperate && deployment.running === null && (
        <Button
          size="sm"
          onClick={() => setDeployGoal({ kind: 'run', deploymentId: deployment.id, workflow: 'update' })}
        >
          Update…
        </Button>
      )}
    </>
  );
}

'use client';

import { ExternalLink } from 'lucide-react';
import type { DeploymentDetail, ExecutionStatus } from '../../server/api/contract.ts';
import { isActive } from '../executions/execution-status.ts';
import { RunForecast } from '../timeline/run-forecast.tsx';
import { StateMark } from '../topology/state-mark.tsx';
import { Chip } from '../ui/chip.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { Ago, Elapsed } from '../ui/time.tsx';
import { DeploymentActions } from './deployment-actions.tsx';
import { deploymentStatus } from './deployment-status.ts';
import { webAddress } from './web-address.ts';

/** What this deployment is and does, and what can be done with it; the same on every tab. */
export function DeploymentHeader({ deployment }: { deployment: DeploymentDetail }) {
  const status = deploymentStatus({ ...deployment, lastExecution: deployment.running ?? deployment.lastExecution });
  return (
    <header className="relative bg-panel">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 px-4 pt-4 pb-3 md:px-6">
        <div className="min-w-0 flex-1 basis-96">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="font-semibold text-xl tracking-[-0.01em] [overflow-wrap:anywhere]">{deployment.name}</h1>
            <span role="status">
              <Chip tone={status.tone}>
                <StateMark kind={status.mark} />
                {status.label}
              </Chip>
            </span>
          </div>
          <Facts deployment={deployment} />
        </div>
        <DeploymentActions deployment={deployment} />
      </div>
      <Progress deployment={deployment} />
    </header>
  );
}

function Facts({ deployment }: { deployment: DeploymentDetail }) {
  const { blueprint, states, instanceCount, running } = deployment;
  const execution = deployment.running ?? deployment.lastExecution;
  return (
    <p className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-0.5 text-ink-2 text-sm">
      <span>
        <TextLink href={`/blueprints/${blueprint.id}`}>{blueprint.name}</TextLink>
        <span className="text-ink-3"> v{blueprint.version}</span>
      </span>
      <span className="tabular">
        {states.started ?? 0}/{instanceCount} instances started
      </span>
      <MainAddress deployment={deployment} />
      {execution?.startedAt && (
        <span>
          {execution.dryRun && 'dry run of '}
          {execution.workflow} {wordsBefore(execution.status)}{' '}
          <Elapsed from={execution.startedAt} to={execution.endedAt} />
          {execution.endedAt && (
            <>
              {execution.status === 'terminated' ? ', ended ' : ', '}
              <Ago at={execution.endedAt} />
            </>
          )}
        </span>
      )}
      {running && <RunForecast execution={running} />}
    </p>
  );
}

/** What stands between a workflow and its duration. */
function wordsBefore(status: ExecutionStatus): string {
  if (status === 'failed') return 'failed after';
  if (status === 'cancelled') return 'cancelled after';
  return isActive(status) ? 'running for' : 'took';
}

/** Once everything is up, the first output that is a web address. */
function MainAddress({ deployment: { outputs, states, instanceCount, running } }: { deployment: DeploymentDetail }) {
  if (running || states.started !== instanceCount) return null;
  const address = outputs.map((output) => webAddress(output.value)).find((each) => each !== null);
  if (!address) return null;
  return (
    <a
      href={address}
      target="_blank"
      rel="noreferrer noopener"
      className="inline-flex items-center gap-1 rounded-sm font-mono text-accent text-xs underline underline-offset-3"
    >
      {address}
      <ExternalLink aria-label="opens in a new tab" className="size-3.5" />
    </a>
  );
}

/** A hairline under the header: operations done of those that the running execution has. Keeps its place when idle. */
function Progress({ deployment: { running } }: { deployment: DeploymentDetail }) {
  if (!running) return <div className="h-0.5" />;
  const { finishedOperations: done, totalOperations: all } = running;
  return (
    <div
      role="progressbar"
      aria-label={`Operations of ${running.workflow}`}
      aria-valuemin={0}
      aria-valuemax={all}
      aria-valuenow={done}
      className="h-0.5 bg-line"
    >
      <div
        className="h-full bg-accent transition-[width] duration-300"
        style={{ width: `${all === 0 ? 0 : (100 * done) / all}%` }}
      />
    </div>
  );
}

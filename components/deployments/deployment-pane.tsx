'use client';

import { ArrowRight, Play, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { DeploymentSummary } from '../../server/api/contract.ts';
import { isActive } from '../executions/execution-status.ts';
import { StatusChip } from '../executions/status-chip.tsx';
import { AnsiText } from '../logs/ansi-text.tsx';
import { useCanOperate } from '../shell/session.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { DetailsPane } from '../ui/details-pane.tsx';
import { FactList, PaneSection } from '../ui/pane-section.tsx';
import { Notice } from '../ui/states.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { Ago, Elapsed } from '../ui/time.tsx';
import { DeleteDeployments } from './delete-deployments.tsx';
import { DeploymentChip } from './deployment-columns.tsx';
import { InstanceStates } from './instance-states.tsx';

/** What matters about one deployment without leaving the list, and the ways on. */
export function DeploymentPane({ deployment, onClose }: { deployment: DeploymentSummary; onClose: () => void }) {
  const canOperate = useCanOperate();
  const [isDoomed, setDoomed] = useState(false);
  const { id, name, blueprint, lastExecution, states, createdAt, createdBy } = deployment;
  const isLive = Object.keys(states).some((state) => state !== 'uninitialized' && state !== 'deleted');
  const isBusy = lastExecution !== null && isActive(lastExecution.status);
  return (
    <DetailsPane
      name={name}
      lead={<DeploymentChip deployment={deployment} />}
      back="Back to all deployments"
      onClose={onClose}
    >
      {lastExecution?.status === 'failed' && <Failure execution={lastExecution} />}
      <div className="flex flex-wrap gap-2">
        <ButtonLink variant="primary" href={`/deployments/${id}`}>
          Open <ArrowRight aria-hidden />
        </ButtonLink>
        {canOperate && !isBusy && !isLive && (
          <ButtonLink href={`/deployments/${id}?run=install`}>
            <Play aria-hidden /> Install…
          </ButtonLink>
        )}
        {canOperate && !isBusy && isLive && (
          <ButtonLink href={`/deployments/${id}?run=uninstall`}>Uninstall…</ButtonLink>
        )}
        {canOperate && !isBusy && !isLive && (
          <Button onClick={() => setDoomed(true)}>
            <Trash2 aria-hidden /> Delete…
          </Button>
        )}
      </div>
      <PaneSection title="Deployment">
        <FactList
          facts={[
            [
              'Blueprint',
              <span key="blueprint">
                <TextLink href={`/blueprints/${blueprint.id}`}>{blueprint.name}</TextLink> v{blueprint.version}
              </span>,
            ],
            ['Instances', <InstanceStates key="states" deployment={deployment} />],
            [
              'Created',
              <span key="created">
                <Ago at={createdAt} /> by {createdBy ?? 'the system'}
              </span>,
            ],
          ]}
        />
      </PaneSection>
      <PaneSection title="Last run">
        {lastExecution === null ? (
          <p className="text-ink-2 text-sm">Nothing has run on it yet.</p>
        ) : (
          <LastRun execution={lastExecution} />
        )}
      </PaneSection>
      {isDoomed && <DeleteDeployments deployments={[deployment]} onClose={() => setDoomed(false)} onDone={onClose} />}
    </DetailsPane>
  );
}

type Execution = NonNullable<DeploymentSummary['lastExecution']>;

function Failure({ execution }: { execution: Execution }) {
  return (
    <Notice
      tone="bad"
      title={`${execution.workflow} failed`}
      action={
        <ButtonLink size="sm" href={`/deployments/${execution.deploymentId}?exec=${execution.id}`}>
          See what failed
        </ButtonLink>
      }
    >
      <span className="line-clamp-6 whitespace-pre-wrap font-mono text-xs">
        <AnsiText text={execution.error ?? 'It said nothing.'} />
      </span>
    </Notice>
  );
}

function LastRun({ execution }: { execution: Execution }) {
  const { id, deploymentId, workflow, status, startedAt, endedAt, createdAt, createdBy } = execution;
  return (
    <FactList
      facts={[
        [
          'Workflow',
          <TextLink key="workflow" href={`/deployments/${deploymentId}?exec=${id}`}>
            {workflow}
          </TextLink>,
        ],
        ['Status', <StatusChip key="status" status={status} />],
        [endedAt === null ? 'Running for' : 'Took', startedAt && <Elapsed key="took" from={startedAt} to={endedAt} />],
        [
          'Started',
          <span key="started">
            <Ago at={startedAt ?? createdAt} /> by {createdBy ?? 'the system'}
          </span>,
        ],
      ]}
    />
  );
}

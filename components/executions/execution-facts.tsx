import type { ReactNode } from 'react';
import type { ExecutionDetail } from '../../server/api/contract.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { Ago, Elapsed } from '../ui/time.tsx';
import { StatusChip } from './status-chip.tsx';

const dialects: Record<ExecutionDetail['dialect'], string> = {
  v3: 'Cloudify 3 and 4 (by the types that the blueprint imports)',
  v5: 'Cloudify 5 and later',
};

/** What is known about an execution, as labels and values. What it has not is left out. */
export function ExecutionFacts({ execution }: { execution: ExecutionDetail }) {
  return (
    <dl className="grid gap-x-6 gap-y-2.5 text-sm sm:grid-cols-2">
      <Fact label="Status">
        <StatusChip status={execution.status} />
      </Fact>
      <Fact label="Deployment">
        <TextLink href={`/deployments/${execution.deploymentId}`}>{execution.deploymentName}</TextLink>
      </Fact>
      <Fact label="Created">
        <Ago at={execution.createdAt} /> by {execution.createdBy ?? 'the system'}
      </Fact>
      {execution.startedAt && (
        <Fact label={execution.endedAt ? 'Took' : 'Running for'}>
          <Elapsed from={execution.startedAt} to={execution.endedAt} />
        </Fact>
      )}
      <Fact label="Operations">
        <span className="tabular">
          {execution.finishedOperations} of {execution.totalOperations}
        </span>
        {execution.stage > 1 && <span className="text-ink-2"> · at stage {execution.stage}</span>}
      </Fact>
      <Fact label="Behaves as">{dialects[execution.dialect]}</Fact>
      {execution.dryRun && <Fact label="Dry run">Nothing was done on any host.</Fact>}
      <Hashes execution={execution} />
      <Links execution={execution} />
    </dl>
  );
}

function Hashes({ execution: { previewHash, runHash } }: { execution: ExecutionDetail }) {
  return (
    <>
      <Fact label="Approved preview">
        {previewHash === null ? <span className="text-ink-3">None was approved</span> : <Hash value={previewHash} />}
      </Fact>
      {runHash !== null && runHash !== previewHash && (
        <Fact label="What it runs">
          <Hash value={runHash} />
        </Fact>
      )}
    </>
  );
}

function Links({ execution }: { execution: ExecutionDetail }) {
  const { waitsFor, groupId, scheduleId, deploymentId } = execution;
  return (
    <>
      {waitsFor && (
        <Fact label="Waits for">
          <TextLink href={`/deployments/${deploymentId}?exec=${waitsFor}`}>another execution</TextLink>
        </Fact>
      )}
      {groupId && (
        <Fact label="Part of">
          <TextLink href={`/executions/groups/${groupId}`}>a group</TextLink>
        </Fact>
      )}
      {scheduleId && (
        <Fact label="Started by">
          <TextLink href={`/deployments/${deploymentId}?tab=schedules`}>a schedule</TextLink>
        </Fact>
      )}
    </>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-ink-3 text-xs">{label}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

function Hash({ value }: { value: string }) {
  return (
    <span className="flex items-center gap-1" title={value}>
      <code className="text-xs">{value.slice(0, 12)}</code>
      <CopyButton text={value} label="Copy the hash" />
    </span>
  );
}

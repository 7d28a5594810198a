'use client';

import { ChevronDown, HeartPulse, RotateCw, Scaling, SquareTerminal } from 'lucide-react';
import type { DeploymentDetail, TopologyNode } from '../../server/api/contract.ts';
import { useExecution } from '../executions/use-execution.ts';
import { useResume } from '../executions/use-resume.ts';
import { useCanOperate } from '../shell/session.tsx';
import { Button } from '../ui/button.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { useRunChoice } from '../workflows/use-run-choice.ts';
import { shortOperation } from './short-operation.ts';

interface InstanceActionsProps {
  deployment: DeploymentDetail;
  node: TopologyNode;
  instance: TopologyNode['instances'][number];
  /** Operations that it has. */
  operations: readonly string[];
}

/** What can be done to one instance: mend it, go on behind its failure, run one of its operations. */
export function InstanceActions(props: InstanceActionsProps) {
  const canOperate = useCanOperate();
  if (!canOperate) return null;
  return (
    <div className="ml-auto flex flex-wrap items-center gap-1.5">
      {props.instance.failed && <Retry deployment={props.deployment} />}
      <Heal {...props} />
      <RunOperation {...props} />
    </div>
  );
}

/** Its failure ended the last execution, which can go on. */
function Retry({ deployment: { lastExecution } }: { deployment: DeploymentDetail }) {
  const { data } = useExecution({ id: lastExecution?.id ?? '' }, lastExecution?.status === 'failed');
  const { resume, isBusy } = useResume(lastExecution?.id ?? '');
  if (lastExecution?.status !== 'failed' || !data?.actions.includes('resume')) return null;
  return (
    <Button
      size="sm"
      disabled={isBusy}
      title={`Goes on with ${data.workflow} from what failed`}
      onClick={() => resume({})}
    >
      <RotateCw aria-hidden /> Retry
    </Button>
  );
}

function Heal({ deployment: { offers }, instance }: InstanceActionsProps) {
  const run = useRunChoice();
  const { heal } = offers;
  const isGone = instance.state === 'uninitialized' || instance.state === 'deleted';
  if (heal === null || heal.unavailable !== null || (isGone && !instance.failed)) return null;
  return (
    <Button
      size="sm"
      {...(instance.failed && { variant: 'primary' })}
      onClick={() => run.open(heal.workflow, { node_instance_id: instance.id })}
    >
      <HeartPulse aria-hidden /> Heal this
    </Button>
  );
}

function RunOperation({ deployment: { offers }, node, instance, operations }: InstanceActionsProps) {
  const run = useRunChoice();
  const { operation: offer, scale } = offers;
  if (offer === null || operations.length === 0) return null;
  return (
    <Menu
      leavesFocus
      trigger={
        <Button size="sm">
          <SquareTerminal aria-hidden /> Run <ChevronDown aria-hidden />
        </Button>
      }
    >
      {operations.map((operation) => (
        <MenuItem
          key={operation}
          disabled={offer.unavailable !== null}
          hint={offer.unavailable === null ? undefined : `Not now: ${offer.unavailable}.`}
          onSelect={() => run.open(offer.workflow, { operation, node_instance_ids: [instance.id] })}
        >
          <span className="font-mono text-xs">{shortOperation(operation)}</span>
        </MenuItem>
      ))}
      {scale !== null && scale.unavailable === null && (
        <MenuItem
          hint={`More or fewer instances of ${node.id}.`}
          onSelect={() => run.open(scale.workflow, { scalable_entity_name: node.id, node_id: node.id })}
        >
          <Scaling aria-hidden /> Scale {node.id}
        </MenuItem>
      )}
    </Menu>
  );
}

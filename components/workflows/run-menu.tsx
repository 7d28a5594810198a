'use client';

import { ChevronDown, Play } from 'lucide-react';
import type { WorkflowView } from '../../server/api/contract.ts';
import { Button } from '../ui/button.tsx';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../ui/menu.tsx';
import { Fault, Skeleton } from '../ui/states.tsx';
import { useWorkflows } from './use-workflows.ts';

/** Every workflow of the deployment. What cannot be started now says why. */
export function RunMenu({ deploymentId, onRun }: { deploymentId: string; onRun: (workflow: string) => void }) {
  return (
    <Menu
      leavesFocus
      trigger={
        <Button>
          <Play aria-hidden />
          <span>
            Run <span className="max-sm:sr-only">workflow</span>
          </span>
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      <Items deploymentId={deploymentId} onRun={onRun} />
    </Menu>
  );
}

/** Read when the menu is opened: whether a workflow can be started changes with the deployment. */
function Items({ deploymentId, onRun }: { deploymentId: string; onRun: (workflow: string) => void }) {
  const query = useWorkflows(deploymentId);
  if (query.error && !query.data) return <Fault fault={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton className="m-2 h-24 w-56" />;
  const own = query.data.filter(isBuiltIn);
  const declared = query.data.filter((workflow) => !isBuiltIn(workflow));
  return (
    <>
      {own.map((workflow) => (
        <Item key={workflow.name} workflow={workflow} onRun={onRun} />
      ))}
      {own.length > 0 && declared.length > 0 && <MenuSeparator />}
      {declared.length > 0 && <MenuLabel>Of this blueprint and its plugins</MenuLabel>}
      {declared.map((workflow) => (
        <Item key={workflow.name} workflow={workflow} onRun={onRun} />
      ))}
    </>
  );
}

function Item({ workflow, onRun }: { workflow: WorkflowView; onRun: (workflow: string) => void }) {
  const { name, unavailable, description } = workflow;
  return (
    <MenuItem
      onSelect={() => onRun(name)}
      disabled={unavailable !== null}
      hint={unavailable === null ? (description ?? workflow.mapping) : `Not now: ${unavailable}.`}
    >
      {name}
    </MenuItem>
  );
}

function isBuiltIn({ description }: WorkflowView): boolean {
  return description !== null;
}

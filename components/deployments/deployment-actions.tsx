'use client';

import { Ellipsis, GitCompareArrows, Play, Trash2, Undo2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { DeploymentAction, DeploymentDetail } from '../../server/api/contract.ts';
import { stopLooks } from '../executions/stop-look.tsx';
import { useCanOperate } from '../shell/session.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { RunMenu } from '../workflows/run-menu.tsx';
import { updateWorkflow, useRunChoice } from '../workflows/use-run-choice.ts';
import { type DirectAction, useDeploymentAction } from './use-deployment-action.ts';

interface ActionLook {
  label: string;
  icon: ReactNode;
  /** What it does, in one line. */
  hint: string;
  /** In the menu, and asked before it is done. */
  confirm?: { title: string; text: string };
}

const looks: Record<DirectAction, ActionLook> = {
  ...stopLooks,
  delete: {
    label: 'Delete',
    icon: <Trash2 aria-hidden />,
    hint: 'Removes it and its logs; nothing on any host is touched.',
    confirm: {
      title: 'Delete this deployment?',
      text: 'Its executions and their logs are deleted with it. Nothing on any host is touched.',
    },
  },
};

/** These must be typed out first. */
const typed: readonly DirectAction[] = ['kill', 'delete'];

/** The buttons for exactly what the server says can be done now. Workflows lead to their preview. */
export function DeploymentActions({ deployment }: { deployment: DeploymentDetail }) {
  const canOperate = useCanOperate();
  const run = useRunChoice();
  const [asked, setAsked] = useState<DirectAction | null>(null);
  const { perform, isBusy } = useDeploymentAction(deployment);
  if (!canOperate) return null;
  const direct = deployment.actions.filter(isDirect);
  const inMenu = direct.filter((action) => looks[action].confirm);
  return (
    <div className="flex flex-wrap items-center gap-2">
      {deployment.actions.includes('install') && (
        <Button variant="primary" onClick={() => run.open('install')}>
          <Play aria-hidden /> Install
        </Button>
      )}
      {direct.includes('cancel') && (
        <Button disabled={isBusy} title={looks.cancel.hint} onClick={() => perform('cancel')}>
          {looks.cancel.icon} {looks.cancel.label}
        </Button>
      )}
      <RunMenu deploymentId={deployment.id} onRun={run.open} />
      {deployment.actions.includes('uninstall') && (
        <Button onClick={() => run.open('uninstall')}>
          <Undo2 aria-hidden /> Uninstall
        </Button>
      )}
      <Menu
        trigger={
          <IconButton label="More actions" className="border border-line bg-raised">
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItem
          hint="To a new version of the blueprint, or to other inputs."
          onSelect={() => run.open(updateWorkflow)}
        >
          <GitCompareArrows aria-hidden />
          Update…
        </MenuItem>
        {inMenu.map((action) => (
          <MenuItem key={action} danger hint={looks[action].hint} onSelect={() => setAsked(action)}>
            {looks[action].icon}
            {looks[action].label}
          </MenuItem>
        ))}
      </Menu>
      <Question asked={asked} name={deployment.name} onClose={() => setAsked(null)} onConfirm={perform} />
    </div>
  );
}

function isDirect(action: DeploymentAction): action is DirectAction {
  return action !== 'install' && action !== 'uninstall';
}

interface QuestionProps {
  asked: DirectAction | null;
  name: string;
  onClose: () => void;
  onConfirm: (action: DirectAction) => void;
}

function Question({ asked, name, onClose, onConfirm }: QuestionProps) {
  if (asked === null) return null;
  const { confirm, label } = looks[asked];
  return (
    <Confirm
      open
      danger
      onOpenChange={onClose}
      title={confirm?.title ?? label}
      action={label}
      {...(typed.includes(asked) && { typeToConfirm: name })}
      onConfirm={() => onConfirm(asked)}
    >
      {confirm?.text}
    </Confirm>
  );
}

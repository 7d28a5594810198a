'use client';

import { Ban, CircleStop, Ellipsis, OctagonX, Play, Trash2, Undo2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { DeploymentAction, DeploymentDetail } from '../../server/api/contract.ts';
import { useCanOperate } from '../shell/session.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { useDeploymentAction } from './use-deployment-action.ts';

interface ActionLook {
  label: string;
  icon: ReactNode;
  danger?: boolean;
  /** Asked before it is done. */
  confirm?: { title: string; text: string };
}

const looks: Record<DeploymentAction, ActionLook> = {
  install: { label: 'Install', icon: <Play aria-hidden /> },
  uninstall: {
    label: 'Uninstall',
    icon: <Undo2 aria-hidden />,
    confirm: {
      title: 'Uninstall this deployment?',
      text: 'Everything that it installed is stopped and removed from its hosts. The deployment itself stays and can be installed again.',
    },
  },
  cancel: { label: 'Cancel', icon: <CircleStop aria-hidden /> },
  'force-cancel': {
    label: 'Force cancel',
    icon: <Ban aria-hidden />,
    danger: true,
    confirm: {
      title: 'Force the cancellation?',
      text: 'Running operations are waited for, but nothing that follows them is started, clean-up included.',
    },
  },
  kill: {
    label: 'Kill',
    icon: <OctagonX aria-hidden />,
    danger: true,
    confirm: {
      title: 'Kill the running operations?',
      text: 'Their processes are ended on the hosts at once. What they were in the middle of stays half done.',
    },
  },
  delete: {
    label: 'Delete',
    icon: <Trash2 aria-hidden />,
    danger: true,
    confirm: {
      title: 'Delete this deployment?',
      text: 'Its executions and their logs are deleted with it. Nothing on any host is touched.',
    },
  },
};

/** These must be typed out first. */
const typed: readonly DeploymentAction[] = ['kill', 'delete'];

/** The buttons for exactly what the server says can be done now. */
export function DeploymentActions({ deployment }: { deployment: DeploymentDetail }) {
  const canOperate = useCanOperate();
  const [asked, setAsked] = useState<DeploymentAction | null>(null);
  const { run, isBusy } = useDeploymentAction(deployment);
  if (!canOperate) return null;
  const inMenu = deployment.actions.filter((action) => looks[action].danger);
  const direct = deployment.actions.filter((action) => !looks[action].danger);
  function begin(action: DeploymentAction): void {
    if (looks[action].confirm) setAsked(action);
    else run(action);
  }
  return (
    <div className="flex items-center gap-2">
      {direct.map((action, at) => (
        <Button
          key={action}
          variant={at === 0 && action === 'install' ? 'primary' : 'secondary'}
          disabled={isBusy}
          onClick={() => begin(action)}
        >
          {looks[action].icon}
          {looks[action].label}
        </Button>
      ))}
      {inMenu.length > 0 && (
        <Menu
          trigger={
            <IconButton label="More actions" className="border border-line bg-raised">
              <Ellipsis />
            </IconButton>
          }
        >
          {inMenu.map((action) => (
            <MenuItem key={action} danger onSelect={() => begin(action)}>
              {looks[action].icon}
              {looks[action].label}
            </MenuItem>
          ))}
        </Menu>
      )}
      <Question asked={asked} name={deployment.name} onClose={() => setAsked(null)} onConfirm={run} />
    </div>
  );
}

interface QuestionProps {
  asked: DeploymentAction | null;
  name: string;
  onClose: () => void;
  onConfirm: (action: DeploymentAction) => void;
}

function Question({ asked, name, onClose, onConfirm }: QuestionProps) {
  if (asked === null) return null;
  const { confirm, label, danger } = looks[asked];
  return (
    <Confirm
      open
      onOpenChange={onClose}
      title={confirm?.title ?? label}
      action={label}
      danger={danger ?? asked === 'uninstall'}
      {...(typed.includes(asked) && { typeToConfirm: name })}
      onConfirm={() => onConfirm(asked)}
    >
      {confirm?.text}
    </Confirm>
  );
}

'use client';

import { Rocket } from 'lucide-react';
import { useEffect } from 'react';
import { useCommands } from '../../shell/commands.ts';
import { keysInWords } from '../../shell/keys.tsx';
import { useCanOperate } from '../../shell/session.tsx';
import { Button } from '../../ui/button.tsx';
import { later } from '../../ui/later.tsx';
import { setDeployGoal, useDeployGoal } from './deploy-goal.ts';
import { useBehind } from './use-behind.ts';

const DeployDialog = later(async () => (await import('./deploy-dialog.tsx')).DeployDialog);

/** From what is written to what runs; says how many deployments run something older. */
export function DeployButton() {
  const goal = useDeployGoal();
  const canOperate = useCanOperate();
  const behind = useBehind();
  const open = (): void => setDeployGoal({ kind: 'new' });
  const close = (): void => setDeployGoal(null);
  useEffect(() => () => setDeployGoal(null), []);
  useCommands(
    'Designer',
    canOperate
      ? [{ label: 'Deploy', hint: 'Checks, saves a version, asks for inputs', keys: 'Mod+Enter', run: open }]
      : [],
  );
  if (!canOperate) return null;
  const words = behind === 1 ? '1 deployment is behind' : `${behind} deployments are behind`;
  return (
    <>
      <Button
        size="sm"
        variant="primary"
        className="relative"
        title={`Check and deploy (${keysInWords('Mod+Enter')})`}
        onClick={open}
      >
        <Rocket aria-hidden />
        <span className="max-sm:sr-only">Deploy</span>
        {behind > 0 && (
          <span
            className="tabular rounded-full bg-on-accent px-1.5 text-accent-fill max-sm:-top-2 max-sm:-right-2 max-sm:absolute max-sm:border max-sm:border-accent-fill"
            title={words}
          >
            {behind}
            <span className="sr-only"> {behind === 1 ? 'deployment is' : 'deployments are'} behind</span>
          </span>
        )}
      </Button>
      {goal && <DeployDialog goal={goal} onClose={close} />}
    </>
  );
}

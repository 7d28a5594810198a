'use client';

import { Rocket } from 'lucide-react';
import { useState } from 'react';
import { useCommands } from '../../shell/commands.ts';
import { useCanOperate } from '../../shell/session.tsx';
import { Button } from '../../ui/button.tsx';
import { later } from '../../ui/later.tsx';

const DeployDialog = later(async () => (await import('./deploy-dialog.tsx')).DeployDialog);

/** From what is written to what runs. */
export function DeployButton() {
  const [isOpen, setIsOpen] = useState(false);
  const canOperate = useCanOperate();
  const open = () => setIsOpen(true);
  useCommands(
    'Designer',
    canOperate
      ? [{ label: 'Deploy', hint: 'Checks, saves a version, asks for inputs', keys: 'Mod+Enter', run: open }]
      : [],
  );
  if (!canOperate) return null;
  return (
    <>
      <Button size="sm" variant="primary" title="Check and deploy (Ctrl+Enter)" onClick={open}>
        <Rocket aria-hidden />
        <span className="max-sm:sr-only">Deploy</span>
      </Button>
      {isOpen && <DeployDialog onClose={() => setIsOpen(false)} />}
    </>
  );
}

'use client';

import { Play, X } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { DeploymentSummary } from '../../server/api/contract.ts';
import { Button } from '../ui/button.tsx';
import { count } from '../ui/count.ts';

const GroupDialog = dynamic(async () => (await import('../groups/group-dialog.tsx')).GroupDialog, { ssr: false });

interface ChosenBarProps {
  deployments: readonly DeploymentSummary[];
  chosen: readonly string[];
  onChoose: (chosen: string[]) => void;
}

/** What can be done with the chosen deployments; nothing while none is chosen. */
export function ChosenBar({ deployments, chosen, onChoose }: ChosenBarProps) {
  const [isOpen, setOpen] = useState(false);
  const meant = deployments.filter(({ id }) => chosen.includes(id));
  if (meant.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Play aria-hidden /> Run workflow on {count(meant.length, 'deployment')}
      </Button>
      {meant.length < deployments.length && (
        <Button onClick={() => onChoose(deployments.map(({ id }) => id))}>Choose all {deployments.length}</Button>
      )}
      <Button variant="ghost" onClick={() => onChoose([])}>
        <X aria-hidden /> Choose none
      </Button>
      {isOpen && <GroupDialog deployments={meant} onClose={() => setOpen(false)} />}
    </div>
  );
}

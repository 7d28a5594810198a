'use client';

import { Play, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import type { DeploymentSummary } from '../../server/api/contract.ts';
import { Button } from '../ui/button.tsx';
import { count } from '../ui/count.ts';
import { later } from '../ui/later.tsx';

const GroupDialog = later(async () => (await import('../groups/group-dialog.tsx')).GroupDialog);
const DeleteDeployments = later(async () => (await import('./delete-deployments.tsx')).DeleteDeployments);

interface ChosenBarProps {
  chosen: readonly DeploymentSummary[];
  /** How many the filter leaves, over all pages. */
  matching: number;
  onChooseAll: () => void;
  onChooseNone: () => void;
}

/** What can be done with the chosen deployments. */
export function ChosenBar({ chosen, matching, onChooseAll, onChooseNone }: ChosenBarProps) {
  const [asked, ask] = useState<'run' | 'delete' | null>(null);
  return (
    <section aria-label="Chosen deployments" className="flex flex-wrap items-center gap-2">
      <Button variant="primary" onClick={() => ask('run')}>
        <Play aria-hidden /> Run workflow on {count(chosen.length, 'deployment')}
      </Button>
      <Button onClick={() => ask('delete')}>
        <Trash2 aria-hidden /> Delete…
      </Button>
      {chosen.length < matching && (
        <Button variant="ghost" onClick={onChooseAll}>
          Choose all {matching}
        </Button>
      )}
      <Button variant="ghost" onClick={onChooseNone}>
        <X aria-hidden /> Choose none
      </Button>
      {asked === 'run' && <GroupDialog deployments={chosen} onClose={() => ask(null)} />}
      {asked === 'delete' && <DeleteDeployments deployments={chosen} onClose={() => ask(null)} onDone={onChooseNone} />}
    </section>
  );
}

'use client';

import { useQueryClient } from '@tanstack/react-query';
import { CircleStop, GitCompareArrows, RotateCw, X } from 'lucide-react';
import { useState } from 'react';
import type { ExecutionRow } from '../../server/api/contract.ts';
import { useApi, useApiClient } from '../api/api.ts';
import { canCompare, compareHref } from '../comparison/compare-href.ts';
import { BulkDialog } from '../ui/bulk-dialog.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { count } from '../ui/count.ts';
import { isActive } from './execution-status.ts';

interface ChosenExecutionsProps {
  chosen: readonly ExecutionRow[];
  onChooseNone: () => void;
}

/** What can be done with the chosen executions: those that run are cancelled, those that ended badly go on. */
export function ChosenExecutions({ chosen, onChooseNone }: ChosenExecutionsProps) {
  const [asked, ask] = useState<'cancel' | 'resume' | null>(null);
  const running = chosen.filter(({ status }) => isActive(status));
  const stopped = chosen.filter(({ status }) => status === 'failed' || status === 'cancelled');
  const [one, other, ...more] = chosen;
  return (
    <section aria-label="Chosen executions" className="flex flex-wrap items-center gap-2">
      <p className="text-ink-2 text-sm">{chosen.length} chosen</p>
      {running.length > 0 && (
        <Button onClick={() => ask('cancel')}>
          <CircleStop aria-hidden /> Cancel {count(running.length, 'execution')}
        </Button>
      )}
      {stopped.length > 0 && (
        <Button onClick={() => ask('resume')}>
          <RotateCw aria-hidden /> Resume {count(stopped.length, 'execution')}
        </Button>
      )}
      {one && other && more.length === 0 && canCompare(one, other) && (
        <ButtonLink href={compareHref(one, other)}>
          <GitCompareArrows aria-hidden /> Compare the two
        </ButtonLink>
      )}
      <Button variant="ghost" onClick={onChooseNone}>
        <X aria-hidden /> Choose none
      </Button>
      {asked === 'cancel' && <Many how="cancel" executions={running} onClose={() => ask(null)} onDone={onChooseNone} />}
      {asked === 'resume' && <Many how="resume" executions={stopped} onClose={() => ask(null)} onDone={onChooseNone} />}
    </section>
  );
}

interface ManyProps {
  how: 'cancel' | 'resume';
  executions: readonly ExecutionRow[];
  onClose: () => void;
  onDone: () => void;
}

const words = {
  cancel: {
    action: 'Cancel',
    done: 'cancelled',
    text: 'Operations that run are waited for; no new ones are begun.',
  },
  resume: {
    action: 'Resume',
    done: 'resumed',
    text: 'Each goes on from where it ended. What ended well is not repeated; what failed is tried again.',
  },
} as const;

function Many({ how, executions, onClose, onDone }: ManyProps) {
  const api = useApi();
  const client = useApiClient();
  const queryClient = useQueryClient();
  const { action, done, text } = words[how];
  const what = count(executions.length, 'execution');
  return (
    <BulkDialog
      title={`${action} ${what}?`}
      action={`${action} ${what}`}
      doneText={`${what} ${done}`}
      items={executions.map(({ id, workflow, deploymentName }) => ({ id, name: `${workflow} on ${deploymentName}` }))}
      act={({ id }) =>
        how === 'cancel'
          ? client.executions.cancel.mutate({ id, mode: 'cancel' })
          : client.executions.resume.mutate({ id })
      }
      onDone={(refused) => {
        void queryClient.invalidateQueries({ queryKey: api.executions.pathKey() });
        if (refused.length === 0) onDone();
      }}
      onClose={onClose}
    >
      {text}
    </BulkDialog>
  );
}

'use client';

import { Check, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DeploymentDetail, ExecutionSummary } from '../../server/api/contract.ts';
import { useDismissed } from '../home/use-dismissed.ts';
import { useCanOperate } from '../shell/session.tsx';
import { Button, ButtonLink, IconButton } from '../ui/button.tsx';
import { useRunChoice } from '../workflows/use-run-choice.ts';
import { type DemoProgress, type DemoStepId, demoLength, demoProgress, demoVictim, victimOf } from './demo-steps.ts';
import { useStorm } from './use-demo.ts';

const texts: Record<DemoStepId, { title: string; text: string }> = {
  install: {
    title: 'Install it and watch',
    text: 'Each box takes on the state of its program; the log says what the scripts do.',
  },
  storm: {
    title: 'Break it',
    text: 'A storm kills the process of the lamp, for real. A check of all programs follows.',
  },
  look: {
    title: 'See what is red, and why',
    text: 'Choose the red node: the error, the line in the log and what can be done about it.',
  },
  heal: {
    title: 'Heal it',
    text: 'The lamp is reinstalled with what depends on it; look at the preview before it runs.',
  },
  uninstall: { title: 'Take it away', text: 'Everything stops, and nothing is left on this machine.' },
};

interface DemoGuideProps {
  deployment: DeploymentDetail;
  executions: readonly ExecutionSummary[];
}

/** Leads through the demonstration on its deployment's page: what comes next and the button for it, until it is put away. */
export function DemoGuide({ deployment, executions }: DemoGuideProps) {
  const canOperate = useCanOperate();
  const run = useRunChoice();
  const { isDismissed, setDismissed } = useDismissed(`demo-${deployment.id}`);
  if (!canOperate || isDismissed) return null;
  const progress = demoProgress(executions);
  const step = progress.next === null ? null : texts[progress.next];
  return (
    <section
      aria-label="Demonstration"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-t bg-accent-soft px-4 py-2 md:px-6"
    >
      <Dots done={progress.done} />
      <p role="status" className="min-w-56 flex-1 text-sm">
        <span className="font-semibold">{step?.title ?? 'That was it'}</span>{' '}
        <span className="text-ink-2">{guidance(progress, step?.text, run.workflow)}</span>
      </p>
      {progress.running === null && run.workflow === null && <NextStep deployment={deployment} progress={progress} />}
      <IconButton label="Hide the demonstration" className="-mr-1.5 size-7" onClick={() => setDismissed(true)}>
        <X />
      </IconButton>
    </section>
  );
}

function guidance({ running }: DemoProgress, text: string | undefined, workflow: string | null): string {
  if (workflow !== null) return `Look at what ${workflow} would do, then run it.`;
  if (running !== null) return `${running} is under way: watch the drawing and the log.`;
  return text ?? 'Your own systems work the same way. Delete this deployment when you have seen enough.';
}

function Dots({ done }: { done: number }) {
  return (
    <span className="flex items-center gap-1.5" role="img" aria-label={`${done} of ${demoLength} steps done`}>
      {Array.from({ length: demoLength }, (_, at) => at).map((at) => (
        <span
          key={at}
          className={
            at < done
              ? 'flex size-4 items-center justify-center rounded-full bg-accent-fill text-on-accent'
              : 'size-4 rounded-full border border-line-strong'
          }
        >
          {at < done && <Check className="size-3" />}
        </span>
      ))}
    </span>
  );
}

function NextStep({ deployment, progress }: { deployment: DeploymentDetail; progress: DemoProgress }): ReactNode {
  const run = useRunChoice();
  const { storm, isBusy } = useStorm(deployment);
  const victim = victimOf(deployment.topology.nodes);
  switch (progress.next) {
    case 'install':
      return (
        <Button size="sm" variant="primary" onClick={() => run.open('install')}>
          Install
        </Button>
      );
    case 'storm':
      return (
        <Button size="sm" variant="danger" disabled={isBusy} onClick={storm}>
          Send the storm
        </Button>
      );
    case 'look':
    case 'heal':
      return (
        <>
          {progress.next === 'look' && victim !== null && (
            <ButtonLink
              size="sm"
              variant="primary"
              href={`/deployments/${deployment.id}?${new URLSearchParams({ node: demoVictim, inst: victim })}`}
            >
              Show the lamp
            </ButtonLink>
          )}
          <Button
            size="sm"
            {...(progress.next === 'heal' && { variant: 'primary' })}
            onClick={() => run.open('heal', victim === null ? {} : { node_instance_id: victim })}
          >
            Heal the lamp
          </Button>
        </>
      );
    case 'uninstall':
      return (
        <Button size="sm" variant="primary" onClick={() => run.open('uninstall')}>
          Uninstall
        </Button>
      );
    default:
      return null;
  }
}

'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { ArrowRight, Check } from 'lucide-react';
import { useApi } from '../api/api.ts';
import { useCanOperate, useSession } from '../shell/session.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Panel, PanelHeader } from '../ui/table.tsx';
import { findSteps, type Step } from './find-steps.ts';

/** Leads a newcomer from the example blueprint to its running deployment; gone when all of it was done. */
export function FirstSteps() {
  const api = useApi();
  const session = useSession();
  const canOperate = useCanOperate();
  const blueprints = useQuery(api.blueprints.list.queryOptions());
  const deployments = useQuery(api.deployments.list.queryOptions({}));
  const executions = useQuery(api.executions.list.queryOptions({}));
  if (!canOperate || !blueprints.data || !deployments.data || !executions.data) return null;
  const steps = findSteps({
    blueprints: blueprints.data,
    deployments: deployments.data,
    executions: executions.data,
    lab: session?.lab ?? false,
  });
  if (steps.every((step) => step.done)) return null;
  const next = steps.find((step) => !step.done);
  return (
    <Panel aria-labelledby="first-steps">
      <PanelHeader title={<span id="first-steps">First steps</span>}>
        <span className="tabular text-ink-3 text-xs">
          {steps.filter((step) => step.done).length} of {steps.length}
        </span>
      </PanelHeader>
      <ol className="divide-y divide-line">
        {steps.map((step, at) => (
          <StepRow key={step.id} step={step} number={at + 1} isNext={step === next} />
        ))}
      </ol>
    </Panel>
  );
}

function StepRow({ step, number, isNext }: { step: Step; number: number; isNext: boolean }) {
  return (
    <li className="flex items-center gap-3.5 px-4 py-3">
      <span
        className={clsx(
          'tabular flex size-6 shrink-0 items-center justify-center rounded-full border font-medium text-xs',
          step.done && 'border-transparent bg-good-soft text-good',
          !step.done && (isNext ? 'border-accent text-accent' : 'border-line text-ink-3'),
        )}
      >
        {step.done ? <Check aria-label="Done" className="size-3.5" /> : number}
      </span>
      <div className="min-w-0 flex-1">
        <p className={clsx('text-sm', step.done ? 'text-ink-2' : 'font-medium')}>{step.title}</p>
        {!step.done && <p className="text-ink-2 text-sm">{step.text}</p>}
      </div>
      {isNext && step.href && (
        <ButtonLink variant="primary" href={step.href}>
          {step.action} <ArrowRight aria-hidden />
        </ButtonLink>
      )}
    </li>
  );
}

'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { ArrowRight, Check, Lightbulb, X } from 'lucide-react';
import type { BlueprintSummary } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { DemoButton } from '../demo/demo-button.tsx';
import { demoBlueprint } from '../demo/demo-steps.ts';
import { useCanOperate, useSession } from '../shell/session.tsx';
import { Button, ButtonLink, IconButton } from '../ui/button.tsx';
import { Panel, PanelHeader } from '../ui/table.tsx';
import { findSteps, type Step } from './find-steps.ts';
import { useDismissed } from './use-dismissed.ts';

/** What stands first on the page; undefined until it is known. */
export function useFirstSteps(): FirstStepsProps | undefined {
  const api = useApi();
  const session = useSession();
  const canOperate = useCanOperate();
  const { isDismissed, setDismissed } = useDismissed('first-steps');
  const wanted = { enabled: canOperate && !isDismissed };
  const hosts = useQuery(api.hosts.list.queryOptions({}, wanted));
  const blueprints = useQuery(api.blueprints.list.queryOptions(undefined, wanted));
  const deployments = useQuery(api.deployments.search.queryOptions({ sort: '-last', limit: 1 }, wanted));
  const installs = useQuery(
    api.executions.search.queryOptions({ workflow: ['install'], status: ['terminated'], limit: 1 }, wanted),
  );
  if (!session || [hosts, blueprints, deployments, installs].some((query) => query.isLoading)) return undefined;
  const dismissal = { isDismissed, setDismissed, isOffered: canOperate };
  if (!hosts.data || !blueprints.data || !deployments.data || !installs.data) return { ...dismissal, steps: [] };
  const steps = findSteps({
    hosts: hosts.data,
    blueprints: blueprints.data,
    deployment: deployments.data.rows[0] ?? null,
    installed: installs.data.matching > 0,
  });
  const example = blueprints.data.find(({ name, example: isOurs }) => isOurs && name === demoBlueprint);
  return { ...dismissal, steps, example };
}

interface FirstStepsProps {
  /** The person may do them. */
  isOffered: boolean;
  isDismissed: boolean;
  setDismissed: (isDismissed: boolean) => void;
  steps: readonly Step[];
  example?: BlueprintSummary | undefined;
}

/** Leads a newcomer from a machine to what runs on it; each step ticks itself. Gone when it is put away. */
export function FirstSteps({ isOffered, isDismissed, setDismissed, steps, example }: FirstStepsProps) {
  const next = steps.find((step) => !step.done);
  if (!isOffered) return null;
  if (isDismissed) {
    return (
      <div>
        <Button variant="ghost" size="sm" onClick={() => setDismissed(false)}>
          <Lightbulb aria-hidden /> First steps
        </Button>
      </div>
    );
  }
  if (!next) return null;
  return (
    <Panel aria-labelledby="first-steps" className="overflow-clip">
      <PanelHeader title={<span id="first-steps">First steps</span>}>
        <span className="tabular text-ink-3 text-xs">
          {steps.filter((step) => step.done).length} of {steps.length}
        </span>
        <IconButton label="Put the first steps away" className="-mr-2 size-7" onClick={() => setDismissed(true)}>
          <X />
        </IconButton>
      </PanelHeader>
      <div className="grid grid-cols-1 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <ol className="divide-y divide-line">
          {steps.map((step, at) => (
            <StepRow key={step.id} step={step} number={at + 1} isNext={step === next} />
          ))}
        </ol>
        {example && <TryFirst blueprint={example} />}
      </div>
    </Panel>
  );
}

function TryFirst({ blueprint }: { blueprint: BlueprintSummary }) {
  return (
    <aside
      aria-label="Try it here first"
      className="flex flex-col items-start gap-2 border-line bg-accent-soft/50 p-5 max-lg:order-first max-lg:border-b lg:border-l"
    >
      <p className="font-semibold">Try it here first</p>
      <p className="text-ink-2 text-sm">
        {blueprint.name} runs three small programs on this machine and needs nothing else. Install it, break one of them
        for real, see what failed and why, heal it, and take it away again. It takes about three minutes.
      </p>
      <DemoButton blueprintId={blueprint.id} />
    </aside>
  );
}

function StepRow({ step, number, isNext }: { step: Step; number: number; isNext: boolean }) {
  return (
    <li className="flex min-h-13 items-center gap-x-3.5 gap-y-2 px-4 py-2 max-sm:flex-wrap">
      <span
        className={clsx(
          'tabular flex size-6 shrink-0 items-center justify-center rounded-full border font-medium text-xs',
          step.done && 'border-transparent bg-good-soft text-good',
          !step.done && (isNext ? 'border-accent text-accent' : 'border-line text-ink-3'),
        )}
      >
        {step.done ? <Check aria-label="Done" className="size-3.5" /> : number}
      </span>
      <div className="min-w-0 flex-1 basis-40">
        <p className={clsx('text-sm', step.done ? 'text-ink-2' : 'font-medium')}>{step.title}</p>
        {isNext && <p className="text-ink-2 text-sm">{step.text}</p>}
      </div>
      {!step.done && (
        <ButtonLink
          size={isNext ? 'md' : 'sm'}
          variant={isNext ? 'primary' : 'ghost'}
          href={step.href}
          className="ml-auto"
        >
          {step.action} {isNext && <ArrowRight aria-hidden />}
        </ButtonLink>
      )}
    </li>
  );
}

'use client';

import { useQuery } from '@tanstack/react-query';
import { Lightbulb, Play, X } from 'lucide-react';
import { useApi } from '../api/api.ts';
import { useCanOperate } from '../shell/session.tsx';
import { Button, ButtonLink, IconButton } from '../ui/button.tsx';
import { Panel } from '../ui/table.tsx';
import { demoBlueprint } from './demo-steps.ts';
import { useStartDemo } from './use-demo.ts';
import { useDismissed } from './use-dismissed.ts';

/** Offers a way to see everything in three minutes without a host of one's own; until somebody puts it away. */
export function DemoCard() {
  const api = useApi();
  const canOperate = useCanOperate();
  const { isDismissed, dismiss } = useDismissed('gantry.demo-card');
  const isWanted = canOperate && !isDismissed;
  const blueprints = useQuery(api.blueprints.list.queryOptions(undefined, { enabled: isWanted }));
  const example = blueprints.data?.find(({ name, example }) => example && name === demoBlueprint);
  const deployments = useQuery(
    api.deployments.list.queryOptions({ blueprintId: example?.id }, { enabled: isWanted && example !== undefined }),
  );
  const { start, isBusy } = useStartDemo();
  if (!isWanted || !example || !deployments.data) return null;
  const [begun] = deployments.data;
  return (
    <Panel aria-labelledby="demo" className="relative flex flex-wrap items-center gap-x-5 gap-y-3 p-4 pr-12">
      <span className="flex size-10 shrink-0 items-center justify-center rounded-lg bg-accent-soft text-accent">
        <Lightbulb aria-hidden className="size-5" />
      </span>
      <div className="min-w-60 flex-1">
        <h2 id="demo" className="font-semibold text-base">
          Try it here first
        </h2>
        <p className="max-w-2xl text-ink-2 text-sm">
          A lighthouse of three real programs on this machine, no host needed: install it, break it, see why it is red,
          heal it, take it away. It takes three minutes.
        </p>
      </div>
      {begun ? (
        <ButtonLink variant="primary" href={`/deployments/${begun.id}`}>
          Go on with {begun.name}
        </ButtonLink>
      ) : (
        <Button variant="primary" disabled={isBusy} onClick={() => start(example.id)}>
          <Play aria-hidden /> {isBusy ? 'Starting…' : 'Build the lighthouse'}
        </Button>
      )}
      <IconButton label="Hide the demonstration" className="absolute top-2 right-2 size-7" onClick={dismiss}>
        <X />
      </IconButton>
    </Panel>
  );
}

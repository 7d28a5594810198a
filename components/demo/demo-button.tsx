'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowRight, Play } from 'lucide-react';
import { useApi } from '../api/api.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { useStartDemo } from './use-demo.ts';

/** Begins the demonstration with one click, or leads back to the one that was begun. */
export function DemoButton({ blueprintId }: { blueprintId: string }) {
  const api = useApi();
  const deployments = useQuery(api.deployments.search.queryOptions({ blueprintId, limit: 1 }));
  const { start, isBusy } = useStartDemo();
  const begun = deployments.data?.rows[0];
  if (begun) {
    return (
      <ButtonLink href={`/deployments/${begun.id}`}>
        Go on with {begun.name} <ArrowRight aria-hidden />
      </ButtonLink>
    );
  }
  return (
    <Button disabled={isBusy || !deployments.data} onClick={() => start(blueprintId)}>
      <Play aria-hidden /> {isBusy ? 'Starting…' : 'Build the lighthouse'}
    </Button>
  );
}

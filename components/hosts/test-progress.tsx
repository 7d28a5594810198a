'use client';

import { useQuery } from '@tanstack/react-query';
import { LoaderCircle } from 'lucide-react';
import type { HostView } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { isTesting } from './use-hosts.ts';

/** How far the tests of connections have come; nothing while none runs. */
export function TestProgress({ hosts }: { hosts: readonly HostView[] }) {
  const api = useApi();
  const isOn = hosts.some(isTesting);
  const { data } = useQuery(api.hosts.testProgress.queryOptions(undefined, { enabled: isOn, refetchInterval: 1_000 }));
  if (!isOn || !data) return null;
  const ended = data.succeeded + data.failed;
  const all = ended + data.waiting + data.running;
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <LoaderCircle aria-hidden className="size-4 animate-turn text-accent" />
      <span className="tabular">
        Testing connections: {ended} of {all}
        {data.failed > 0 && <span className="text-bad">, {data.failed} failed</span>}
      </span>
      <span aria-hidden className="h-1.5 w-40 overflow-hidden rounded-full bg-line">
        <span className="block h-full bg-accent-fill" style={{ width: `${all === 0 ? 0 : (100 * ended) / all}%` }} />
      </span>
    </div>
  );
}

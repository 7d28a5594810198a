'use client';

import { useSearchParams } from 'next/navigation';
import type { HostView } from '../../server/api/contract.ts';
import { TextLink } from '../ui/text-link.tsx';

/** The way to a host's details, which keeps the filter and the order of the list. */
export function HostLink({ host }: { host: Pick<HostView, 'id' | 'name'> }) {
  const params = new URLSearchParams(useSearchParams());
  params.set('host', host.id);
  return (
    <TextLink href={`/hosts?${params}`} scroll={false} data-host={host.id}>
      {host.name}
    </TextLink>
  );
}

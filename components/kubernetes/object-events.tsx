'use client';

import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { KubernetesEventView, KubernetesRow } from '../../server/api/kubernetes-contract.ts';
import { useApi } from '../api/api.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Ago } from '../ui/time.tsx';

/** What happened to an object and to those below it, newest first; read again when there is news. */
export function ObjectEvents({ deploymentId, row }: { deploymentId: string; row: KubernetesRow }) {
  const api = useApi();
  const query = useQuery(api.kubernetes.events.queryOptions({ id: deploymentId, row: row.id }));
  const { refetch } = query;
  const { count, lastAt } = row.events;
  const news = `${count} ${lastAt}`;
  const known = useRef(news);
  useEffect(() => {
    if (known.current !== news) void refetch();
    known.current = news;
  }, [news, refetch]);
  return (
    <Loaded query={query}>
      {(events) =>
        events.length === 0 ? (
          <p className="text-ink-2 text-sm">Nothing was reported. Clusters forget events after about an hour.</p>
        ) : (
          <ol aria-label="Events, newest first" className="flex flex-col divide-y divide-line">
            {events.map((event) => (
              <EventItem key={event.id} event={event} isOwn={event.name === row.name && event.kind === row.kind} />
            ))}
          </ol>
        )
      }
    </Loaded>
  );
}

function EventItem({ event, isOwn }: { event: KubernetesEventView; isOwn: boolean }) {
  const { isWarning, reason, message, count, lastAt, by, kind, name } = event;
  return (
    <li className="flex flex-col gap-0.5 py-2 text-sm">
      <span className="flex flex-wrap items-center gap-x-2">
        {isWarning && <TriangleAlert role="img" aria-label="Warning" className="size-3.5 shrink-0 text-warn" />}
        <span className={isWarning ? 'font-medium text-warn' : 'font-medium'}>{reason}</span>
        {count > 1 && <span className="tabular text-ink-2 text-xs">{count} times</span>}
        <span className="ml-auto text-ink-3 text-xs">{lastAt !== '' && <Ago at={lastAt} />}</span>
      </span>
      <span className="text-ink [overflow-wrap:anywhere]">{message}</span>
      <span className="text-ink-3 text-xs [overflow-wrap:anywhere]">
        {!isOwn && `${kind} ${name} · `}
        {by}
      </span>
    </li>
  );
}

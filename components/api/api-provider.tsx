'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  splitLink,
  type TRPCLink,
} from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { type ReactNode, useState } from 'react';
import type { AppRouter } from '../../server/api/root.ts';
import { ApiContextProvider } from './api.ts';
import { watchedFetch } from './connection.ts';
import { faultCode } from './fault.ts';

const url = '/api/trpc';
/** The server refuses larger batches. */
const maxBatch = 10;
/** A batch is answered when all of it is: lines must not wait for a count of a million of them. */
const logQueries = new Set(
  ['events', 'logSummary', 'logPosition', 'findInLog', 'findSummary'].map((name) => `executions.${name}`),
);

export function ApiProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  const [client] = useState(() =>
    createTRPCClient<AppRouter>({
      links: [
        heedRefusals(queryClient),
        splitLink({
          condition: (operation) => operation.type === 'subscription',
          true: httpSubscriptionLink({ url }),
          false: splitLink({
            condition: ({ path }) => logQueries.has(path),
            true: httpLink({ url, fetch: watchedFetch }),
            false: httpBatchLink({ url, maxItems: maxBatch, fetch: watchedFetch }),
          }),
        }),
      ],
    }),
  );
  return (
    <QueryClientProvider client={queryClient}>
      <ApiContextProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </ApiContextProvider>
    </QueryClientProvider>
  );
}

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 2_000, retry: (count, fault) => count < 3 && isWorthRetrying(fault) },
    },
  });
}

/** A refusal stays a refusal; a server that is away comes back. */
function isWorthRetrying(fault: unknown): boolean {
  const code = faultCode(fault);
  return code === null || code === 'unavailable' || code === 'too-many-requests';
}

/**
 * A refusal, of a stream too, concerns the whole page: somebody who is signed out is led to the sign-in and back, and
 * somebody with another role is offered what that role may do.
 */
function heedRefusals(queryClient: QueryClient): TRPCLink<AppRouter> {
  return () =>
    ({ next, op }) =>
      observable((observer) =>
        next(op).subscribe({
          next: (value) => observer.next(value),
          complete: () => observer.complete(),
          error: (fault) => {
            const code = faultCode(fault);
            if (code === 'unauthenticated') leave();
            if (code === 'forbidden') void queryClient.invalidateQueries({ queryKey: [['session', 'get']] });
            observer.error(fault);
          },
        }),
      );
}

function leave(): void {
  if (window.location.pathname === '/sign-in') return;
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/sign-in?next=${encodeURIComponent(here)}`);
}

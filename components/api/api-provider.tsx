'use client';

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from '@trpc/client';
import { type ReactNode, useState } from 'react';
import type { AppRouter } from '../../server/api/root.ts';
import { ApiContextProvider } from './api.ts';
import { faultCode } from './fault.ts';

const url = '/api/trpc';
/** The server refuses larger batches. */
const maxBatch = 10;

export function ApiProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  const [client] = useState(() =>
    createTRPCClient<AppRouter>({
      links: [
        splitLink({
          condition: (operation) => operation.type === 'subscription',
          true: httpSubscriptionLink({ url }),
          false: httpBatchLink({ url, maxItems: maxBatch }),
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
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
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

function leaveWhenSignedOut(fault: unknown): void {
  if (faultCode(fault) !== 'unauthenticated' || window.location.pathname === '/sign-in') return;
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/sign-in?next=${encodeURIComponent(here)}`);
}

'use client';

import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type Api, ApiContextProvider } from './api.ts';
import { createAsk, createClient } from './client.ts';
import { faultCode } from './fault.ts';
import { leaveAndComeBack } from './leaving.ts';
import { FreshQueryClient } from './query-client.ts';
import { createOptions } from './query-options.ts';

export function ApiProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  const [api] = useState(() => createApi(queryClient));
  return (
    <QueryClientProvider client={queryClient}>
      <ApiContextProvider value={api}>{children}</ApiContextProvider>
    </QueryClientProvider>
  );
}

function createQueryClient(): QueryClient {
  return new FreshQueryClient({
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

function createApi(queryClient: QueryClient): Api {
  const heed = (fault: unknown): void => heedRefusal(fault, queryClient);
  const ask = createAsk(heed);
  return { options: createOptions(ask), client: createClient(ask, heed) };
}

/**
 * A refusal, of a stream too, concerns the whole page: somebody who is signed out is led to the sign-in and back, and
 * somebody with another role is offered what that role may do.
 */
function heedRefusal(fault: unknown, queryClient: QueryClient): void {
  const code = faultCode(fault);
  if (code === 'unauthenticated') leaveAndComeBack();
  if (code === 'forbidden') void queryClient.invalidateQueries({ queryKey: [['session', 'get']] });
}

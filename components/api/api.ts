'use client';

import { createTRPCContext } from '@trpc/tanstack-react-query';
import type { AppRouter } from '../../server/api/root.ts';

const context = createTRPCContext<AppRouter>();

/** The typed API inside React: query options, mutation options and keys by procedure. */
export const useApi = context.useTRPC;
/** The bare client, for streams that outlive a render. */
export const useApiClient = context.useTRPCClient;
export const ApiContextProvider = context.TRPCProvider;

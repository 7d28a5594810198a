import { skipToken } from '@tanstack/react-query';
import type { TRPCOptionsProxy } from '@trpc/tanstack-react-query';
import type { AppRouter } from '../../server/api/root.ts';
import type { Ask } from './client.ts';
import { callable } from './paths.ts';

/** What TanStack Query takes, by procedure: `api.deployments.get.queryOptions(...)`, `.queryKey(...)` and so on. */
export type ApiOptions = TRPCOptionsProxy<AppRouter>;

/** The options and keys of every procedure, in the form of tRPC's own integration. */
export function createOptions(ask: Ask): ApiOptions {
  return callable((path, method, [first, second]) => {
    const parts = path.split('.');
    switch (method) {
      case 'pathKey':
        return [parts];
      case 'queryKey':
        return queryKey(parts, first);
      case 'queryOptions':
        return {
          ...(second as object | undefined),
          queryKey: queryKey(parts, first),
          queryFn: first === skipToken ? skipToken : () => ask({ kind: 'query', path, input: first }),
        };
      case 'mutationOptions':
        return {
          ...(first as object | undefined),
          mutationKey: [parts],
          mutationFn: (input: unknown) => ask({ kind: 'mutation', path, input }),
        };
      default:
        throw new Error(`The API has no ${method} of ${path}`);
    }
  }) as unknown as ApiOptions;
}

function queryKey(parts: string[], input: unknown): unknown[] {
  const isGiven = input !== undefined && input !== skipToken;
  return [parts, { ...(isGiven && { input }), type: 'query' }];
}

import type { TRPCClient } from '@trpc/client';
import type { AppRouter } from '../../server/api/root.ts';
import { askAlone, Batch, type Call } from './batch.ts';
import type { ApiFault } from './fault.ts';
import { callable } from './paths.ts';
import { openStream, type StreamListener } from './stream.ts';

/** The bare API: `client.deployments.get.query(...)`, `.mutate(...)`, `.subscribe(...)`. */
export type ApiClient = TRPCClient<AppRouter>;

/** Asks one procedure. */
export type Ask = (call: Call) => Promise<unknown>;

/**
 * A batch is answered when all of it is: lines must not wait for a count of a million of them, nor the frame of a page
 * for the timeline of ten thousand operations. Who is signed in and what the designer opens are waited for by all else, and
 * asked for before the page's program is there; nothing waits for a repository that is fetched.
 */
const alone = new Set([
  ...['events', 'logSummary', 'logPosition', 'findInLog', 'findSummary', 'timeline'].map(
    (name) => `executions.${name}`,
  ),
  ...['session.get', 'drafts.open'],
  'imports.begin',
]);

/** How procedures are asked here; every fault, of a stream too, is told to `onFault` first. */
export function createAsk(onFault: (fault: unknown) => void): Ask {
  const batch = new Batch();
  return async (call) => {
    try {
      return await (alone.has(call.path) ? askAlone(call) : batch.ask(call));
    } catch (fault) {
      onFault(fault);
      throw fault;
    }
  };
}

/** The typed API by its paths. It takes the place of tRPC's own client, which weighs four times as much. */
export function createClient(ask: Ask, onFault: (fault: unknown) => void): ApiClient {
  return callable((path, method, [input, listener]) => {
    if (method === 'query') return ask({ kind: 'query', path, input });
    if (method === 'mutate') return ask({ kind: 'mutation', path, input });
    if (method === 'subscribe') return { unsubscribe: subscribe(path, input, listener as StreamListener) };
    throw new Error(`The API has no ${method} of ${path}`);
  }) as ApiClient;

  function subscribe(path: string, input: unknown, listener: StreamListener): () => void {
    const onError = (fault: ApiFault): void => {
      onFault(fault);
      listener.onError?.(fault);
    };
    return openStream(path, input, { ...listener, onError });
  }
}

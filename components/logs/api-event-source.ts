import type { useApiClient } from '../api/api.ts';
import { faultCode } from '../api/fault.ts';
import { isEmptyFilter } from './log-filter.ts';
import type { EventSource } from './log-source.ts';

type Client = ReturnType<typeof useApiClient>;

/** The events of an execution by the API: pages by query, live ones by an event stream that goes on where it broke. */
export function createApiEventSource(client: Client, id: string): EventSource {
  return {
    page: ({ filter, ...where }) =>
      client.executions.events.query({ id, ...where, ...(!isEmptyFilter(filter) && { filter }) }),
    position: (seq, filter) => client.executions.logPosition.query({ id, filter, seq }),
    follow(after, listener) {
      const subscription = client.executions.stream.subscribe(
        { id, lastEventId: String(after) },
        {
          onData: ({ data }) => listener.onMessage(data),
          onConnectionStateChange: ({ state, error }) => {
            if (state === 'pending') listener.onConnection('live');
            else if (state === 'connecting' && error !== null) listener.onConnection('reconnecting');
          },
          onError: () => listener.onLost(),
          onComplete: () => listener.onLost(),
        },
      );
      return () => subscription.unsubscribe();
    },
    // A server that is away or stopping answers later; what it says of a question stays so.
    isFinal: (fault) => ![null, 'unavailable', 'storage-full'].includes(faultCode(fault)),
  };
}

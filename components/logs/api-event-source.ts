import type { useApiClient } from '../api/api.ts';
import type { EventSource } from './event-log.ts';
import { toQuery } from './log-filter.ts';

type Client = ReturnType<typeof useApiClient>;

/** The events of an execution by the API: pages by query, live ones by an event stream that goes on where it broke. */
export function createApiEventSource(client: Client, executionId: string): EventSource {
  return {
    async page({ filter, ...where }) {
      const { events } = await client.executions.events.query({ id: executionId, ...where, filter: toQuery(filter) });
      return events;
    },
    follow(after, listener) {
      const subscription = client.executions.stream.subscribe(
        { id: executionId, lastEventId: String(after) },
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
  };
}

'use client';

import { createContext, useContext } from 'react';
import type { ApiClient } from './client.ts';
import type { ApiOptions } from './query-options.ts';

/** Both faces of the API. */
export interface Api {
  options: ApiOptions;
  client: ApiClient;
}

const ApiContext = createContext<Api | null>(null);

/** Hands the API to all that is inside. */
export const ApiContextProvider = ApiContext.Provider;

/** The typed API inside React: query options, mutation options and keys by procedure. */
export function useApi(): ApiOptions {
  return useBoth().options;
}

/** The bare client, for streams that outlive a render. */
export function useApiClient(): ApiClient {
  return useBoth().client;
}

function useBoth(): Api {
  const api = useContext(ApiContext);
  if (api === null) throw new Error('The API is offered inside ApiProvider only');
  return api;
}

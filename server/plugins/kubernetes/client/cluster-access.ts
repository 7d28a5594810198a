import type { Duplex } from 'node:stream';

/** Where an API server is and how one signs in to it. */
export interface ClusterAccess {
  server: URL;
  /** PEM. `authorities` null: those that this machine trusts. `insecure`: the server's certificate is not checked. */
  tls: {
    authorities: string | null;
    certificate: string | null;
    key: string | null;
    insecure: boolean;
    serverName: string | null;
  };
  /** The value of the header `authorization`; null: none. */
  authorization: string | null;
  /** For objects that name none. */
  namespace: string;
  /** Opens a stream to the server another way than over the network, as through SSH. Null: over the network. */
  connect: (() => Promise<Duplex>) | null;
}

export interface ClusterRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With its query, such as `/api/v1/pods?limit=1`. */
  path: string;
  contentType?: string;
  body?: string;
  signal?: AbortSignal;
  /** The answer goes on without end: a watch, or followed logs. */
  isStream?: boolean;
}

export interface ClusterResponse {
  status: number;
  headers: Record<string, string>;
  body: AsyncIterable<Uint8Array>;
}

/** Sends one request; what is recorded and replayed. Throws `ClusterFault` when there is no answer. */
export type SendToCluster = (request: ClusterRequest) => Promise<ClusterResponse>;

import type { ApiResource } from '../../../../core/kubernetes/api/api-resource.ts';
import { type KindOfObject, kindToRead } from '../../../../core/kubernetes/api/kind-to-read.ts';
import { KubernetesFault } from '../../../../core/kubernetes/kubernetes-fault.ts';
import {
  type ClusterReader,
  ClusterReadFault,
  type ClusterReadReason,
  type ReadableCluster,
} from '../../../../core/ports/cluster-reader.ts';
import type { StopSignal } from '../../../../core/ports/operation.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { ClusterFault, type ClusterFaultReason } from '../client/cluster-fault.ts';
import type { Clusters } from '../parts.ts';

const reasons: Partial<Record<ClusterFaultReason, ClusterReadReason>> = {
  'no answer': 'unreachable',
  'refused address': 'unreachable',
  certificate: 'certificate',
  'not signed in': 'not signed in',
  forbidden: 'forbidden',
  'not found': 'not found',
  gone: 'gone',
};

/** Reads the clusters that operations work on; who asks for the same one twice is given the same one. */
export function createClusterReader(clusters: Clusters): ClusterReader {
  const known = new WeakMap<ClusterClient, ReadableCluster>();
  return {
    async of(context) {
      const client = await asked(() => clusters.of(context));
      const found = known.get(client) ?? readableCluster(client);
      known.set(client, found);
      return found;
    },
  };
}

/** What can be read with a client. */
export function readableCluster(client: ClusterClient): ReadableCluster {
  const resourceOf = async (kind: KindOfObject): Promise<ApiResource> => kindToRead(kind, await client.resources());
  const placeIn = (resource: ApiResource, namespace: string | null) => ({
    namespace: resource.namespaced ? namespace : null,
  });
  return {
    server: client.server,
    namespace: client.namespace,
    kind: (of) =>
      asked(async () => {
        const { apiVersion, kind, namespaced } = await resourceOf(of);
        return { apiVersion, kind, isNamespaced: namespaced };
      }),
    get: (identity) =>
      asked(async () => {
        const { apiVersion } = await resourceOf(identity);
        return await client.get({ ...identity, apiVersion });
      }),
    list: (of, namespace) =>
      asked(async () => {
        const resource = await resourceOf(of);
        return await client.list(resource, placeIn(resource, namespace));
      }),
    async *watch(of, { namespace, resourceVersion, signal }) {
      const resource = await asked(() => resourceOf(of));
      const until = abortWith(signal);
      const place = { ...placeIn(resource, namespace), resourceVersion, signal: until.signal };
      try {
        yield* readOn(client.watch(resource, place));
      } finally {
        until.release();
      }
    },
    async *logs({ namespace, name }, { container, follow, tailLines, previous, signal }) {
      const until = abortWith(signal);
      const query = { container, follow, previous, ...(tailLines !== null && { tailLines }), signal: until.signal };
      try {
        yield* readOn(client.logs({ apiVersion: 'v1', kind: 'Pod', namespace, name }, query));
      } finally {
        until.release();
      }
    },
  };
}

/** Ends what a request still reads when whoever asked has gone. */
function abortWith(signal: StopSignal): { signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const onAbort = (): void => controller.abort();
  if (signal.aborted) controller.abort();
  signal.addEventListener('abort', onAbort);
  return {
    signal: controller.signal,
    release: () => {
      signal.removeEventListener('abort', onAbort);
      controller.abort();
    },
  };
}

async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (fault) {
    throw readFaultOf(fault);
  }
}

async function* readOn<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* source;
  } catch (fault) {
    throw readFaultOf(fault);
  }
}

/** Errors of operations, as of a wrong `client_config`, say everything in their message. */
function readFaultOf(fault: unknown): unknown {
  if (fault instanceof ClusterReadFault) return fault;
  if (fault instanceof ClusterFault) return new ClusterReadFault(reasons[fault.reason] ?? 'other', fault);
  if (fault instanceof KubernetesFault) return new ClusterReadFault('other', fault);
  return fault;
}

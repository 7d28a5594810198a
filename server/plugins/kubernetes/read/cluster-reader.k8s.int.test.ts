import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KubernetesObject } from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import { ClusterReadFault, type ObjectChange, type ReadableCluster } from '../../../../core/ports/cluster-reader.ts';
import { createEgress } from '../../../security/egress/egress.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { createClusterClient } from '../client/create-cluster-client.ts';
import { readKubeconfig } from '../client/kubeconfig.ts';
import { sendOverNetwork } from '../client/send-over-network.ts';
import { type RecordedCluster, startRecordedCluster } from '../testing/recorded-cluster.ts';
import { readableCluster } from './cluster-reader.ts';

const namespace = 'gantry-reader';
const kind = { apiVersion: 'v1', kind: 'ConfigMap' };

let recorded: RecordedCluster;
let client: ClusterClient;
let cluster: ReadableCluster;
beforeAll(async () => {
  recorded = await startRecordedCluster('reader');
  const access = await readKubeconfig(recorded.kubeconfig, { name: 'kubeconfig', readFile: null });
  client = createClusterClient({ access, send: sendOverNetwork(access, createEgress(['127.0.0.1'], '')) });
  cluster = readableCluster(client);
  await recorded.makeNamespace(namespace);
});
afterAll(() => recorded.close());

const configMap = (name: string, value: string): KubernetesObject => ({
  ...{ ...kind, metadata: { name, namespace }, data: { value } },
});

test('what changes after a list is told by a watch that begins there, until it is ended', async () => {
  await client.apply(configMap('first', '1'));
  const { items, resourceVersion } = await cluster.list(kind, namespace);
  expect(items.map((item) => [item.kind, item.metadata['name']])).toContainEqual(['ConfigMap', 'first']);
  const stop = new AbortController();
  const changes: string[] = [];
  const reading = (async () => {
    for await (const change of cluster.watch(kind, { namespace, resourceVersion, signal: stop.signal }))
      changes.push(...told(change));
  })();
  await client.apply(configMap('first', '2'));
  await client.apply(configMap('second', '1'));
  await client.remove({ ...kind, namespace, name: 'first' }, { propagationPolicy: 'Background' });
  await expect.poll(() => changes).toEqual(['MODIFIED first', 'ADDED second', 'DELETED first']);
  stop.abort();
  await reading;
});

function told({ type, object }: ObjectChange): string[] {
  return type === 'BOOKMARK' ? [] : [`${type} ${String(object.metadata['name'])}`];
}

test('a kind is read in a version that the server has', async () => {
  expect(await cluster.kind({ apiVersion: 'apps/v1beta1', kind: 'Deployment' })).toEqual({
    ...{ apiVersion: 'apps/v1', kind: 'Deployment', isNamespaced: true },
  });
  expect(await cluster.kind({ apiVersion: 'v1', kind: 'Node' })).toMatchObject({ isNamespaced: false });
  await expect(cluster.kind({ apiVersion: 'example.org/v1', kind: 'Thing' })).rejects.toThrow(ClusterReadFault);
});

test('what is not there is null, or a fault that says so', async () => {
  expect(await cluster.get({ ...kind, namespace, name: 'nobody' })).toBeNull();
  const request = {
    container: 'app',
    follow: false,
    tailLines: null,
    previous: false,
    signal: AbortSignal.timeout(30_000),
  };
  const lines = cluster.logs({ namespace, name: 'nobody' }, request)[Symbol.asyncIterator]();
  await expect(lines.next()).rejects.toMatchObject({ name: 'ClusterReadFault', reason: 'not found' });
});

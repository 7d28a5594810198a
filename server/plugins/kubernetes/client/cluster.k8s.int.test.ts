import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KubernetesObject, ObjectIdentity } from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import { createEgress } from '../../../security/egress/egress.ts';
import { type RecordedCluster, startRecordedCluster } from '../testing/recorded-cluster.ts';
import type { ClusterClient } from './cluster-client.ts';
import { createClusterClient } from './create-cluster-client.ts';
import { readKubeconfig } from './kubeconfig.ts';
import { sendOverNetwork } from './send-over-network.ts';

const namespace = 'gantry-client';

let cluster: RecordedCluster;
let client: ClusterClient;
beforeAll(async () => {
  cluster = await startRecordedCluster('client');
  const access = await readKubeconfig(cluster.kubeconfig, { name: 'kubeconfig', readFile: null });
  client = createClusterClient({ access, send: sendOverNetwork(access, createEgress(['127.0.0.1'], '')) });
  await cluster.makeNamespace(namespace);
});
afterAll(() => cluster.close());

const configMap = (name: string, data: Record<string, string>): KubernetesObject => ({
  ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data },
});
const idOf = (kind: string, name: string): ObjectIdentity => ({
  ...{ apiVersion: kind === 'Deployment' ? 'apps/v1' : 'v1', kind, namespace, name },
});
const resourceOf = async (kind: string) => {
  const found = (await client.resources()).find((resource) => resource.kind === kind);
  if (found === undefined) throw new Error(`no ${kind}`);
  return found;
};

test('a server is asked what it serves', async () => {
  const served = await client.resources();
  expect(served.map(({ apiVersion }) => apiVersion).indexOf('v1')).toBe(0);
  expect(served).toContainEqual({
    ...{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'deployments', singularName: 'deployment' },
    ...{ shortNames: ['deploy'], namespaced: true },
  });
  expect((await client.version())['major']).toBeDefined();
});

test('an object is applied, read, changed, listed and removed', async () => {
  const made = await client.apply(configMap('first', { a: '1' }));
  expect([made.kind, made['data']]).toEqual(['ConfigMap', { a: '1' }]);
  expect((await client.apply(configMap('first', { a: '2' })))['data']).toEqual({ a: '2' });
  const changed = await client.patch(idOf('ConfigMap', 'first'), { data: { b: '3' } }, 'merge');
  expect(changed['data']).toEqual({ a: '2', b: '3' });
  expect((await client.get(idOf('ConfigMap', 'first')))?.['data']).toEqual({ a: '2', b: '3' });
  const list = await client.list(await resourceOf('ConfigMap'), { namespace, fieldSelector: 'metadata.name=first' });
  expect(list.items.map(({ kind, metadata }) => [kind, metadata['name']])).toEqual([['ConfigMap', 'first']]);
  expect(await client.remove(idOf('ConfigMap', 'first'), { propagationPolicy: 'Background' })).toBe(true);
  expect(await client.get(idOf('ConfigMap', 'first'))).toBeNull();
  expect(await client.remove(idOf('ConfigMap', 'first'))).toBe(false);
});

test('a dry run keeps nothing, and the server names what has no name', async () => {
  await client.apply(configMap('dry', {}), { dryRun: true });
  expect(await client.get(idOf('ConfigMap', 'dry'))).toBeNull();
  const object = { ...configMap('', {}), metadata: { generateName: 'named-', namespace } };
  expect(String((await client.create(object)).metadata['name'])).toMatch(/^named-.+/);
});

test.each([
  ['Deployment', 'apps/v1', { matchLabels: { app: 's' } }],
  ['ReplicationController', 'v1', { app: 's' }],
])('a %s is scaled', async (kind, apiVersion, selector) => {
  const template = { metadata: { labels: { app: 's' } }, spec: { containers: [{ name: 'c', image: 'i' }] } };
  const name = kind.toLowerCase();
  await client.create({ apiVersion, kind, metadata: { name, namespace }, spec: { replicas: 0, selector, template } });
  const identity = { apiVersion, kind, namespace, name };
  await client.scale(identity, 2);
  expect((await client.get(identity))?.['spec']).toMatchObject({ replicas: 2 });
  await client.scale(identity, 0);
  expect((await client.get(identity))?.['spec']).toMatchObject({ replicas: 0 });
});

test('what has no replicas is not scaled', async () => {
  await client.apply(configMap('plain', {}));
  await expect(client.scale(idOf('ConfigMap', 'plain'), 1)).rejects.toMatchObject({ reason: 'not found' });
});

test('changes are watched from where a list ended', async () => {
  const resource = await resourceOf('ConfigMap');
  const query = { namespace, labelSelector: 'test=watch' };
  const labelled = (name: string): KubernetesObject => ({
    ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace, labels: { test: 'watch' } } },
  });
  const { items, resourceVersion } = await client.list(resource, query);
  expect(items).toEqual([]);
  const stop = new AbortController();
  const seen: string[] = [];
  const watching = (async () => {
    for await (const { type, object } of client.watch(resource, { ...query, resourceVersion, signal: stop.signal })) {
      seen.push(`${type} ${String(object.metadata['name'])}`);
    }
  })();
  await client.apply(labelled('one'));
  await expect.poll(() => seen).toEqual(['ADDED one']);
  await client.patch(idOf('ConfigMap', 'one'), { data: { a: 'b' } }, 'merge');
  await expect.poll(() => seen.at(-1)).toBe('MODIFIED one');
  await client.remove(idOf('ConfigMap', 'one'), { propagationPolicy: 'Background' });
  await expect.poll(() => seen.at(-1)).toBe('DELETED one');
  stop.abort();
  await watching;
  expect(seen).toEqual(['ADDED one', 'MODIFIED one', 'DELETED one']);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../../../core/blueprint/json.ts';
import type { KubernetesObject } from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import { createEgress } from '../../../security/egress/egress.ts';
import { type RecordedCluster, startRecordedCluster } from '../testing/recorded-cluster.ts';
import type { ClusterClient } from './cluster-client.ts';
import { createClusterClient } from './create-cluster-client.ts';
import { readKubeconfig } from './kubeconfig.ts';
import { sendOverNetwork } from './send-over-network.ts';

/* What a real server refuses, and what is said of it. */

const namespace = 'gantry-faults';

let cluster: RecordedCluster;
let client: ClusterClient;
beforeAll(async () => {
  cluster = await startRecordedCluster('api-faults');
  await cluster.makeNamespace(namespace);
  const access = await readKubeconfig(cluster.kubeconfig, { name: 'kubeconfig', readFile: null });
  client = createClusterClient({
    access: { ...access, namespace },
    send: sendOverNetwork(access, createEgress(['127.0.0.1'], '')),
  });
});
afterAll(() => cluster.close());

const object = (kind: string, name: string, rest: JsonObject): KubernetesObject => ({
  ...{ apiVersion: 'v1', kind, metadata: { name } },
  ...rest,
});
const configMap = (name: string, data: JsonObject) => object('ConfigMap', name, { data });
const deployment = (name: string, labels: JsonObject, replicas = 0) =>
  object('Deployment', name, {
    apiVersion: 'apps/v1',
    spec: {
      ...{ replicas, selector: { matchLabels: labels } },
      template: { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'i' }] } },
    },
  });

test('what exists already', async () => {
  await client.create(configMap('twice', {}));
  await expect(client.create(configMap('twice', {}))).rejects.toMatchObject({
    reason: 'exists',
    detail: expect.stringContaining('did not create ConfigMap "twice": configmaps "twice" already exists.'),
  });
});

test('a field of another manager is named with the manager, and can be taken over', async () => {
  const id = { apiVersion: 'v1', kind: 'ConfigMap', namespace, name: 'shared' };
  await client.apply(configMap('shared', { a: '1' }));
  await client.patch(id, [{ op: 'replace', path: '/data/a', value: '2' }], 'json');
  const fault = await client.apply(configMap('shared', { a: '3' })).catch((error: unknown) => error);
  // The same name of a manager, but another way of changing, is another owner.
  expect(fault).toMatchObject({ reason: 'conflict', detail: expect.stringContaining('data.a belongs to "gantry"') });
  expect((await client.apply(configMap('shared', { a: '3' }), { force: true }))['data']).toEqual({ a: '3' });
});

test('an immutable field is named', async () => {
  await client.apply(deployment('fixed', { app: 'a' }));
  await expect(client.apply(deployment('fixed', { app: 'b' }))).rejects.toMatchObject({
    reason: 'immutable',
    detail: expect.stringContaining('spec.selector cannot be changed once the object exists'),
  });
});

test('the fields of an invalid object are listed', async () => {
  const fault = await client.create(deployment('Wrong_Name', { app: 'a' }, -1)).catch((error: unknown) => error);
  expect(fault).toMatchObject({ reason: 'invalid', hint: 'Mend these fields of the object.' });
  expect(String(fault)).toMatch(/metadata\.name: .*; spec\.replicas: .*greater than or equal to 0/);
});

test('a quota is told from a missing right', async () => {
  await client.apply(object('ResourceQuota', 'few', { spec: { hard: { configmaps: '1' } } }));
  const attempt = async () => {
    for (let index = 0; index < 20; index += 1) await client.create(configMap(`many-${index}`, {}));
  };
  await expect(attempt()).rejects.toMatchObject({
    reason: 'quota',
    detail: expect.stringMatching(
      /exceeded quota: few, requested: configmaps=1, used: configmaps=\d+, limited: configmaps=1/,
    ),
  });
});

test('what is not there, as an object and as a kind', async () => {
  await expect(
    client.patch({ apiVersion: 'v1', kind: 'ConfigMap', namespace, name: 'none' }, {}, 'merge'),
  ).rejects.toMatchObject({ reason: 'not found', detail: expect.stringContaining('configmaps "none" not found') });
  const strange = object('Dragon', 'smaug', { apiVersion: 'fire.example/v1' });
  await expect(client.apply(strange)).rejects.toMatchObject({
    reason: 'not found',
    message: expect.stringContaining('has no Dragon of fire.example/v1 ("smaug"). Create its CustomResourceDefinition'),
  });
  expect(await client.get({ apiVersion: 'fire.example/v1', kind: 'Dragon', namespace, name: 'smaug' })).toBeNull();
});

test('a wrong token is refused', async () => {
  const access = await readKubeconfig(cluster.kubeconfig.replace(cluster.token, 'other'), {
    name: 'kubeconfig',
    readFile: null,
  });
  const other = createClusterClient({ access, send: sendOverNetwork(access, createEgress(['127.0.0.1'], '')) });
  await expect(other.resources()).rejects.toMatchObject({
    reason: 'not signed in',
    hint: 'The token or certificate is wrong or has expired: give another one.',
  });
});

import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { mapAt } from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import { createEgress } from '../../../security/egress/egress.ts';
import { type RecordedCluster, startRecordedCluster } from '../testing/recorded-cluster.ts';
import type { ClusterClient } from './cluster-client.ts';
import { createClusterClient } from './create-cluster-client.ts';
import { readKubeconfig } from './kubeconfig.ts';
import { sendOverNetwork } from './send-over-network.ts';

/* What an account that may only read the objects of one kind is told; and logs that a server cannot give. */

const namespace = 'gantry-restricted';
const account = `system:serviceaccount:${namespace}:reader`;

let cluster: RecordedCluster;
/** May do everything. */
let client: ClusterClient;
let reader: ClusterClient;
beforeAll(async () => {
  cluster = await startRecordedCluster('restricted-account');
  await cluster.makeNamespace(namespace);
  client = await clientOf(cluster.token);
  const rbac = 'rbac.authorization.k8s.io';
  await client.apply({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'reader' } });
  await client.apply({
    ...{ apiVersion: `${rbac}/v1`, kind: 'Role', metadata: { name: 'reader' } },
    rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list'] }],
  });
  await client.apply({
    ...{ apiVersion: `${rbac}/v1`, kind: 'RoleBinding', metadata: { name: 'reader' } },
    roleRef: { apiGroup: rbac, kind: 'Role', name: 'reader' },
    subjects: [{ kind: 'ServiceAccount', name: 'reader', namespace }],
  });
  await client.apply({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'words' }, data: { a: '1' } });
  await client.apply({
    ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'nowhere' } },
    spec: { nodeSelector: { none: 'none' }, containers: [{ name: 'app', image: 'example.invalid/app:1' }] },
  });
  await client.apply({
    ...{ apiVersion: 'v1', kind: 'Secret', type: 'kubernetes.io/service-account-token' },
    metadata: { name: 'reader', annotations: { 'kubernetes.io/service-account.name': 'reader' } },
  });
  reader = await clientOf(await tokenOf('reader'));
});
afterAll(() => cluster?.close());

async function clientOf(token: string): Promise<ClusterClient> {
  const text = cluster.kubeconfig.replace(cluster.token, token);
  const access = await readKubeconfig(text, { name: 'kubeconfig', readFile: null });
  return createClusterClient({
    access: { ...access, namespace },
    send: sendOverNetwork(access, createEgress(['127.0.0.1'], '')),
  });
}

async function tokenOf(name: string): Promise<string> {
  return await vi.waitFor(
    async () => {
      const token = mapAt((await client.get(idOf('Secret', name))) ?? {}, 'data')['token'];
      if (typeof token !== 'string') throw new Error(`The account ${name} has no token yet.`);
      return Buffer.from(token, 'base64').toString('utf8');
    },
    { timeout: 120_000, interval: 200 },
  );
}

const idOf = (kind: string, name: string) => ({ apiVersion: 'v1', kind, namespace, name });
async function lines(from: ClusterClient, pod: string, container?: string): Promise<string[]> {
  const found: string[] = [];
  const query = { ...(container === undefined ? {} : { container }), signal: new AbortController().signal };
  for await (const line of from.logs(idOf('Pod', pod), query)) found.push(line);
  return found;
}

test('it reads what it may', async () => {
  expect(await reader.get(idOf('ConfigMap', 'words'))).toMatchObject({ data: { a: '1' } });
});

test('what it may not do is told with the account, the right and the way out', async () => {
  const hint = `Give the account ${account} a Role with that right (RoleBinding), or sign in as another one.`;
  const forbidden = (said: string) => ({ reason: 'forbidden', hint, detail: expect.stringContaining(said) });
  const words = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'words' }, data: { a: '2' } };
  await expect(reader.apply(words)).rejects.toMatchObject(forbidden('cannot patch resource "configmaps"'));
  await expect(reader.remove(idOf('ConfigMap', 'words'))).rejects.toMatchObject(forbidden('cannot delete resource'));
  await expect(reader.get(idOf('Secret', 'reader'))).rejects.toMatchObject(forbidden('cannot get resource "secrets"'));
  await expect(reader.get({ ...idOf('ConfigMap', 'words'), namespace: 'default' })).rejects.toMatchObject(
    forbidden('in the namespace "default"'),
  );
  await expect(lines(reader, 'nowhere')).rejects.toMatchObject(forbidden('cannot get resource "pods/log"'));
  expect(await client.get(idOf('ConfigMap', 'words'))).toMatchObject({ data: { a: '1' } });
});

test('logs that are not there are refused with a reason', async () => {
  await expect(lines(client, 'none')).rejects.toMatchObject({ reason: 'not found' });
  await expect(lines(client, 'nowhere', 'other')).rejects.toMatchObject({
    reason: 'invalid',
    detail: expect.stringContaining('container other is not valid for pod nowhere'),
  });
});

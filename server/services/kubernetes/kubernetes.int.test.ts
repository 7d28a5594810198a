import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../../core/blueprint/json.ts';
import type { KubernetesObject } from '../../../core/kubernetes/objects/kubernetes-object.ts';
import type {
  KubernetesDiff,
  KubernetesEventView,
  KubernetesLogMessage,
  KubernetesView,
} from '../../api/kubernetes-contract.ts';
import { type SmallCluster, startSmallCluster } from '../../plugins/kubernetes/testing/small-cluster.ts';
import { readEventStream } from '../../testing/read-stream.ts';
import { startTestProduct, type TestProduct } from '../../testing/start-test-product.ts';
import type { TestClient } from '../../testing/test-client.ts';

const secret = 'a-value-that-nobody-may-see';
const blueprint = `tosca_definitions_version: cloudify_dsl_1_3
imports: [http://www.getcloudify.org/spec/cloudify/3.4/types.yaml]
node_types:
  example.Object:
    derived_from: cloudify.nodes.Root
    properties:
      client_config: {}
node_templates:
  web:
    type: example.Object
    properties:
      client_config:
        configuration:
          file_content: { get_secret: KUBECONFIG }
`;

let product: TestProduct;
let cluster: SmallCluster;
beforeAll(async () => {
  [product, cluster] = await Promise.all([
    startTestProduct({ GANTRY_KUBERNETES_HOSTS: '127.0.0.1' }),
    startSmallCluster(),
  ]);
  await product.admin.mutate('secrets.put', { name: 'kubeconfig', value: cluster.kubeconfig });
  await product.admin.mutate('secrets.put', { name: 'password', value: secret });
});
afterAll(async () => {
  await product.stop();
  await cluster.close();
});

const applied: KubernetesObject = {
  ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' } },
  spec: {
    replicas: 2,
    template: { spec: { containers: [{ name: 'app', image: 'web:2', env: [{ name: 'P', value: secret }] }] } },
  },
};
const configMap: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings', namespace: 'shop' },
};

function made(object: KubernetesObject, uid: string, owner?: string): KubernetesObject {
  const owners = owner === undefined ? {} : { ownerReferences: [{ uid: owner, controller: true }] };
  const creationTimestamp = '2026-01-01T10:00:00Z';
  return { ...object, metadata: { namespace: 'shop', ...object.metadata, uid, creationTimestamp, ...owners } };
}

function deployment(status: JsonObject): KubernetesObject {
  const spec = { ...(applied['spec'] as JsonObject), replicas: 2 };
  return made({ ...applied, spec, status: { observedGeneration: 1, ...status } }, 'uid-web');
}

function set(): KubernetesObject {
  const spec = { replicas: 2 };
  return made({ apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'web-1' }, spec }, 'uid-set', 'uid-web');
}

function pod(name: string, ready: boolean): KubernetesObject {
  return made(
    {
      ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name } },
      spec: { nodeName: 'node-1', containers: [{ name: 'app' }] },
      status: {
        phase: ready ? 'Running' : 'Pending',
        containerStatuses: [
          ready
            ? { name: 'app', ready, restartCount: 1, state: { running: {} }, lastState: { terminated: {} } }
            : { name: 'app', ready, restartCount: 0, state: { waiting: { reason: 'ErrImagePull', message: secret } } },
        ],
      },
    },
    `uid-${name}`,
    'uid-set',
  );
}

/** A deployment whose node instance says that it has these objects. */
async function deploy(name: string, objects: KubernetesObject[], yaml = blueprint): Promise<string> {
  const uploaded = await product.admin.mutate('blueprints.upload', {
    name,
    text: yaml.replace('KUBECONFIG', 'kubeconfig'),
  });
  const { id: blueprintId } = (uploaded.data as { blueprint: { id: string } }).blueprint;
  const created = await product.admin.mutate('deployments.create', { blueprintId, name, inputs: {} });
  const { id } = created.data as { id: string };
  const kept = {
    kubernetes_objects: objects.map(({ apiVersion, kind, metadata }) => ({
      ...{ apiVersion, kind, namespace: 'shop', name: metadata['name'] },
    })),
    kubernetes_applied: objects,
  };
  await product.database.pool.query('update node_instance set runtime_properties = $1 where deployment_id = $2', [
    JSON.stringify(kept),
    id,
  ]);
  return id;
}

/** A subscription as a page has it; `end` closes the connection. */
async function subscribe<T>(client: TestClient, path: string, input: JsonObject) {
  const stop = new AbortController();
  const response = await fetch(`${client.url}/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`, {
    headers: { cookie: client.cookie },
    signal: stop.signal,
  });
  const events = readEventStream(response.body ?? []);
  return {
    /** The next message that is like that. */
    async until(isMeant: (data: T) => boolean): Promise<T> {
      for (;;) {
        const { value, done } = await events.next();
        if (done === true) throw new Error(`${path} ended`);
        if (value.event === 'serialized-error') throw new Error(value.data);
        if (value.event !== 'message') continue;
        const data = JSON.parse(value.data) as T;
        if (isMeant(data)) return data;
      }
    },
    end: () => stop.abort(),
  };
}

const states = ({ rows }: KubernetesView) =>
  rows.map(({ depth, kind, name, state }) => `${depth} ${kind} ${name} ${state}`);
const isWhole = (view: KubernetesView) => !view.isLoading;

test('what a deployment has is seen with what controllers made below it, live', async () => {
  cluster.put(deployment({ updatedReplicas: 1, replicas: 1, availableReplicas: 1 }));
  cluster.put(set());
  cluster.put(pod('web-1-a', true));
  cluster.put(made({ ...pod('stranger', true), metadata: { name: 'stranger' } }, 'uid-stranger', 'uid-of-others'));
  const id = await deploy('live', [applied, configMap]);
  const detail = (await product.admin.query('deployments.get', { id })).data as { hasKubernetes: boolean };
  expect(detail.hasKubernetes).toBe(true);
  const stream = await subscribe<KubernetesView>(product.admin, 'kubernetes.watch', { id });
  const view = await stream.until(isWhole);
  expect(view).toMatchObject({ servers: [cluster.server], left: 0, troubles: [] });
  expect(states(view)).toEqual([
    '0 Deployment web waiting',
    '1 ReplicaSet web-1 waiting',
    '2 Pod web-1-a ready',
    '0 ConfigMap settings missing',
  ]);
  expect(view.rows[0]).toMatchObject({
    ...{ node: 'web', reason: '1 of 2 pods are of the new version', rollout: { wanted: 2, updated: 1, available: 1 } },
  });
  expect(view.rows[2]?.pod).toMatchObject({ host: 'node-1', ready: 1, restarts: 1 });

  cluster.put(pod('web-1-b', false));
  const more = await stream.until(({ rows }) => rows.length === 5);
  expect(more.rows[3]).toMatchObject({
    name: 'web-1-b',
    state: 'waiting',
    reason: expect.stringContaining('ErrImagePull'),
  });
  expect(JSON.stringify(more)).not.toContain(secret);
  cluster.put(pod('web-1-b', true));
  cluster.put(deployment({ updatedReplicas: 2, replicas: 2, availableReplicas: 2 }));
  const done = await stream.until(({ rows }) => rows[0]?.state === 'ready');
  expect(done.rows[0]?.rollout).toEqual({ wanted: 2, updated: 2, available: 2 });
  cluster.remove(pod('web-1-b', true));
  await stream.until(({ rows }) => rows.length === 4);
  stream.end();
  await expect.poll(() => cluster.watches('pods')).toBe(0);
});

test('one watch of a kind serves all who look, is begun anew when it is too old, and ends with the last of them', async () => {
  const id = await deploy('shared', [applied]);
  const before = cluster.asked('pods');
  const first = await subscribe<KubernetesView>(product.admin, 'kubernetes.watch', { id });
  await first.until(isWhole);
  const second = await subscribe<KubernetesView>(product.admin, 'kubernetes.watch', { id });
  await second.until(isWhole);
  await expect.poll(() => cluster.watches('pods')).toBe(1);
  expect(cluster.asked('pods').lists - before.lists).toBe(1);

  cluster.compact();
  cluster.put(pod('web-1-c', true));
  await second.until(({ rows }) => rows.some(({ name }) => name === 'web-1-c'));
  await first.until(({ rows }) => rows.some(({ name }) => name === 'web-1-c'));
  expect(cluster.asked('pods').lists - before.lists).toBe(2);
  cluster.remove(pod('web-1-c', true));

  first.end();
  await second.until(({ rows }) => rows.every(({ name }) => name !== 'web-1-c'));
  expect(cluster.watches('pods')).toBe(1);
  second.end();
  await expect.poll(() => cluster.watches('pods')).toBe(0);
});

test('events of an object are those of what is below it, too', async () => {
  const id = await deploy('events', [applied]);
  const event = (name: string, uid: string, rest: JsonObject) =>
    cluster.put({
      ...{ apiVersion: 'v1', kind: 'Event', metadata: { name, namespace: 'shop', uid: `event-${name}` } },
      ...{ involvedObject: { kind: 'Pod', name: 'web-1-a', namespace: 'shop', uid }, source: { component: 'kubelet' } },
      ...rest,
    });
  event('pulled', 'uid-web-1-a', {
    type: 'Normal',
    reason: 'Pulled',
    message: 'fine',
    lastTimestamp: '2026-01-01T10:00:00Z',
  });
  event('back-off', 'uid-web-1-a', {
    ...{
      type: 'Warning',
      reason: 'BackOff',
      message: `with ${secret}`,
      count: 7,
      lastTimestamp: '2026-01-01T10:01:00Z',
    },
  });
  event('other', 'uid-stranger', { type: 'Warning', reason: 'Other', message: 'of others' });
  const { data } = await product.admin.query('kubernetes.list', { id });
  expect((data as KubernetesView).rows[0]?.events).toEqual({ count: 2, warnings: 1, lastAt: '2026-01-01T10:01:00Z' });
  const answer = await product.admin.query('kubernetes.events', { id, row: 'uid-web' });
  const events = answer.data as KubernetesEventView[];
  expect(events.map(({ reason, count, kind, name }) => [reason, count, kind, name])).toEqual([
    ['BackOff', 7, 'Pod', 'web-1-a'],
    ['Pulled', 1, 'Pod', 'web-1-a'],
  ]);
  expect(events[0]?.message).toBe('with ••••');
});

test('lines of a container are followed and those of before its restart are read, with secrets masked', async () => {
  const id = await deploy('logs', [applied]);
  cluster.print('app', 'first', `the password is ${secret}`);
  cluster.print('app before', 'it crashed');
  const choice = { id, row: 'uid-web-1-a', container: 'app' };
  const stream = await subscribe<KubernetesLogMessage>(product.admin, 'kubernetes.logs', choice);
  const seen: string[] = [];
  const take = (count: number) => stream.until(({ lines }) => seen.push(...lines) >= count);
  await take(2);
  cluster.print('app', 'more');
  await take(3);
  expect(seen).toEqual(['first', 'the password is ••••', 'more']);
  stream.end();

  const file = await product.admin.get(`/api/deployments/${id}/pod-log?row=uid-web-1-a&container=app&previous=true`);
  expect(file.headers.get('content-disposition')).toContain('web-1-a-app.txt');
  expect(await file.text()).toBe('it crashed\n');
});

test('only pods of the deployment are read, and only containers that they have', async () => {
  const id = await deploy('strangers', [applied]);
  const read = (row: string, container: string) =>
    product.admin.get(`/api/deployments/${id}/pod-log?row=${row}&container=${container}`);
  expect((await read('uid-stranger', 'app')).status).toBe(404);
  expect((await read('uid-web-1-a', 'other')).status).toBe(400);
  expect((await read('uid-web', 'app')).status).toBe(400);
  const nowhere = '00000000-0000-4000-8000-000000000000';
  expect((await product.admin.query('kubernetes.list', { id: nowhere })).status).toBe(404);
});

test('what is other than it was applied is told, but no secret', async () => {
  const id = await deploy('diff', [applied, configMap]);
  const spec = { replicas: 2, template: { spec: { containers: [{ name: 'app', image: 'web:1', env: [] }] } } };
  cluster.put({ ...deployment({}), spec });
  const diff = async (row: string) =>
    (await product.admin.query('kubernetes.diff', { id, row })).data as KubernetesDiff;
  const found = await diff('uid-web');
  expect(found.outcome).toBe('different');
  expect(found.differences).toContainEqual({
    ...{ path: 'spec.template.spec.containers[app].image', desired: 'web:2', live: 'web:1' },
  });
  expect(JSON.stringify(found)).not.toContain(secret);
  cluster.put(deployment({}));
  expect(await diff('uid-web')).toEqual({ outcome: 'same', differences: [] });
  const { data } = await product.admin.query('kubernetes.list', { id });
  const missing = (data as KubernetesView).rows.find(({ kind }) => kind === 'ConfigMap')?.id ?? '';
  expect(await diff(missing)).toEqual({ outcome: 'missing', differences: [] });
  expect(await diff('uid-web-1-a')).toEqual({ outcome: 'unknown', differences: [] });
});

test('a cluster that cannot be found says why and what to do', async () => {
  const id = await deploy('lost', [applied], blueprint.replace('{ get_secret: KUBECONFIG }', "''"));
  const { data } = await product.admin.query('kubernetes.list', { id });
  const { rows, troubles } = data as KubernetesView;
  expect(rows.map(({ state }) => state)).toEqual(['unknown']);
  expect(troubles).toEqual([
    expect.objectContaining({
      about: expect.stringContaining('the cluster of web_'),
      message: expect.stringMatching(/client_config/),
    }),
  ]);
});

test('what the account may not read is said, and the rest is shown', async () => {
  const id = await deploy('forbidden', [applied, configMap]);
  cluster.forbid('configmaps');
  cluster.forbid('events');
  const { data } = await product.admin.query('kubernetes.list', { id });
  const { rows, troubles } = data as KubernetesView;
  expect(rows.map(({ kind, state }) => `${kind} ${state}`)).toContain('ConfigMap unknown');
  expect(rows[0]).toMatchObject({ kind: 'Deployment', state: expect.not.stringMatching('unknown') });
  expect(troubles.map(({ about, reason }) => [about.split(' in ')[0], reason]).sort()).toEqual([
    ['ConfigMap', 'forbidden'],
    ['Event', 'forbidden'],
  ]);
});

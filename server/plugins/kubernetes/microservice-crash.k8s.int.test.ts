import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Deployed, ProductWithCluster } from './testing/product-with-cluster.ts';
import { RelayedWorkers } from './testing/relayed-workers.ts';

/* What was made on a cluster by a worker that is killed is found again by the next one. */

const namespace = 'c-microservice-crash';

const blueprint = `
tosca_definitions_version: cloudify_dsl_1_3
imports: [cloudify/types/types.yaml, gantry/kubernetes-on-hosts.yaml]
node_templates:
  cluster_host:
    type: cloudify.nodes.Compute
    properties: {ip: 127.0.0.1, agent_config: {install_method: none}}
  cluster:
    type: cloudify.kubernetes.Master
    properties: {install: false}
    interfaces: {cloudify.interfaces.lifecycle: {start: '', stop: '', delete: ''}}
    relationships:
      - {type: cloudify.kubernetes.relationships.contained_in_host, target: cluster_host}
  web:
    type: cloudify.kubernetes.Microservice
    properties: {name: web, config_files: [{file: web.yaml}]}
    relationships: [{type: cloudify.kubernetes.relationships.connected_to_master, target: cluster}]
`;
const manifest = `
apiVersion: v1
kind: ReplicationController
metadata: {name: web}
spec:
  replicas: 1
  template:
    metadata: {labels: {app: web}}
    spec: {terminationGracePeriodSeconds: 0, containers: [{name: web, image: "example.org/web:1"}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;

let world: ProductWithCluster;
let workers: RelayedWorkers;
beforeAll(async () => {
  world = await ProductWithCluster.start('microservice-crash', { GANTRY_WORKER: '0' });
  workers = await RelayedWorkers.start(world);
});
afterAll(async () => {
  await workers?.close();
  await world?.close();
});

async function deployed(name: string): Promise<Deployed> {
  const files = new Map([
    ['blueprint.yaml', blueprint],
    ['web.yaml', manifest],
  ]);
  return await world.deploy(name, await world.upload(name, 'blueprint.yaml', files));
}

const idOf = (kind: string) => ({ apiVersion: 'v1', kind, namespace, name: 'web' });

async function expectMadeOnce(web: Deployed): Promise<void> {
  expect(await world.propertiesOf(web, 'web')).toMatchObject({
    kubernetes_objects: [idOf('ReplicationController'), idOf('Service')],
    kinds: 'ReplicationController:web,Service:web',
  });
  // Nobody has changed it since it was made.
  expect(await world.client.get(idOf('ReplicationController'))).toMatchObject({ metadata: { generation: 1 } });
  expect(await world.client.get(idOf('Service'))).toMatchObject({ spec: { ports: [{ port: 80 }] } });
  expect(await world.list('Pod', 'app=web')).toHaveLength(1);
}

async function expectGone(web: Deployed): Promise<void> {
  const { client } = world;
  expect([await client.get(idOf('ReplicationController')), await client.get(idOf('Service'))]).toEqual([null, null]);
  expect(await world.list('Pod', 'app=web')).toEqual([]);
  expect(await world.propertiesOf(web, 'web')).not.toHaveProperty('kubernetes_objects');
}

// Runtime properties are written by contained_in and connect_master, and then before each of the two objects.
test.each([
  ['the first object is written down and not made', 'after-property-commit:3'],
  ['the first object is made, and the second one is not written down', 'before-property-commit:4'],
  ['the second object is written down and not made', 'after-property-commit:4'],
])('kill -9 when %s: all is made once', async (_, crashAt) => {
  const web = await deployed(crashAt.replaceAll(':', '-'));
  await workers.ranOver(crashAt, { deploymentId: web.id, workflow: 'install' });
  await expectMadeOnce(web);
  await world.ran({ deploymentId: web.id, workflow: 'uninstall' });
  await expectGone(web);
});

test('kill -9 when it is scaled and the worker has not said so: one more is one more', async () => {
  const web = await deployed('scaled');
  await world.ran({ deploymentId: web.id, workflow: 'install' });
  const parameters = { master: 'cluster', ssh_user: '', ssh_keyfilename: '', name: 'web', amount: '+1' };
  await workers.ranOver('before-property-commit:2', { deploymentId: web.id, workflow: 'kube_scale', parameters });
  expect(await world.client.get(idOf('ReplicationController'))).toMatchObject({ spec: { replicas: 2 } });
  // All is deleted, and nothing of it is written down yet.
  await workers.ranOver('before-property-commit:1', { deploymentId: web.id, workflow: 'uninstall' });
  await expectGone(web);
});

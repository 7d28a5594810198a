import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../../core/blueprint/json.ts';
import { mapAt } from '../../../core/kubernetes/objects/kubernetes-object.ts';
import { served120 } from '../../../core/kubernetes/testing/served.ts';
import { placeObject } from './objects/place-object.ts';
import { type Deployed, ProductWithCluster } from './testing/product-with-cluster.ts';

const namespace = 'c-microservice';

const deployment = (name: string, more = ''): string => `
apiVersion: extensions/v1beta1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: 1
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers: [{name: ${name}, image: "example.org/${name}:1"${more}}]
`;

const blueprint = (nodes: string): string => `
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
${nodes}
`;

const node = (name: string, properties: string, more = ''): string => `
  ${name}:
    type: cloudify.kubernetes.Microservice
    properties: {name: ${name}, ${properties}}
    relationships: [{type: cloudify.kubernetes.relationships.connected_to_master, target: cluster}]
${more}`;

let world: ProductWithCluster;
const manifests = createServer((_, response) => {
  response.end('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: from-web}\ndata: {a: "1"}\n');
});
beforeAll(async () => {
  await new Promise<void>((resolve) => manifests.listen(0, '127.0.0.1', resolve));
  world = await ProductWithCluster.start('microservice', { GANTRY_URL_HOSTS: 'http://127.0.0.1' });
});
afterAll(async () => {
  manifests.close();
  await world?.close();
});

async function deployed(name: string, nodes: string, files: Record<string, string> = {}): Promise<Deployed> {
  const all = new Map([['blueprint.yaml', blueprint(nodes)], ...Object.entries(files)]);
  return await world.deploy(name, await world.upload(name, 'blueprint.yaml', all));
}

const idOf = (kind: string, name: string) => ({
  ...{ apiVersion: kind === 'Deployment' ? 'apps/v1' : 'v1', kind, namespace, name },
});

test('all three forms are made, in versions that the server has, scaled, and taken away', async () => {
  const { client, cluster } = world;
  const shop = await deployed(
    'shop',
    [
      node('web', `config_files: [{file: web.yaml, overrides: ["['spec']['replicas'] = 2"]}]`),
      node('plain', 'image: "example.org/plain:1", port: 80'),
      node(
        'settings',
        'config: {apiVersion: v1, kind: ConfigMap, metadata: {generateName: settings-}, data: {a: "1"}}',
      ),
    ].join(''),
    {
      'web.yaml': `${deployment('web')}---\napiVersion: v1\nkind: Secret\nmetadata: {name: web}\nstringData: {a: b}\n`,
    },
  );
  const unnamed = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { generateName: 'settings-' } };
  const seed = `${shop.id}/${shop.instances['settings']}/0`;
  const generated = placeObject(unnamed, served120, { namespace, seed }).identity.name;
  cluster.name('generated', generated);

  const said = await world.ran({ deploymentId: shop.id, workflow: 'install' });
  expect(said).toContain(
    `Made the Deployment web in namespace ${namespace}. It was written for extensions/v1beta1 and made as apps/v1.`,
  );
  expect(await client.get(idOf('Deployment', 'web'))).toMatchObject({
    ...{ spec: { replicas: 2, selector: { matchLabels: { app: 'web' } } }, status: { availableReplicas: 2 } },
  });
  expect(await client.get(idOf('Deployment', 'plain'))).toMatchObject({ status: { availableReplicas: 1 } });
  expect(await client.get(idOf('Service', 'plain'))).toMatchObject({ spec: { selector: { run: 'plain' } } });
  expect(await client.get(idOf('ConfigMap', generated))).toMatchObject({ data: { a: '1' } });
  // Nothing of a Secret is kept.
  const kept = await world.propertiesOf(shop, 'web');
  expect(kept['kinds']).toBe('Deployment:web,Secret:web');
  expect(JSON.stringify(kept)).not.toContain('stringData');

  const parameters = { master: 'cluster', ssh_user: '', ssh_keyfilename: '', name: 'web', amount: '+1' };
  await world.ran({ deploymentId: shop.id, workflow: 'kube_scale', parameters });
  expect(mapAt((await client.get(idOf('Deployment', 'web'))) ?? {}, 'spec')['replicas']).toBe(3);
  // Started anew, it has as many pods as before.
  const start = { operation: 'cloudify.interfaces.lifecycle.start', node_ids: ['web'] };
  await world.ran({ deploymentId: shop.id, workflow: 'execute_operation', parameters: start });
  expect(mapAt((await client.get(idOf('Deployment', 'web'))) ?? {}, 'spec')['replicas']).toBe(3);

  await world.ran({ deploymentId: shop.id, workflow: 'uninstall' });
  const left = [
    ...[idOf('Deployment', 'web'), idOf('Secret', 'web'), idOf('Deployment', 'plain'), idOf('Service', 'plain')],
    idOf('ConfigMap', generated),
  ];
  for (const identity of left) expect(await client.get(identity)).toBeNull();
});

test('why pods do not run is said', async () => {
  const once =
    '    interfaces: {cloudify.interfaces.lifecycle: {start: {implementation: kubernetes.kube_plugin.remote_tasks.kube_run_expose, max_retries: 0}}}\n';
  const files = { 'big.yaml': deployment('big', ', resources: {requests: {cpu: "1000"}}') };
  const { id } = await deployed('large', node('big', 'config_files: [{file: big.yaml}]', once), files);
  const said = await world.ran({ deploymentId: id, workflow: 'install' }, 'failed');
  expect(said).toMatch(
    /The Deployment big in namespace c-microservice is not ready: 0 of 1 pods are available; pod big-\S+: Unschedulable: .*Insufficient cpu/,
  );
  await world.ran({ deploymentId: id, workflow: 'uninstall' });
  expect(await world.list('Pod', 'app=big')).toEqual([]);
});

test('what cannot be made is said before anything is made', async () => {
  const files = {
    'bad.yaml': `${deployment('bad')}---\napiVersion: example.org/v1\nkind: Cellar\nmetadata: {name: bad}\n`,
  };
  const { id } = await deployed('bad', node('bad', 'config_files: [{file: bad.yaml}]'), files);
  expect(await world.ran({ deploymentId: id, workflow: 'install' }, 'failed')).toContain(
    'The server has no Cellar of example.org/v1 (bad). Create its CustomResourceDefinition first',
  );
  expect(await world.client.get(idOf('Deployment', 'bad'))).toBeNull();
});

test('the workflows run, expose, create, stop and delete', async () => {
  const { client } = world;
  const files = {
    'maps.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: two}\n',
  };
  const { id } = await deployed('hand', '', files);
  await world.ran({ deploymentId: id, workflow: 'install' });
  let count = 0;
  const workflow = async (name: string, parameters: JsonObject, ends = 'terminated'): Promise<string> => {
    count += 1;
    const all = { master: 'cluster', ssh_user: '', ssh_keyfilename: '', ...parameters };
    const execution = await world.start({ deploymentId: id, workflow: name, parameters: all }, `execution ${count}`);
    const { status, said } = await world.ended(execution);
    expect(status, said).toBe(ends);
    return said;
  };
  const web = { name: 'web', image: 'example.org/web:1', port: 8080 };
  expect(await workflow('kube_run', { ...web, dry_run: true })).toContain('The server would take the Deployment web');
  expect(await client.get(idOf('Deployment', 'web'))).toBeNull();
  expect(await workflow('kube_run', web)).toContain(`Made the Deployment web in namespace ${namespace}.`);
  expect(await workflow('kube_run', web, 'failed')).toContain('There is already a Deployment web');
  await workflow('kube_expose', { resource: 'deployment', name: 'web', port: 80, service_name: 'front' });
  expect(await client.get(idOf('Service', 'front'))).toMatchObject({
    spec: { selector: { run: 'web' }, ports: [{ port: 80, targetPort: 80 }] },
  });
  await workflow('kube_create', { url: 'maps.yaml' });
  expect(await workflow('kube_create', { url: 'none.yaml' }, 'failed')).toContain(
    'The blueprint has no file "none.yaml"',
  );
  const { port } = manifests.address() as AddressInfo;
  await workflow('kube_create', { url: `http://127.0.0.1:${port}/map.yaml` });
  expect(await client.get(idOf('ConfigMap', 'from-web'))).toMatchObject({ data: { a: '1' } });
  for (const name of ['one', 'two', 'from-web']) await workflow('kube_delete', { resource: 'cm', name });
  expect(await client.get(idOf('ConfigMap', 'one'))).toBeNull();
  expect(await workflow('kube_delete', { resource: 'cm', name: 'one' }, 'failed')).toContain(
    `There is no ConfigMap one in namespace ${namespace}. Check its name`,
  );
  expect(await workflow('kube_delete', { resource: 'cellars', name: 'one' }, 'failed')).toContain(
    'nothing that is called "cellars"',
  );
  await workflow('kube_run', { name: 'second', image: 'example.org/web:1', replicas: 0 });
  expect(await workflow('kube_stop', { resource: 'deploy', name: '', all: true })).toContain(
    'Deleted the Deployment web',
  );
  expect([await client.get(idOf('Deployment', 'web')), await client.get(idOf('Deployment', 'second'))]).toEqual([
    null,
    null,
  ]);
  await workflow('kube_delete', { resource: 'services', name: 'front' });
  expect(await client.get(idOf('Service', 'front'))).toBeNull();
  expect(await world.list('Pod', 'run=web')).toEqual([]);
});

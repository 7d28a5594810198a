import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Deployed, ProductWithCluster } from '../testing/product-with-cluster.ts';
import { RelayedWorkers } from '../testing/relayed-workers.ts';

/* Objects of files that a killed worker was making or taking away are found again by the next one. */

const namespace = 'c-resources-crash';

const blueprint = `
tosca_definitions_version: cloudify_dsl_1_4
imports: ['https://cloudify.co/spec/cloudify/6.4.0/types.yaml', 'plugin:cloudify-kubernetes-plugin']
node_templates:
  many:
    type: cloudify.kubernetes.resources.MultipleFileDefinedResources
    properties:
      client_config: { configuration: { file_content: { get_secret: kubeconfig-127.0.0.1 } } }
      options: { namespace: ${namespace} }
      files: [{ resource_path: first.yaml }, { resource_path: second.yaml }]
`;
const files = new Map([
  ['blueprint.yaml', blueprint],
  ['first.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: first }\ndata: { a: "1" }\n'],
  ['second.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: second }\ndata: { b: "2" }\n'],
]);
const names = ['first', 'second'];

let world: ProductWithCluster;
let workers: RelayedWorkers;
beforeAll(async () => {
  world = await ProductWithCluster.start('resources-crash', { GANTRY_WORKER: '0' });
  workers = await RelayedWorkers.start(world);
});
afterAll(async () => {
  await workers?.close();
  await world?.close();
});

const idOf = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', namespace, name });
const deployed = async (name: string) => await world.deploy(name, await world.upload(name, 'blueprint.yaml', files));
const uidOf = async (name: string) => (await world.client.get(idOf(name)))?.metadata['uid'];

/** The instance knows both objects, once each, as the cluster has them. */
async function expectMadeOnce(many: Deployed): Promise<void> {
  const { kubernetes, kubernetes_objects: kept } = await world.propertiesOf(many, 'many');
  expect(kept).toEqual([
    { ...idOf('first'), key: 'first.yaml', uid: await uidOf('first') },
    { ...idOf('second'), key: 'second.yaml', uid: await uidOf('second') },
  ]);
  expect(kubernetes).toMatchObject({ 'first.yaml': { data: { a: '1' } }, 'second.yaml': { data: { b: '2' } } });
}

async function expectGone(many: Deployed): Promise<void> {
  for (const name of names) expect(await world.client.get(idOf(name))).toBeNull();
  const left = Object.keys(await world.propertiesOf(many, 'many')).filter((key) => key.startsWith('kubernetes'));
  expect(left).toEqual([]);
}

// Each object is entered before it is made, and kept with its answer after.
test.each([
  ['the first object is entered and not made', 'after-property-commit:1'],
  ['the first object is made and its answer is not kept', 'before-property-commit:2'],
  ['the first object is kept and the second one is not entered', 'after-property-commit:2'],
  ['the second object is made and its answer is not kept', 'before-property-commit:4'],
])('kill -9 when %s: both are made once, and nothing is left', async (_, crashAt) => {
  const many = await deployed(crashAt.replaceAll(':', '-'));
  await workers.ranOver(crashAt, { deploymentId: many.id, workflow: 'install' });
  await expectMadeOnce(many);
  await world.ran({ deploymentId: many.id, workflow: 'uninstall' });
  await expectGone(many);
});

test.each([
  ['the last object is gone and still entered', 'before-property-commit:1'],
  ['the last object is struck out and the first one is there', 'after-property-commit:1'],
  ['both are gone and one is still entered', 'before-property-commit:2'],
])('kill -9 of an uninstall when %s: nothing is left', async (_, crashAt) => {
  const many = await deployed(`un-${crashAt.replaceAll(':', '-')}`);
  await world.ran({ deploymentId: many.id, workflow: 'install' });
  await workers.ranOver(crashAt, { deploymentId: many.id, workflow: 'uninstall' });
  await expectGone(many);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StandbyChild, startStandby } from '../../../../e2e/chaos/child.ts';
import { type Deployed, ProductWithCluster } from '../testing/product-with-cluster.ts';

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
const workers: StandbyChild[] = [];
/** The worker that works, and the one that takes its place. */
let working: StandbyChild;
let spare: StandbyChild;
beforeAll(async () => {
  world = await ProductWithCluster.start('resources-crash', { GANTRY_WORKER: '0' });
  working = standby();
  await working.begin();
  spare = standby();
});
afterAll(async () => {
  for (const worker of workers) await worker.kill('SIGKILL');
  await world?.close();
});

function standby(): StandbyChild {
  const { product, cluster } = world;
  const worker = startStandby('worker-process.ts', {
    ...{ DATABASE_URL: product.database.url, GANTRY_DATA_DIR: product.folder, GANTRY_LAB: '0' },
    ...{ GANTRY_TASK_RETRIES: '30', GANTRY_TASK_RETRY_INTERVAL: '1', ...cluster.env },
  });
  workers.push(worker);
  return worker;
}

/** Runs a workflow whose first worker dies at a crash point, and whose second one ends it. Gives all that was said. */
async function ranOver(crashAt: string, deployed: Deployed, workflow: string): Promise<string> {
  await working.arm(crashAt);
  const execution = await world.start({ deploymentId: deployed.id, workflow }, `${workflow} ${crashAt}`);
  expect(await working.ended, working.output()).toBe('SIGKILL');
  working = spare;
  await working.begin();
  spare = standby();
  const { status, said } = await world.ended(execution);
  expect(status, said).toBe('terminated');
  return said;
}

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
  await ranOver(crashAt, many, 'install');
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
  await ranOver(crashAt, many, 'uninstall');
  await expectGone(many);
});

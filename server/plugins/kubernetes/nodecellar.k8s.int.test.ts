import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { mapAt, objectsOf } from '../../../core/kubernetes/objects/kubernetes-object.ts';
import { readManifest } from '../../../core/kubernetes/objects/read-manifest.ts';
import { cellarBlueprint, cellarDatabase, cellarFiles, cellarFolder, cellarInputs } from './testing/cellar-files.ts';
import { comparable, type Deployed, ProductWithCluster } from './testing/product-with-cluster.ts';

/* The wine cellar on Kubernetes of January 2016: descriptors and overrides as they were published. */

const managementIp = '192.0.2.10';
const isPublished = existsSync(cellarFolder);

let world: ProductWithCluster;
beforeAll(async () => {
  if (isPublished) world = await ProductWithCluster.start('nodecellar', { GANTRY_ADDRESS: managementIp });
});
afterAll(() => world?.close());

const namespace = 'c-nodecellar';
const controller = { apiVersion: 'v1', kind: 'ReplicationController', namespace, name: 'nodecellar' };
const service = { apiVersion: 'v1', kind: 'Service', namespace, name: 'nodecellar-service' };

/** What Python would have made of a descriptor: the environment of its containers, by their places. */
function expected(file: string, environment: [container: number, place: number, value: string][] = []) {
  const [document] = readManifest(file, readFileSync(join(cellarFolder, file), 'utf8'));
  const pod = mapAt(mapAt(mapAt(document as JsonObject, 'spec'), 'template'), 'spec');
  const containers = pod['containers'] as { env: { value: string }[] }[] | undefined;
  for (const [container, place, value] of environment) {
    const variable = containers?.[container]?.env[place];
    if (variable === undefined) throw new Error(`${file} has no variable ${container}/${place}.`);
    variable.value = value;
  }
  const [object] = objectsOf(document as Json, file);
  if (object === undefined) throw new Error(`${file} is empty.`);
  return object;
}

async function deployed(name: string): Promise<Deployed> {
  const blueprint = await world.upload(name, cellarBlueprint, cellarFiles());
  return await world.deploy(name, blueprint, cellarInputs(world.cluster.server));
}

test.skipIf(!isPublished)(
  'the published descriptors become the objects that they became, are scaled, and go without anything else',
  async () => {
    const { client } = world;
    const other = { apiVersion: 'v1', kind: 'ConfigMap', namespace, name: 'other' };
    await client.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'other' }, data: { a: '1' } });
    const cellar = await deployed('cellar');
    const { id } = cellar;
    // What the server makes of the same objects; it keeps nothing.
    const wanted = expected('pod.yaml', [
      [0, 1, cellarDatabase.ip],
      [0, 2, String(cellarDatabase.port)],
      [1, 0, managementIp],
      [1, 2, id],
      [1, 3, 'nodecellar'],
      [1, 4, cellar.instances['nodecellar'] ?? ''],
    ]);
    const wantedController = comparable(await client.create(wanted, { dryRun: true }));
    const wantedService = comparable(await client.create(expected('service2.yaml'), { dryRun: true }));

    await world.ran({ deploymentId: id, workflow: 'install' });
    expect(comparable(await client.get(controller))).toEqual(wantedController);
    expect(comparable(await client.get(service))).toEqual(wantedService);
    expect(await world.propertiesOf(cellar, 'nodecellar')).toMatchObject({
      kubernetes_objects: [controller, service],
      kinds: 'ReplicationController:nodecellar,Service:nodecellar-service',
    });
    expect(await world.list('Pod', 'app=nodecellar')).toHaveLength(1);

    const scale = (amount: string) =>
      world.ran({
        ...{ deploymentId: id, workflow: 'kube_scale' },
        parameters: { master: 'kubernetes_proxy', ssh_user: '', ssh_keyfilename: '', name: 'nodecellar', amount },
      });
    expect(await scale('+1')).toContain('from 1 to 2');
    expect((await client.get(controller))?.['status']).toMatchObject({ replicas: 2, readyReplicas: 2 });
    expect(await scale('-1')).toContain('from 2 to 1');
    expect(mapAt((await client.get(controller)) ?? {}, 'spec')['replicas']).toBe(1);
    expect(await scale('2')).toContain('from 1 to 2');
    expect(await world.list('Pod', 'app=nodecellar')).toHaveLength(2);
    expect(await world.propertiesOf(cellar, 'kubernetes_proxy')).not.toHaveProperty('kubernetes_workflow');

    await world.ran({ deploymentId: id, workflow: 'uninstall' });
    expect([await client.get(controller), await client.get(service)]).toEqual([null, null]);
    expect(await world.list('Pod', 'app=nodecellar')).toEqual([]);
    expect(await client.get(other)).toMatchObject({ data: { a: '1' } });
    await client.remove(other);
  },
);

test.skipIf(!isPublished)('an object of somebody else is neither taken over nor deleted', async () => {
  const { client } = world;
  await client.create({
    ...{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'nodecellar-service' } },
    spec: { selector: { app: 'else' }, ports: [{ port: 1 }] },
  });
  const { id } = await deployed('taken');
  expect(await world.ran({ deploymentId: id, workflow: 'install' }, 'failed')).toContain(
    `There is already a Service nodecellar-service in namespace ${namespace}, which was not made by this node. Delete it`,
  );
  await world.ran({ deploymentId: id, workflow: 'uninstall' });
  expect(await client.get(controller)).toBeNull();
  expect(await client.get(service)).toMatchObject({ spec: { selector: { app: 'else' } } });
  await client.remove(service);
});

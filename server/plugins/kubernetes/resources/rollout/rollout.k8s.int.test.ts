import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../../../../core/blueprint/json.ts';
import { mapAt } from '../../../../../core/kubernetes/objects/kubernetes-object.ts';
import { blueprintHead, type Deployed, type ResourceBench, startResourceBench } from '../testing/resource-bench.ts';

let bench: ResourceBench;
let deployed: Deployed;
const namespace = 'gantry-rollout';
const web = { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name: 'web' };

beforeAll(async () => {
  bench = await startResourceBench('rollout');
  deployed = await bench.deploy('rollout', {
    'blueprint.yaml': `${blueprintHead}
node_templates:
  web:
    type: cloudify.kubernetes.resources.Deployment
    properties:
      client_config: *cluster
      options: { namespace: ${namespace} }
      definition:
        apiVersion: apps/v1
        metadata: { name: web }
        spec:
          replicas: 3
          progressDeadlineSeconds: 6
          selector: { matchLabels: { app: web } }
          strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }
          template:
            metadata: { labels: { app: web } }
            spec: { containers: [{ name: app, image: 'example.invalid/app:1', ports: [{ containerPort: 80 }] }] }
`,
  });
});
afterAll(() => bench?.close());

/** The image and requests of the only container, and how many pods are available. */
async function live(): Promise<JsonObject> {
  const object = await bench.client.get(web);
  const template = mapAt(mapAt(object ?? {}, 'spec'), 'template');
  const containers = mapAt(template, 'spec')['containers'] as JsonObject[];
  const { image = '', resources = {} } = containers[0] ?? {};
  return { image, resources, available: mapAt(object ?? {}, 'status')['availableReplicas'] ?? 0 };
}

function containerOf(container: JsonObject): JsonObject {
  return { spec: { template: { spec: { containers: [{ name: 'app', ...container }] } } } };
}

test('pods are replaced one after the other, and each step is told', async () => {
  const installed = await deployed.run('install');
  expect(installed.status, installed.said).toBe('terminated');
  const { status, said } = await deployed.run('update_resource_definition', {
    node_instance_id: deployed.instance('web'),
    resource_definition_changes: containerOf({ image: 'example.invalid/app:2' }),
  });
  expect(status, said).toBe('terminated');
  expect(await live()).toEqual({ image: 'example.invalid/app:2', resources: {}, available: 3 });
  const steps = said.split('\n').filter((line) => line.startsWith('Rolling update of'));
  expect(steps.at(0)).toMatch(/^Rolling update of Deployment gantry-rollout\/web: \d of 3 pods updated/);
  expect(steps.at(-1)).toBe('Rolling update of Deployment gantry-rollout/web: 3 of 3 pods updated, 3 available.');
  expect(new Set(steps).size).toBe(steps.length);
  expect(await deployed.properties('web')).not.toHaveProperty('kubernetes_rollout');
});

test('an update whose pods never run is put back, with the reason', async () => {
  const changes = containerOf({ image: 'example.invalid/app:3', resources: { requests: { cpu: '500' } } });
  const { status, said } = await deployed.operation('web', 'lifecycle.update', {
    resource_definition_changes: changes,
  });
  expect(status, said).toBe('failed');
  expect(said).toContain(
    'Rolling update of Deployment gantry-rollout/web: 1 of 3 pods updated, 3 available, 3 of an older version.',
  );
  expect(said).toMatch(/The update failed: Deployment gantry-rollout\/web: ProgressDeadlineExceeded.*Insufficient cpu/);
  expect(said).toContain('Rolling back Deployment gantry-rollout/web: 3 of 3 pods updated, 3 available.');
  expect(said).toContain('Everything is as it was applied before.');
  expect(await live()).toEqual({ image: 'example.invalid/app:2', resources: {}, available: 3 });
  const kept = await deployed.properties('web');
  expect(JSON.stringify(kept['kubernetes_applied'])).toContain('app:2');
  expect(kept).not.toHaveProperty('kubernetes_rollout');
});

test('what cannot be changed is refused before anything is, with the field and the way out', async () => {
  const changes = {
    spec: { selector: { matchLabels: { app: 'other' } }, template: { metadata: { labels: { app: 'other' } } } },
  };
  const { status, said } = await deployed.operation('web', 'lifecycle.update', {
    resource_definition_changes: changes,
  });
  expect(status).toBe('failed');
  expect(said).toMatch(/spec\.selector cannot be changed once the object exists\..*reinstalling/);
  expect(await live()).toEqual({ image: 'example.invalid/app:2', resources: {}, available: 3 });
});

test('a field of another manager is not taken over, unless by force', async () => {
  await bench.applyAs('autoscaler', `/apis/apps/v1/namespaces/${namespace}/deployments/web`, {
    ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' } },
    spec: { replicas: 2 },
  });
  const changes = { spec: { replicas: 1 } };
  const refused = await deployed.operation('web', 'lifecycle.update', { resource_definition_changes: changes });
  expect(refused.status).toBe('failed');
  expect(refused.said).toMatch(/spec\.replicas belongs to "autoscaler"\..*force: true/);
  const forced = { resource_definition_changes: changes, force: true };
  const { status, said } = await deployed.operation('web', 'lifecycle.update', forced);
  expect(status, said).toBe('terminated');
  expect(await live()).toMatchObject({ available: 1 });
});

test('what has no field of its own in the way is put back to the blueprint by an update', async () => {
  const { status, said } = await deployed.operation('web', 'lifecycle.update', {});
  expect(status, said).toBe('terminated');
  expect(await live()).toMatchObject({ image: 'example.invalid/app:1', available: 3 });
  expect((await deployed.run('uninstall')).status).toBe('terminated');
  expect(await bench.client.get(web)).toBeNull();
});

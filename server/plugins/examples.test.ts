import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../core/blueprint/json.ts';
import { isJsonObject } from '../../core/blueprint/json-object.ts';
import { compileBlueprint } from '../../core/dsl/index.ts';
import { planMicroservice } from '../../core/kubernetes/microservice/plan-microservice.ts';
import { mapAt } from '../../core/kubernetes/objects/kubernetes-object.ts';
import { createDeploymentPlan } from '../../core/plan/index.ts';
import { createCatalogueReader } from './catalogue.ts';

/* The blueprints that the product offers by itself. */

const root = join(import.meta.dirname, '../../examples');
const catalogue = createCatalogueReader();

function compileExample(folder: string, mainFile: string) {
  const textOf = (path: string): string | null => {
    const file = join(root, folder, path);
    return existsSync(file) ? readFileSync(file, 'utf8') : null;
  };
  return compileBlueprint({
    mainFile,
    reader: {
      read: async (location, version) => textOf(location) ?? catalogue.read(location, version),
      exists: (path) => existsSync(join(root, folder, path)),
      explain: (location) => catalogue.explain?.(location) ?? null,
    },
  });
}

const mainFiles = readdirSync(root).flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.yaml'))
    .filter((file) => readFileSync(join(root, folder, file), 'utf8').startsWith('tosca_definitions_version'))
    .map((file) => [folder, file] as const),
);

describe('the examples', () => {
  it.each(mainFiles)('%s/%s compiles, and nothing is to be said about it', async (folder, mainFile) => {
    const { plan, diagnostics } = await compileExample(folder, mainFile);
    expect(diagnostics).toEqual([]);
    expect(plan?.nodes.length).toBeGreaterThan(0);
  });

  it('the nodes of kubernetes-on-hosts join its master, each on a host of its own', async () => {
    const { plan } = await compileExample('kubernetes-on-hosts', 'blueprint.yaml');
    const nodes = new Map(plan?.nodes.map((node) => [node.id, node]));
    expect(nodes.get('master')?.host_id).toBe('master_host');
    expect(nodes.get('node')?.host_id).toBe('node_host');
    expect(nodes.get('node')?.relationships.map(({ target_id }) => target_id)).toEqual(['node_host', 'master']);
    expect(plan?.workflows).toHaveProperty('kube_scale');
  });
});

describe.each([
  ['kubernetes-on-hosts', 'blueprint.yaml', { master_ip: '10.0.0.1', node_ips: ['10.0.0.2', '10.0.0.3'] }],
  ['nodecellar-hybrid', 'blueprint.yaml', { database_ip: '10.0.0.9', cluster_ip: '10.0.0.1' }],
  ['nodecellar-hybrid', 'on-hosts.yaml', { database_ip: '10.0.0.9', cluster_ip: '10.0.0.1', worker_ip: '10.0.0.2' }],
])('%s/%s', (folder, mainFile, addresses) => {
  it('has its values filled into what Kubernetes is asked for', async () => {
    const inputs = { ...addresses, replicas: 3, image: 'registry.example/web:2' };
    const objects = await objectsOf(folder, mainFile, inputs);
    expect(objects.map(({ kind }) => kind)).toEqual(['ConfigMap', 'Deployment', 'Service']);
    const [, deployment] = objects;
    expect(deployment).toMatchObject({
      spec: { replicas: 3, template: { spec: { containers: [{ image: 'registry.example/web:2' }] } } },
    });
    if (folder === 'kubernetes-on-hosts') {
      expect(objects[0]).toMatchObject({ data: { greeting: 'Good morning from the harbour', deployment: 'dep-1' } });
      return;
    }
    const { env } = containerOf(deployment);
    expect(env).toEqual([
      { name: 'DATABASE_HOST', value: '10.0.0.9' },
      { name: 'DATABASE_PORT', value: '27400' },
      { name: 'DEPLOYMENT', value: 'dep-1' },
    ]);
  });
});

/** What the example's microservice would make, once the database of the example runs. */
async function objectsOf(folder: string, mainFile: string, inputs: JsonObject) {
  const { plan } = await compileExample(folder, mainFile);
  if (plan === null) throw new Error('It does not compile.');
  const ids = Array.from({ length: 100 }, (_, at) => String(at));
  const suffix = () => ids.shift() ?? '';
  const deployed = createDeploymentPlan(plan, { inputs, ids: { uuid: suffix, suffix } });
  expect(deployed.problems).toEqual([]);
  const node = deployed.plan?.nodes.find(({ type }) => type === 'cloudify.kubernetes.Microservice');
  if (node === undefined) throw new Error('There is no microservice.');
  return planMicroservice(node.properties, {
    values: {
      context: {
        deployment: { id: 'dep-1' },
        blueprint: { id: folder },
        node: { id: node.id, name: node.id, properties: node.properties },
        instance: { id: `${node.id}_1`, host_ip: null, runtime_properties: {} },
      },
      managementIp: null,
      runtimeProperties: async (name) => (name === 'database' ? { address: '10.0.0.9', port: '27400' } : null),
    },
    readFile: async (path) => readFileSync(join(root, folder, path), 'utf8'),
  });
}

function containerOf(deployment: JsonObject | undefined): JsonObject {
  const containers = mapAt(mapAt(mapAt(deployment ?? {}, 'spec'), 'template'), 'spec')['containers'];
  const [first] = Array.isArray(containers) ? containers : [];
  return isJsonObject(first) ? first : {};
}

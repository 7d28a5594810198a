import { afterAll, beforeAll, expect, test } from 'vitest';
import { blueprintHead, type ResourceBench, startResourceBench } from './testing/resource-bench.ts';

let bench: ResourceBench;
beforeAll(async () => {
  bench = await startResourceBench('resources');
});
afterAll(() => bench?.close());

const namespace = 'gantry-resources';
const configMap = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', namespace, name });

test('an object of each kind of definition is made, read, found unchanged, and taken away', async () => {
  const { client } = bench;
  const deployed = await bench.deploy('kinds', {
    'blueprint.yaml': `${blueprintHead}
node_templates:
  words:
    type: cloudify.kubernetes.resources.ConfigMap
    properties:
      client_config: *cluster
      options: { namespace: ${namespace} }
      definition: { metadata: { name: words }, data: { a: '1' } }
  web:
    type: cloudify.nodes.kubernetes.resources.Deployment
    properties:
      client_config: *cluster
      options: { namespace: ${namespace} }
      definition:
        metadata: { name: web, labels: { app: web } }
        spec:
          replicas: 2
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec: { containers: [{ name: app, image: 'example.invalid/app:1', ports: [{ containerPort: 80 }] }] }
    relationships: [{ type: cloudify.relationships.depends_on, target: words }]
  service:
    type: cloudify.kubernetes.resources.BlueprintDefinedResource
    properties:
      client_config: *cluster
      options: { namespace: ${namespace} }
      definition:
        { apiVersion: v1, kind: Service, metadata: { name: web }, spec: { selector: { app: web }, ports: [{ port: 80 }] } }
  hidden:
    type: cloudify.kubernetes.resources.Secret
    properties:
      client_config: *cluster
      options: { namespace: ${namespace} }
      definition: { metadata: { name: hidden }, stringData: { password: hidden } }
outputs:
  address: { value: { get_attribute: [service, kubernetes, spec, cluster_ip] } }
`,
  });
  const installed = await deployed.run('install');
  expect(installed.status, installed.said).toBe('terminated');
  expect(installed.said).toContain(`Made Deployment ${namespace}/web.`);
  const web = await deployed.properties('web');
  expect(web).toMatchObject({
    kubernetes: { kind: 'Deployment', spec: { replicas: 2 }, status: { ready_replicas: 2, readyReplicas: 2 } },
    kubernetes_objects: [{ apiVersion: 'apps/v1', kind: 'Deployment', namespace, name: 'web' }],
    kubernetes_applied: [{ spec: { replicas: 2 } }],
  });
  expect(JSON.stringify(await deployed.properties('hidden'))).not.toMatch(/aGlkZGVu|"password":"hidden"/);

  const checked = await deployed.run('check_drift');
  expect(checked.status, checked.said).toBe('terminated');
  expect(checked.said).not.toContain('spec.');
  expect((await deployed.run('check_status')).status).toBe('terminated');

  await client.scale({ ...configMap('web'), apiVersion: 'apps/v1', kind: 'Deployment' }, 3);
  await client.patch({ ...configMap('hidden'), kind: 'Secret' }, { data: { password: null } }, 'merge');
  const drifted = await deployed.run('check_drift');
  expect(drifted.said).toContain(`Deployment ${namespace}/web: spec.replicas`);
  expect(drifted.said).toContain(`Secret ${namespace}/hidden: data.password`);

  const uninstalled = await deployed.run('uninstall');
  expect(uninstalled.status, uninstalled.said).toBe('terminated');
  expect(await client.get(configMap('words'))).toBeNull();
  expect(Object.keys(await deployed.properties('web')).filter((key) => key.startsWith('kubernetes'))).toEqual([]);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { blueprintHead, type ResourceBench, startResourceBench } from './testing/resource-bench.ts';

let bench: ResourceBench;
beforeAll(async () => {
  bench = await startResourceBench('custom-objects');
});
afterAll(() => bench?.close());

const namespace = 'gantry-custom-objects';
const group = 'custom.gantry.example';
const lampOf = (name: string) => ({ apiVersion: `${group}/v1`, kind: 'Lamp', namespace, name });

test('a kind is defined, and objects of it are made, read, found changed, and taken away', async () => {
  const { client } = bench;
  const deployed = await bench.deploy('lamps', {
    'blueprint.yaml': `${blueprintHead}
node_templates:
  lamps:
    type: cloudify.kubernetes.resources.CustomResourceDefinition
    properties:
      client_config: *cluster
      definition:
        apiVersion: apiextensions.k8s.io/v1
        metadata: { name: lamps.${group} }
        spec:
          group: ${group}
          scope: Namespaced
          names: { plural: lamps, singular: lamp, kind: Lamp }
          versions:
            - name: v1
              served: true
              storage: true
              schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } }
  desk:
    type: cloudify.kubernetes.resources.CustomObject
    properties:
      client_config: *cluster
      options: { namespace: ${namespace}, group: ${group}, version: v1, plural: lamps }
      definition: { metadata: { name: desk }, spec: { colour: green, watts: 5 } }
    relationships: [{ type: cloudify.relationships.depends_on, target: lamps }]
  ceiling:
    type: cloudify.kubernetes.resources.CustomBlueprintDefinedResource
    properties:
      client_config: *cluster
      options: { namespace: ${namespace} }
      api_mapping:
        create: { api: CustomObjectsApi, method: create_namespaced_custom_object }
        read: { api: CustomObjectsApi, method: get_namespaced_custom_object }
        update: { api: CustomObjectsApi, method: patch_namespaced_custom_object }
        delete: { api: CustomObjectsApi, method: delete_namespaced_custom_object }
      definition:
        apiVersion: ${group}/v1
        kind: Lamp
        metadata: { name: ceiling }
        spec: { colour: white, shades: { a: 1, b: [2, 3] } }
    relationships: [{ type: cloudify.relationships.depends_on, target: lamps }]
outputs:
  colour: { value: { get_attribute: [desk, kubernetes, spec, colour] } }
`,
  });
  const installed = await deployed.run('install');
  expect(installed.status, installed.said).toBe('terminated');
  expect(await deployed.properties('desk')).toMatchObject({
    kubernetes: { ...lampInAnswer('desk'), spec: { colour: 'green', watts: 5 } },
    kubernetes_objects: [lampOf('desk')],
  });
  expect(await deployed.properties('ceiling')).toMatchObject({
    kubernetes: { ...lampInAnswer('ceiling'), spec: { colour: 'white', shades: { a: 1, b: [2, 3] } } },
    kubernetes_objects: [lampOf('ceiling')],
  });

  const unchanged = await deployed.run('check_drift');
  expect(unchanged.status, unchanged.said).toBe('terminated');
  expect(unchanged.said).not.toContain('spec.');
  await client.patch(lampOf('desk'), { spec: { colour: 'red' } }, 'merge');
  await client.patch(lampOf('ceiling'), { spec: { shades: { a: null } } }, 'merge');
  const drifted = await deployed.run('check_drift');
  expect(drifted.said).toContain(`Lamp ${namespace}/desk: spec.colour`);
  expect(drifted.said).toContain(`Lamp ${namespace}/ceiling: spec.shades.a`);

  const updated = await deployed.operation('desk', 'lifecycle.update', { force: true });
  expect(updated.status, updated.said).toBe('terminated');
  expect(await client.get(lampOf('desk'))).toMatchObject({ spec: { colour: 'green', watts: 5 } });

  const uninstalled = await deployed.run('uninstall');
  expect(uninstalled.status, uninstalled.said).toBe('terminated');
  expect(await client.get(lampOf('desk'))).toBeNull();
  expect(await client.get(lampOf('ceiling'))).toBeNull();
  const definition = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', namespace: null };
  expect(await client.get({ ...definition, name: `lamps.${group}` })).toBeNull();
  for (const node of ['lamps', 'desk', 'ceiling'])
    expect(Object.keys(await deployed.properties(node)).filter((key) => key.startsWith('kubernetes'))).toEqual([]);
});

function lampInAnswer(name: string) {
  return { apiVersion: `${group}/v1`, kind: 'Lamp', metadata: { name, namespace } };
}

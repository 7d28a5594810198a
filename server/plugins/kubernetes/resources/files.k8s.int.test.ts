import { afterAll, beforeAll, expect, test } from 'vitest';
import { blueprintHead, type ResourceBench, startResourceBench } from './testing/resource-bench.ts';

let bench: ResourceBench;
beforeAll(async () => {
  bench = await startResourceBench('files');
});
afterAll(() => bench?.close());

const namespace = 'gantry-files';
const common = `client_config: *cluster, options: { namespace: ${namespace} }`;

const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: lamps.gantry.example }
spec:
  group: gantry.example
  scope: Namespaced
  names: { plural: lamps, singular: lamp, kind: Lamp }
  versions:
    - name: v1
      served: true
      storage: true
      schema: { openAPIV3Schema: { type: object, properties: { spec: { type: object, properties: { colour: { type: string } } } } } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: lamps, labels: { colour: "{{ colour }}" } }
`;
const several = `apiVersion: v1
kind: ConfigMap
metadata: { name: first }
data: { of: "{{ ctx.instance.id }}" }
---
# nothing
---
apiVersion: v1
kind: List
items:
  - { apiVersion: v1, kind: ConfigMap, metadata: { name: second }, data: { lines: "{% for n in numbers %}{{ n }};{% endfor %}" } }
  - { apiVersion: v1, kind: ConfigMap, metadata: { name: third } }
`;

test('objects of files are made in their order, templates filled in', async () => {
  const deployed = await bench.deploy('files', {
    'blueprint.yaml': `${blueprintHead}
node_templates:
  lamp:
    type: cloudify.kubernetes.resources.FileDefinedResource
    properties: { ${common}, file: { resource_path: files/lamp.yaml, template_variables: { colour: green } } }
  many:
    type: cloudify.nodes.kubernetes.resources.MultipleFileDefinedResources
    properties:
      ${common.replace(', options', '\n      options')}
      files:
        - { resource_path: files/several.yaml, template_variables: { numbers: [1, 2] } }
        - { resource_path: files/one.json }
`,
    'files/lamp.yaml': definition,
    'files/several.yaml': several,
    'files/one.json': '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"fourth"}}',
  });
  const installed = await deployed.run('install');
  expect(installed.status, installed.said).toBe('terminated');
  const lamp = await deployed.properties('lamp');
  expect(lamp).toMatchObject({
    kubernetes: {
      'files/lamp.yaml#0': { kind: 'CustomResourceDefinition' },
      'files/lamp.yaml#1': { kind: 'ConfigMap', metadata: { namespace, labels: { colour: 'green' } } },
    },
  });
  const many = await deployed.properties('many');
  expect(Object.keys(many['kubernetes'] ?? {}).toSorted()).toEqual([
    ...['files/one.json', 'files/several.yaml#0', 'files/several.yaml#1', 'files/several.yaml#2'],
  ]);
  const at = (name: string) => bench.client.get({ apiVersion: 'v1', kind: 'ConfigMap', namespace, name });
  expect((await at('first'))?.['data']).toEqual({ of: deployed.instance('many') });
  expect((await at('second'))?.['data']).toEqual({ lines: '1;2;' });

  await bench.client.remove({ apiVersion: 'v1', kind: 'ConfigMap', namespace, name: 'third' });
  const drifted = await deployed.run('check_drift');
  expect(drifted.said).toContain(`ConfigMap ${namespace}/third: It is not there any more.`);
  const updated = await deployed.operation('many', 'lifecycle.update', {
    files: [{ resource_path: 'files/several.yaml', template_variables: { numbers: [3] } }],
  });
  expect(updated.status, updated.said).toBe('terminated');
  // What an update leaves out stays here: allow_node_redefinition is off for files.
  expect(updated.said).toContain(`ConfigMap ${namespace}/fourth is not in the definition any more. It stays`);
  expect((await at('second'))?.['data']).toEqual({ lines: '3;' });
  expect(await at('third')).not.toBeNull();

  const uninstalled = await deployed.run('uninstall');
  expect(uninstalled.status, uninstalled.said).toBe('terminated');
  for (const name of ['first', 'second', 'third', 'fourth']) expect(await at(name)).toBeNull();
});

test.each([
  ['files/none.yaml', {}, /The blueprint has no file files\/none\.yaml\. Put it there/],
  ['files/broken.yaml', {}, /files\/broken\.yaml, line 3: The \[ in line 2/],
  ['files/nameless.yaml', {}, /Document 2 of files\/nameless\.yaml, a ConfigMap, has no name/],
  ['files/template.yaml', {}, /files\/template\.yaml cannot be rendered/],
])('%s is refused with a reason', async (path, variables, says) => {
  const name = path.replaceAll(/\W/g, '-');
  const deployed = await bench.deploy(name, {
    'blueprint.yaml': `${blueprintHead}
node_templates:
  file:
    type: cloudify.kubernetes.resources.FileDefinedResource
    properties: { ${common}, file: { resource_path: ${path}, template_variables: ${JSON.stringify(variables)} } }
`,
    'files/broken.yaml': 'a: 1\nb: [\n',
    'files/nameless.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n---\napiVersion: v1\nkind: ConfigMap\n',
    'files/template.yaml': '{% for %}\n',
  });
  const { status, said } = await deployed.run('install');
  expect(status).toBe('failed');
  expect(said).toMatch(says);
});

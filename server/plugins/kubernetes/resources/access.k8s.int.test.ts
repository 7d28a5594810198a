import { afterAll, beforeAll, expect, test } from 'vitest';
import { blueprintHead, type ResourceBench, startResourceBench } from './testing/resource-bench.ts';

let bench: ResourceBench;
beforeAll(async () => {
  bench = await startResourceBench('access');
});
afterAll(() => bench?.close());

const namespace = 'gantry-access';

test('a cluster is reached in each way that a blueprint can write', async () => {
  const { cluster, product } = bench;
  await product.admin.mutate('secrets.put', { name: 'token', value: cluster.token });
  await product.admin.mutate('secrets.put', { name: 'authority', value: cluster.authority });
  const ways = {
    text: 'client_config: { configuration: { file_content: { get_secret: kubeconfig } } }',
    file: 'client_config: { configuration: { blueprint_file_name: access/config.yaml } }',
    options: `client_config: { configuration: { api_options: { host: "${cluster.server}", api_key: { get_secret: token }, ssl_ca_cert: { get_secret: authority } } } }`,
    authority: `client_config: { configuration: { api_options: { host: "${cluster.server}", api_key: { get_secret: token }, ssl_ca_cert: access/ca.pem } } }`,
    unchecked: `client_config: { configuration: { api_options: { host: "${cluster.server}", api_key: { get_secret: token }, verify_ssl: "false" } } }`,
  };
  const nodes = Object.entries(ways).map(
    ([name, way]) => `
  ${name}:
    type: cloudify.kubernetes.resources.ConfigMap
    properties:
      ${way}
      options: { namespace: ${namespace} }
      definition: { metadata: { name: ${name} } }`,
  );
  const deployed = await bench.deploy('access', {
    'blueprint.yaml': `${blueprintHead}
node_templates:${nodes.join('')}
  master:
    type: cloudify.kubernetes.nodes.Master
    properties: { configuration: { file_content: { get_secret: kubeconfig } } }
  managed:
    type: cloudify.kubernetes.resources.ConfigMap
    properties: { options: { namespace: ${namespace} }, definition: { metadata: { name: managed } } }
    relationships: [{ type: cloudify.kubernetes.relationships.managed_by_master, target: master }]
`,
    'access/config.yaml': cluster.kubeconfig,
    'access/ca.pem': cluster.authority,
  });
  const installed = await deployed.run('install');
  expect(installed.status, installed.said).toBe('terminated');
  expect(installed.said).toContain('is not checked, as its configuration says');
  for (const name of [...Object.keys(ways), 'managed'])
    expect(await bench.client.get({ apiVersion: 'v1', kind: 'ConfigMap', namespace, name })).not.toBeNull();
  expect((await deployed.run('uninstall')).status).toBe('terminated');
});

test.each([
  ['1.0.0', 'Pod', 'spec: { containers: [{ name: a, image: "example.invalid/a:1" }] }'],
  ['1.4.0', 'Pod', 'spec: { containers: [{ name: a, image: "example.invalid/a:1" }] }'],
])('objects of release %s are made and taken away', async (version, kind, spec) => {
  const deployed = await bench.deploy(`release-${version.replaceAll('.', '-')}`, {
    'blueprint.yaml': `tosca_definitions_version: cloudify_dsl_1_3
imports:
  - http://www.getcloudify.org/spec/cloudify/4.1/types.yaml
  - https://raw.githubusercontent.com/cloudify-incubator/cloudify-kubernetes-plugin/${version}/plugin.yaml
node_templates:
  master:
    type: cloudify.kubernetes.nodes.Master
    properties: { configuration: { file_content: { get_secret: kubeconfig } } }
  it:
    type: cloudify.kubernetes.resources.${kind}
    properties:
      options: { namespace: ${namespace} }
      definition: { apiVersion: v1, metadata: { name: old }, ${spec} }
    relationships: [{ type: cloudify.kubernetes.relationships.managed_by_master, target: master }]
`,
  });
  const installed = await deployed.run('install');
  expect(installed.status, installed.said).toBe('terminated');
  expect(await deployed.properties('it')).toMatchObject({ kubernetes: { kind, metadata: { name: 'old' } } });
  const uninstalled = await deployed.run('uninstall');
  expect(uninstalled.status, uninstalled.said).toBe('terminated');
});

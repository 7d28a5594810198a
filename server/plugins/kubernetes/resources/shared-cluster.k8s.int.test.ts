import { afterAll, beforeAll, expect, test } from 'vitest';
import { blueprintHead, type ResourceBench, startResourceBench } from './testing/resource-bench.ts';

let bench: ResourceBench;
beforeAll(async () => {
  bench = await startResourceBench('shared-cluster');
});
afterAll(() => bench?.close());

const namespace = 'gantry-shared-cluster';
const lifecycle = 'lifecycle';

test('an account with a token is made, read, and taken away; its token stays in the cluster', async () => {
  const deployed = await bench.deploy('shared', {
    'blueprint.yaml': `${blueprintHead}
node_templates:
  shared:
    type: cloudify.kubernetes.resources.SharedCluster
    properties:
      client_config: *cluster
      options: { namespace: ${namespace} }
      resource_config: { deployment: { id: none } }
`,
  });
  const name = deployed.instance('shared').replaceAll('_', '-');
  const made = await deployed.operation('shared', `${lifecycle}.start`);
  expect(made.status, made.said).toBe('terminated');
  const properties = await deployed.properties('shared');
  expect(properties).toMatchObject({
    'k8s-ip': bench.cluster.server,
    service_account_response: { kind: 'ServiceAccount', metadata: { name } },
    cluster_role_binding_response: { kind: 'ClusterRoleBinding' },
    secret_response: { data: { token: '(not shown)' } },
  });
  expect(properties).not.toHaveProperty('k8s-service-account-token');
  const read = await deployed.operation('shared', `${lifecycle}.poststart`, { keep_secret_values: true });
  expect(read.status, read.said).toBe('terminated');
  expect(String((await deployed.properties('shared'))['k8s-service-account-token']).length).toBeGreaterThan(5);
  expect((await deployed.operation('shared', 'validation.check_status')).status).toBe('terminated');
  expect((await deployed.operation('shared', `${lifecycle}.configure`)).said).toContain('answers: Kubernetes');

  const gone = await deployed.operation('shared', `${lifecycle}.stop`);
  expect(gone.status, gone.said).toBe('terminated');
  for (const kind of ['ServiceAccount', 'Secret'])
    expect(await bench.client.get({ apiVersion: 'v1', kind, namespace, name })).toBeNull();
  expect(Object.keys(await deployed.properties('shared')).filter((key) => key.startsWith('k8s-'))).toEqual([]);
  expect((await deployed.operation('shared', 'validation.check_status')).status).toBe('failed');
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { blueprintHead, type Deployed, type ResourceBench, startResourceBench } from './testing/resource-bench.ts';

let bench: ResourceBench;
beforeAll(async () => {
  bench = await startResourceBench('existing');
});
afterAll(() => bench?.close());

const namespace = 'gantry-existing';
const words = { apiVersion: 'v1', kind: 'ConfigMap', namespace, name: 'words' };

function deploy(name: string, properties: string, type = 'ConfigMap'): Promise<Deployed> {
  return bench.deploy(name, {
    'blueprint.yaml': `${blueprintHead}
node_templates:
  it:
    type: cloudify.kubernetes.resources.${type}
    properties:
      client_config: *cluster
      options: { namespace: ${namespace} }
      ${properties}
`,
  });
}

test('what was there before is used as it is, and stays', async () => {
  const { apiVersion, kind, name } = words;
  await bench.client.apply({ apiVersion, kind, metadata: { name, namespace }, data: { by: 'hand' } });
  const definition = 'definition: { metadata: { name: words }, data: { by: blueprint } }';
  for (const [deployment, properties] of Object.entries({
    external: `use_external_resource: true\n      ${definition}`,
    found: definition,
  })) {
    const deployed = await deploy(deployment, properties);
    const { status, said } = await deployed.run('install');
    expect(status, said).toBe('terminated');
    expect(said).toContain(
      `ConfigMap ${namespace}/words is there already: it is used as it is, and stays. It differs from the definition in data.by.`,
    );
    expect(await deployed.properties('it')).toMatchObject({ kubernetes: { data: { by: 'hand' } } });
    expect((await deployed.operation('it', 'lifecycle.update', {})).said).toContain('is only used, and is not changed');
    expect((await deployed.run('uninstall')).status).toBe('terminated');
    expect((await bench.client.get(words))?.['data']).toEqual({ by: 'hand' });
  }
  const own = await deploy('own', `use_if_exists: false\n      ${definition}`);
  const refused = await own.run('install');
  expect(refused.status).toBe('failed');
  expect(refused.said).toContain(`ConfigMap ${namespace}/words exists already, and this instance did not make it.`);
});

test('an external object that is missing is an error, or is made', async () => {
  const definition = 'definition: { metadata: { name: missing }, data: { a: b } }';
  const refused = await (await deploy('missing', `use_external_resource: true\n      ${definition}`)).run('install');
  expect(refused.status).toBe('failed');
  expect(refused.said).toContain(
    'is not there, though use_external_resource says so. Make it, or set create_if_missing',
  );
  const deployed = await deploy(
    'made',
    `use_external_resource: true\n      create_if_missing: true\n      ${definition}`,
  );
  expect((await deployed.run('install')).status).toBe('terminated');
  expect(await bench.client.get({ ...words, name: 'missing' })).not.toBeNull();
  expect((await deployed.run('uninstall')).status).toBe('terminated');
  expect(await bench.client.get({ ...words, name: 'missing' })).toBeNull();
});

test('a quota that is used up is told, and waited for', async () => {
  const quota = { apiVersion: 'v1', kind: 'ResourceQuota', namespace, name: 'none' };
  await bench.client.apply({
    ...{ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'none', namespace } },
    spec: { hard: { services: '0' } },
  });
  // Quotas hold once their controller has counted.
  await expect
    .poll(async () => JSON.stringify((await bench.client.get(quota))?.['status'] ?? null))
    .toContain('"services":"0"');
  const deployed = await deploy(
    'quota',
    'definition: { metadata: { name: web }, spec: { ports: [{ port: 80 }] } }',
    'Service',
  );
  const { status, said } = await deployed.run('install');
  expect(status).toBe('failed');
  expect(said).toMatch(/exceeded quota: none.*Free some of the quota/);
});

test('a cluster that does not answer is told, with the address', async () => {
  const nobody =
    'apiVersion: v1\nkind: Config\nclusters: [{ name: a, cluster: { server: "https://127.0.0.1:1" } }]\nusers: [{ name: a, user: { token: none } }]\ncontexts: [{ name: a, context: { cluster: a, user: a } }]\ncurrent-context: a\n';
  await bench.product.admin.mutate('secrets.put', { name: 'nobody', value: nobody });
  const deployed = await bench.deploy('nobody', {
    'blueprint.yaml': `${blueprintHead}
node_templates:
  it:
    type: cloudify.kubernetes.resources.ConfigMap
    properties:
      client_config: { configuration: { file_content: { get_secret: nobody } } }
      definition: { metadata: { name: words } }
`,
  });
  const { status, said } = await deployed.run('install');
  expect(status).toBe('failed');
  expect(said).toContain('127.0.0.1:1');
});

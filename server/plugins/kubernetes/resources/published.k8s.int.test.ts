import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ObjectIdentity } from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import { type ResourceBench, startResourceBench } from './testing/resource-bench.ts';

/* The plugin's own examples, unmodified; they are beside the project, and tests without them are skipped. */

const folder = join(import.meta.dirname, '../../../../../shared/blueprints/kubernetes-plugin@2.13.31/examples');
const isThere = existsSync(folder);
const main = 'file-test-with-file-content.yaml';

let bench: ResourceBench;
beforeAll(async () => {
  if (!isThere) return;
  bench = await startResourceBench('published');
  await bench.product.admin.mutate('secrets.put', { name: 'kubernetes-file-content', value: bench.cluster.kubeconfig });
});
afterAll(() => bench?.close());

function examples(): Record<string, string> {
  const read = (path: string): [string, string] => [path, readFileSync(join(folder, path), 'utf8')];
  const resources = readdirSync(join(folder, 'resources'), { withFileTypes: true }).filter((entry) => entry.isFile());
  const names = [main, 'file-test-multiple-resources.yaml', ...resources.map(({ name }) => `resources/${name}`)];
  return Object.fromEntries(names.map(read));
}

test.skipIf(!isThere).each([
  ['resources/secret.yaml', { apiVersion: 'v1', kind: 'Secret', name: 'build-robot-secret' }, {}],
  [
    'resources/network-policy.yaml',
    { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', name: 'test-network-policy' },
    {},
  ],
  ['resources/deployment.yaml', { apiVersion: 'apps/v1', kind: 'Deployment', name: 'nginx-deployment' }, {}],
  [
    'file-test-multiple-resources.yaml',
    { apiVersion: 'apps/v1', kind: 'Deployment', name: 'wordpress' },
    { WORDPRESS_PASSWORD: 'hidden', MYSQL_ROOT_PASSWORD: 'hidden' },
  ],
])('%s is installed, found as it was applied, and uninstalled', async (path, object, variables) => {
  const name = path.replaceAll(/\W+/g, '-');
  const inputs = { resource_path: path, resource_template_variables: variables };
  const deployed = await bench.deploy(name, { [main]: '', ...examples() }, inputs);
  const installed = await deployed.run('install');
  expect(installed.status, installed.said).toBe('terminated');
  const identity: ObjectIdentity = { ...object, namespace: 'default' };
  expect(await bench.client.get(identity)).not.toBeNull();
  const drift = await deployed.operation('resource', 'lifecycle.check_drift');
  expect(drift.status).toBe('terminated');
  expect(drift.said).toContain('The objects are as they were applied.');
  const uninstalled = await deployed.run('uninstall');
  expect(uninstalled.status, uninstalled.said).toBe('terminated');
  expect(await bench.client.get(identity)).toBeNull();
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import type {
  AuditPage,
  ImportableType,
  PluginDetail,
  PluginSummary,
  SystemView,
  TypeDetail,
  TypeSummary,
} from '../../api/contract.ts';
import type { ImportedSource } from '../../api/draft-contract.ts';
import { startTestProduct, type TestProduct } from '../../testing/start-test-product.ts';
import type { Answer } from '../../testing/test-client.ts';

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct({}, { examples: true });
});
afterAll(() => product?.stop());

const ask = (path: string, input?: unknown): Promise<Answer> => product.admin.query(path, input);

test('plugins: each has a name of its own, versions, and what Gantry can do with it', async () => {
  const plugins = (await ask('catalogue.plugins')).data as PluginSummary[];
  const by = Object.fromEntries(plugins.map((plugin) => [plugin.name, plugin]));
  expect(Object.keys(by)).toHaveLength(plugins.length);
  expect(plugins[0]).toMatchObject({ title: 'Built-in types', support: 'some' });
  expect(by['cloudify-fabric-plugin']?.support).toBe('all');
  expect(by['cloudify-openstack-plugin']).toMatchObject({ support: 'none' });
  expect(by['cloudify-openstack-plugin']?.versions.at(-1)).toBe('3.3.9');
});

test('a plugin: types and locations of the version that is asked for, blueprints that use it', async () => {
  const newest = (await ask('catalogue.plugin', { name: 'cloudify-openstack-plugin' })).data as PluginDetail;
  const older = (await ask('catalogue.plugin', { name: 'cloudify-openstack-plugin', version: '1.2' }))
    .data as PluginDetail;
  expect(newest.version).toBe('3.3.9');
  expect(older.types.length).toBeLessThan(newest.types.length);
  expect(older.locations.every((location) => location.includes('1.2'))).toBe(true);
  const builtin = (await ask('catalogue.plugin', { name: 'cloudify' })).data as PluginDetail;
  expect(builtin.usedBy.map(({ name }) => name)).toContain('wine-cellar');
  expect((await ask('catalogue.plugin', { name: 'nothing' })).errorCode).toBe('not-found');
});

test('types are found by base, by words of their properties and by plugin', async () => {
  const compute = (await ask('catalogue.types', { base: 'cloudify.nodes.Compute' })).data as TypeSummary[];
  expect(compute.map(({ name }) => name)).toContain('cloudify.openstack.nodes.Server');
  expect(compute.map(({ name }) => name)).not.toContain('cloudify.nodes.Root');
  const found = (await ask('catalogue.types', { text: 'agent_config', kind: 'node' })).data as TypeSummary[];
  expect(found.map(({ name }) => name)).toContain('cloudify.nodes.Compute');
  const own = (await ask('catalogue.types', { plugin: 'gantry-host-pool' })).data as TypeSummary[];
  expect(own.every(({ plugin }) => plugin.name === 'gantry-host-pool')).toBe(true);
});

test('what can be imported: each type with its bases, its properties and the import that brings it', async () => {
  const types = (await ask('catalogue.importable')).data as ImportableType[];
  const by = Object.fromEntries(types.map((type) => [type.name, type]));
  expect(by['cloudify.nodes.Compute']).toMatchObject({
    kind: 'node',
    hierarchy: ['cloudify.nodes.Root', 'cloudify.nodes.Compute'],
    location: 'cloudify/types/types.yaml',
  });
  expect(by['cloudify.nodes.Compute']?.properties).toContain('agent_config');
  expect(by['cloudify.nodes.openstack.Server']?.location).toMatch(/^plugin:cloudify-openstack-plugin/);
  for (const location of new Set(types.map((type) => type.location))) {
    const asked = location.includes(':') ? location : `resource:${location}`;
    const { text } = (await ask('drafts.source', { location: asked, version: 4 })).data as ImportedSource;
    expect(text, location).not.toBeNull();
  }
});

test('a type: its line to the root, what it has by whom, and where it is used', async () => {
  const type = (await ask('catalogue.type', { name: 'cloudify.nodes.Compute' })).data as TypeDetail;
  expect(type.ancestors.at(-1)).toBe('cloudify.nodes.Root');
  expect(type.dialect).toBe('v5');
  expect(type.properties.map(({ name }) => name)).toContain('ip');
  const lifecycle = type.interfaces.find(({ name }) => name === 'cloudify.interfaces.lifecycle');
  expect(lifecycle?.operations.find(({ name }) => name === 'create')?.from).toBe('cloudify.nodes.Root');
  expect(type.usedBy.map(({ name }) => name)).toContain('wine-cellar');
  const old = (await ask('catalogue.type', { name: 'cloudify.nodes.Compute', version: '3.4' })).data as TypeDetail;
  expect(old).toMatchObject({ version: '3.4', dialect: 'v3' });
  const server = (await ask('catalogue.type', { name: 'cloudify.nodes.openstack.Server' })).data as TypeDetail;
  expect(server.interfaces.flatMap(({ operations }) => operations).some(({ runs }) => !runs)).toBe(true);
});

test('the system: version, database, and settings without a password', async () => {
  const system = (await ask('system.get')).data as SystemView;
  expect(system.database.size).toBeGreaterThan(1_000_000);
  expect(system.database.tables.length).toBeGreaterThan(0);
  expect(system.settings.find(({ variable }) => variable === 'GANTRY_LAB')).toMatchObject({
    value: 'off',
    isSet: true,
  });
});

test('the audit trail: newest first, page after page, by who, what and words', async () => {
  for (const name of ['one', 'two', 'three'])
    await product.admin.mutate('secrets.put', { name, value: 'hidden-value' });
  const first = (await ask('audit.list', { action: 'secrets.put', limit: 2 })).data as AuditPage;
  expect(first.entries.map(({ target }) => target)).toEqual(['three', 'two']);
  expect(JSON.stringify(first)).not.toContain('hidden-value');
  const before = first.entries.at(-1)?.id;
  const second = (await ask('audit.list', { action: 'secrets.put', limit: 2, before })).data as AuditPage;
  expect(second).toMatchObject({ entries: [{ target: 'one' }], hasMore: false });
  const found = (await ask('audit.list', { text: 'TW' })).data as AuditPage;
  expect(found.entries.map(({ target }) => target)).toEqual(['two']);
  expect(((await ask('audit.list', { text: '%' })).data as AuditPage).entries).toEqual([]);
  expect(first.actions).toContain('secrets.put');
});

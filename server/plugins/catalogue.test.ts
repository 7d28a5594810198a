import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileBlueprint } from '../../core/dsl/index.ts';
import { createCatalogueReader, definitionFiles, servedLocations } from './catalogue.ts';

const catalogue = createCatalogueReader();

const builtinNodes = `node_templates:
  host: { type: cloudify.nodes.Compute, properties: { ip: 10.0.0.1 } }
  app: { type: cloudify.nodes.WebServer, relationships: [{ type: cloudify.relationships.contained_in, target: host }] }`;
const ownNodes = 'node_types: { t: {} }\nnode_templates: { host: { type: t }, app: { type: t } }';

/** Compiles a blueprint of two nodes. */
async function compileWith(imports: readonly string[], minor: number, nodes = builtinNodes) {
  const main = `tosca_definitions_version: cloudify_dsl_1_${minor}\nimports: ${JSON.stringify(imports)}\n${nodes}`;
  return compileBlueprint({
    mainFile: 'blueprint.yaml',
    reader: {
      read: async (location, version) => (location === 'blueprint.yaml' ? main : catalogue.read(location, version)),
      exists: () => false,
      explain: (location) => catalogue.explain?.(location) ?? null,
    },
  });
}

const spec = 'http://www.getcloudify.org/spec';
const raw = 'https://raw.githubusercontent.com';
const manager = `${raw}/cloudify-cosmo/cloudify-manager`;
const types = 'resources/rest-service/cloudify/types';

/** Import location, language version of the blueprint, definition file of the built-in types. */
const builtins: [string, number, string][] = [
  ['cloudify/types/types.yaml', 0, 'types-3.2.1.yaml'],
  ['cloudify/types/types.yaml', 1, 'types-3.2.1.yaml'],
  ['cloudify/types/types.yaml', 2, 'types-3.3.yaml'],
  ['cloudify/types/types.yaml', 3, 'types_1_3.yaml'],
  ['cloudify/types/types.yaml', 4, 'types_1_4.yaml'],
  ['cloudify/types/types.yaml', 5, 'types-7.0.yaml'],
  [`${spec}/cloudify/3.1/types.yaml`, 0, 'types-3.1.yaml'],
  [`${spec}/cloudify/3.2/types.yaml`, 0, 'types-3.2.yaml'],
  ['http://getcloudify.org/spec/cloudify/3.2.1/types.yaml', 0, 'types-3.2.1.yaml'],
  [`${spec}/cloudify/3.3/types.yaml`, 2, 'types-3.3.yaml'],
  [`${spec}/cloudify/3.3.1/types.yaml`, 2, 'types-3.3.yaml'],
  [`${spec}/cloudify/3.4.2/types.yaml`, 3, 'types-3.4.yaml'],
  [`${spec}/cloudify/4.0/types.yaml`, 3, 'types-4.0.yaml'],
  [`${manager}/4.0.1/${types}/types.yaml`, 3, 'types-4.0.yaml'],
  [`${spec}/cloudify/4.2/types.yaml`, 3, 'types-4.2.yaml'],
  [`${spec}/cloudify/4.3.1/types.yaml`, 3, 'types-4.3.yaml'],
  [`${spec}/cloudify/4.5.5/types.yaml`, 3, 'types-4.5.yaml'],
  [`${spec}/cloudify/5.0.0/types.yaml`, 3, 'types-5.0.0.yaml'],
  [`${spec}/cloudify/5.0.5/types.yaml`, 3, 'types-5.0.5.yaml'],
  ['https://cloudify.co/spec/cloudify/5.1.0/types.yaml', 3, 'types-5.1.yaml'],
  [`${spec}/cloudify/5.2.0/types.yaml`, 3, 'types-5.2.yaml'],
  ['https://cloudify.co/spec/cloudify/6.2.0/types.yaml', 3, 'types-6.2.yaml'],
  [`${spec}/cloudify/6.3.1/types.yaml`, 3, 'types-6.3.yaml'],
  ['https://cloudify.co/spec/cloudify/6.4.0/types.yaml', 4, 'types-6.4.0.yaml'],
  [`${spec}/cloudify/6.4.2/types.yaml`, 4, 'types-6.4.2.yaml'],
  [`${spec}/cloudify/7.1.0.dev1/types.yaml`, 5, 'types-7.0.yaml'],
  [`${manager}/3.2.1-build/${types}/types.yaml`, 0, 'types-3.2.1.yaml'],
  [`${manager}/master/${types}/types.yaml`, 5, 'types-7.0.yaml'],
  [`${manager}/master/${types}/types_1_4.yaml`, 4, 'types_1_4.yaml'],
];

describe('the built-in types', () => {
  it.each(builtins)('%s of a 1_%i blueprint', async (location, minor, file) => {
    const compiled = await compileWith([location], minor);
    expect(compiled.diagnostics).toEqual([]);
    const used = Object.keys(compiled.sources).filter((source) => source !== 'blueprint.yaml');
    expect(used.map((source) => definitionFiles(source))).toEqual([[`builtin/definitions/${file}`]]);
    expect(Object.keys(compiled.plan?.workflows ?? {})).toEqual(expect.arrayContaining(['install', 'uninstall']));
    expect(compiled.plan?.nodes.find((node) => node.id === 'app')?.host_id).toBe('host');
  });
});

const openstack = 'plugin:cloudify-openstack-plugin';

/** Import location, language version, the files that answer it. */
const plugins: [string, number, string[]][] = [
  [`${spec}/fabric-plugin/1.2.1/plugin.yaml`, 1, ['fabric/fabric-1.2.1']],
  [`${spec}/fabric-plugin/1.3/plugin.yaml`, 1, ['fabric/fabric-1.3.1']],
  ['http://s3.amazonaws.com/vcloud-score/cloudify-fabric-plugin/1.2/plugin.yaml', 0, ['fabric/fabric-1.2']],
  [
    'http://repository.cloudifysource.org/cloudify/wagons/cloudify-fabric-plugin/2.0.27/plugin.yaml',
    3,
    ['fabric/fabric-2.0.27'],
  ],
  [`${spec}/diamond-plugin/1.1/plugin.yaml`, 0, ['diamond/diamond-1.2']],
  [`${spec}/diamond-plugin/1.3.5/plugin.yaml`, 3, ['diamond/diamond-1.3.3']],
  [`${spec}/openstack-plugin/2.9.0/plugin.yaml`, 3, ['openstack-2.14.26', 'openstack-labels', 'openstack-tags']],
  [openstack, 3, ['openstack-3.3.9', 'openstack-3.3.9-with-compat']],
  [openstack, 4, ['openstack-3.3.9', 'openstack-labels', 'openstack-3.3.9-with-compat']],
  [`${openstack}?version=2.0`, 4, ['openstack-2.0']],
  [`${openstack}?version= >=2,<3&distribution=centos`, 4, ['openstack-2.14.26']],
  [`${openstack}?version=%3C2`, 4, ['openstack-1.4']],
  [`${raw}/cloudify-cosmo/cloudify-openstack-plugin/3.3.9/compat.yaml`, 4, ['openstack-3.3.9-compat']],
  ['https://github.com/cloudify-cosmo/cloudify-openstack-plugin/raw/1.4/plugin.yaml', 4, ['openstack-1.4']],
  [
    'https://github.com/cloudify-cosmo/cloudify-openstack-plugin/releases/download/2.14.26/v2_plugin.yaml',
    4,
    ['openstack-2.14.26'],
  ],
  [`${raw}/cloudify-incubator/cloudify-kubernetes-plugin/1.0.0/plugin.yaml`, 3, ['kubernetes-1.0.0']],
  [`${raw}/dfilppi/cfy3/1.5/kub/plugin/plugin.yaml`, 1, ['kubernetes-hosts-1.5']],
  [`${raw}/dfilppi/cfy3/41b8fd6/kub/plugin/plugin.yaml`, 1, ['kubernetes-hosts-41b8fd6']],
  [`${raw}/dfilppi/cfy3/master/kub/plugin/plugin-remote.yaml`, 1, ['kubernetes-hosts-2016-04-remote']],
  [`${raw}/cloudify-examples/cloudify-kubernetes-plugin/master/plugin.yaml`, 2, ['kubernetes-hosts-1.3.1']],
  [`${raw}/cloudify-incubator/cloudify-utilities-plugin/v1.1.1/plugin.yaml`, 3, ['utilities/utilities-1.1.1']],
  [`${raw}/cloudify-incubator/cloudify-utilities-plugin/2e8f831/plugin.yaml`, 1, ['proxy/proxy-2e8f831']],
  [`${raw}/cloudify-examples/cloudify-proxy-plugin/master/plugin.yaml`, 1, ['proxy/proxy-2e8f831']],
  [`${raw}/dfilppi/cfy3/HEAD/dproxy/plugin/plugin.yaml`, 1, ['proxy/dproxy-2016-04']],
];

describe('the definitions of plugins', () => {
  it.each(plugins)('%s of a 1_%i blueprint', (location, minor, files) => {
    const found = definitionFiles(location, minor)?.map((file) => file.replace('/definitions/', '/').slice(0, -5));
    expect(found?.map((file, index) => (files[index]?.includes('/') ? file : file.split('/')[1]))).toEqual(files);
  });

  it.each([
    'http://example.org/types.yaml',
    'resource:../../../etc/passwd',
    'resource:cloudify/types/other.yaml',
    'resource:toString',
    `${spec}/openstack-plugin/4.0/plugin.yaml`,
    `${spec}/openstack-plugin/1.2/other.yaml`,
    `${spec}/vsphere-plugin/1.2/plugin.yaml`,
    `${raw}/dfilppi/cfy3/0123456/kub/plugin/plugin.yaml`,
    'plugin:cloudify-openstack-plugin?version=9.9',
    'plugin:constructor',
  ])('does not know %s', async (location) => {
    expect(await catalogue.read(location)).toBeNull();
    expect(catalogue.exists(location)).toBe(false);
  });

  it.each([
    [
      `${openstack}?version=9.9`,
      'No version of cloudify-openstack-plugin fits "9.9". There are 1.2, 1.2.1, 1.3.1, 1.4, 2.0, 2.14.26, 3.3.9.',
    ],
    ['plugin:cloudify-openstak-plugin', 'Did you mean "cloudify-openstack-plugin"?'],
    ['plugin:x', expect.stringContaining('cloudify-fabric-plugin')],
    ['http://example.org/types.yaml', expect.stringContaining('Put the file into the blueprint')],
  ])('says what there is instead of %s', async (location, hint) => {
    const { diagnostics } = await compileWith(['cloudify/types/types.yaml', location], 4);
    expect(diagnostics).toMatchObject([{ code: 'DSL0013', hint }]);
  });

  it('have the types of both generations of OpenStack by the name alone', async () => {
    const { plan } = await compileWith(['cloudify/types/types.yaml', openstack], 4);
    expect(Object.keys(plan?.relationships ?? {})).toEqual(
      expect.arrayContaining([
        'cloudify.openstack.server_connected_to_port',
        'cloudify.relationships.openstack.server_connected_to_port',
      ]),
    );
  });

  it.each([
    [3, null],
    [4, ['openstack']],
  ])('take the form for version 1_%i', async (minor, labels) => {
    const { plan } = await compileWith(['cloudify/types/types.yaml', openstack], minor);
    expect(plan?.blueprint_labels['obj-type'] ?? null).toEqual(labels && { values: labels });
  });
});

describe('what is served', () => {
  const served = servedLocations();

  it('lists each location once, with a title and a version', () => {
    expect(new Set(served.map(({ location }) => location)).size).toBe(served.length);
    expect(served.filter(({ title, brings, version }) => !(title && brings && version))).toEqual([]);
  });

  it.each(served.map(({ location }) => location))('%s compiles in a blueprint', async (location) => {
    const types = 'cloudify/types/types.yaml';
    const imports = /\/types(_1_\d)?\.yaml$/.test(location) ? [location] : [types, location];
    if (/compat|nova_net/.test(location)) imports.push(openstack);
    if (/kub(ernetes)?\/plugin/.test(location)) imports.push('plugin:cloudify-fabric-plugin');
    // The types have a plugin of the same name, which is a clash in the reference too.
    const isScript = location.includes('script-plugin');
    const compiling = isScript ? compileWith([location], 5, ownNodes) : compileWith(imports, 5);
    const { diagnostics, plan } = await compiling;
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(plan?.nodes).toHaveLength(2);
  });

  it('uses every file there is', () => {
    const used = served.flatMap(({ location }) =>
      [0, 3, 4, 5].flatMap((minor) => definitionFiles(location, minor) ?? []),
    );
    const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const all = folders.flatMap(({ name }) =>
      readdirSync(join(import.meta.dirname, name, 'definitions')).map((file) => `${name}/definitions/${file}`),
    );
    expect(new Set(used)).toEqual(new Set(all));
  });
});

import type { CatalogueEntry, CatalogueRelease } from '../catalogue-entry.ts';

const release = (version: string, types: string): CatalogueRelease => ({
  version,
  files: { 'plugin.yaml': [`plugin-${version}.yaml`, `types-${types}.yaml`] },
});

const labelled = ['plugin-1.5.4.yaml', 'types-1.4.yaml', 'labels.yaml'];

/** Hosts that are taken from the pool at install and given back at uninstall. */
export const hostPoolPlugins: readonly CatalogueEntry[] = [
  {
    folder: 'host-pool',
    title: "Gantry's pool of hosts",
    brings: 'A node type that takes a free host by its labels.',
    packageName: 'gantry-host-pool',
    repositories: [],
    releases: [{ version: '1.0', files: { 'plugin.yaml': ['gantry-1.0.yaml'] } }],
    resources: { 'gantry/host-pool.yaml': ['gantry-1.0.yaml'] },
  },
  {
    folder: 'host-pool',
    title: 'Host pool',
    brings: "Hosts by system and tags; they come from Gantry's own pool.",
    packageName: 'cloudify-host-pool-plugin',
    specName: 'host-pool-plugin',
    repositories: [{ name: 'cloudify-cosmo/cloudify-host-pool-plugin', folder: '' }],
    releases: [
      ...['1.2', '1.3.1'].map((version) => release(version, '1.2')),
      ...['1.4', '1.5', '1.5.2'].map((version) => release(version, '1.4')),
      {
        version: '1.5.4',
        files: {
          'plugin.yaml': ['plugin-1.5.4.yaml', 'types-1.4.yaml'],
          'plugin_1_4.yaml': labelled,
          'v2_plugin.yaml': labelled,
        },
      },
    ],
  },
];

import type { CatalogueEntry, CatalogueRelease } from '../catalogue-entry.ts';

const release = (version: string): CatalogueRelease => ({
  version,
  files: { 'plugin.yaml': [`fabric-${version}.yaml`] },
});

const labelled = ['fabric-2.0.27.yaml', 'fabric-labels.yaml'];

export const fabricPlugin: CatalogueEntry = {
  folder: 'fabric',
  title: 'Fabric',
  brings: 'Commands, scripts and tasks on hosts over SSH.',
  packageName: 'cloudify-fabric-plugin',
  specName: 'fabric-plugin',
  repositories: [{ name: 'cloudify-cosmo/cloudify-fabric-plugin', folder: '' }],
  releases: [
    ...['1.2', '1.2.1', '1.3.1', '1.4', '1.4.1', '1.5.1'].map(release),
    {
      version: '2.0.27',
      files: {
        'plugin.yaml': ['fabric-2.0.27.yaml'],
        'plugin_1_4.yaml': labelled,
        'plugin_1_5.yaml': labelled,
        'v2_plugin.yaml': labelled,
      },
    },
  ],
};

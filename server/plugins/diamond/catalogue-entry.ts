import type { CatalogueEntry, CatalogueRelease } from '../catalogue-entry.ts';

const release = (version: string): CatalogueRelease => ({
  version,
  files: { 'plugin.yaml': [`diamond-${version}.yaml`] },
});

export const diamondPlugin: CatalogueEntry = {
  folder: 'diamond',
  title: 'Diamond',
  brings: 'Monitoring of hosts by the Diamond agent.',
  packageName: 'cloudify-diamond-plugin',
  specName: 'diamond-plugin',
  repositories: [{ name: 'cloudify-cosmo/cloudify-diamond-plugin', folder: '' }],
  releases: ['1.2', '1.2.1', '1.3.1', '1.3.3', '1.3.6', '1.3.17'].map(release),
};

import type { CatalogueEntry, CatalogueRelease } from '../catalogue-entry.ts';

const release = (version: string): CatalogueRelease => ({
  version,
  files: { 'plugin.yaml': [`openstack-${version}.yaml`] },
});

const version2 = ['openstack-2.14.26.yaml'];
const version3 = ['openstack-3.3.9.yaml', 'openstack-labels.yaml'];

export const openstackPlugin: CatalogueEntry = {
  folder: 'openstack',
  title: 'OpenStack',
  brings: 'Servers, networks, volumes and users of OpenStack.',
  packageName: 'cloudify-openstack-plugin',
  specName: 'openstack-plugin',
  repositories: [{ name: 'cloudify-cosmo/cloudify-openstack-plugin', folder: '' }],
  releases: [
    ...['1.2', '1.2.1', '1.3.1', '1.4', '2.0'].map(release),
    {
      version: '2.14.26',
      files: {
        'plugin.yaml': [...version2, 'openstack-labels.yaml', 'openstack-tags.yaml'],
        'plugin_1_4.yaml': version2,
        'plugin_1_5.yaml': version2,
        'v2_plugin.yaml': version2,
      },
    },
    {
      version: '3.3.9',
      files: {
        'plugin.yaml': ['openstack-3.3.9.yaml'],
        'plugin_1_4.yaml': version3,
        'plugin_1_5.yaml': version3,
        'v2_plugin.yaml': version3,
        'compat.yaml': ['openstack-3.3.9-compat.yaml'],
      },
      // Blueprints that import the plugin by its name alone may be written for either generation of its types.
      besidesByName: ['openstack-3.3.9-with-compat.yaml'],
    },
  ],
  resources: { 'openstack/nova_net.yaml': ['openstack-nova_net.yaml'] },
};

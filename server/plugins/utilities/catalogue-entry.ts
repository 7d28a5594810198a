import type { CatalogueEntry } from '../catalogue-entry.ts';

const from14 = ['utilities-2.0.7.yaml', 'utilities-2.0.7-workflows_1_4.yaml', 'utilities-labels.yaml'];

export const utilitiesPlugin: CatalogueEntry = {
  folder: 'utilities',
  title: 'Utilities',
  brings: 'Proxies of deployments, keys, files, secrets, terminals, REST calls, cloud-init and more workflows.',
  packageName: 'cloudify-utilities-plugin',
  specName: 'utilities-plugin',
  repositories: [
    { name: 'cloudify-incubator/cloudify-utilities-plugin', folder: '' },
    { name: 'cloudify-cosmo/cloudify-utilities-plugin', folder: '' },
  ],
  releases: [
    { version: '1.1.1', refs: ['ba48c4855f85'], files: { 'plugin.yaml': ['utilities-1.1.1.yaml'] } },
    {
      version: '2.0.7',
      refs: ['d4945c5dfdae'],
      files: {
        'plugin.yaml': ['utilities-2.0.7.yaml', 'utilities-2.0.7-workflows.yaml'],
        'plugin_1_4.yaml': from14,
        'plugin_1_5.yaml': from14,
        'v2_plugin.yaml': ['utilities-2.0.7.yaml', 'utilities-2.0.7-workflows.yaml', 'utilities-labels_v2.yaml'],
      },
    },
  ],
};

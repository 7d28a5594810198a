import type { CatalogueEntry } from '../catalogue-entry.ts';

export const scriptPlugin: CatalogueEntry = {
  folder: 'script',
  title: 'Script',
  brings: 'The plugin that runs scripts; the built-in types bring it too.',
  packageName: 'cloudify-script-plugin',
  specName: 'script-plugin',
  repositories: [{ name: 'cloudify-cosmo/cloudify-script-plugin', folder: '' }],
  releases: [{ version: '1.4', files: { 'plugin.yaml': ['script-1.4.yaml'] } }],
};

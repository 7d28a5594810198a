import type { CatalogueEntry, CatalogueRelease } from '../catalogue-entry.ts';

const release = (version: string): CatalogueRelease => ({
  version,
  files: { 'types.yaml': [`types-${version}.yaml`] },
});

/** The types that every blueprint builds on, per release that differs. */
export const builtinTypes: CatalogueEntry = {
  folder: 'builtin',
  title: 'Built-in types',
  brings: 'The basic node types and relationships, the script plugin and the workflows.',
  specName: 'cloudify',
  repositories: [{ name: 'cloudify-cosmo/cloudify-manager', folder: 'resources/rest-service/cloudify/types/' }],
  releases: [
    ...['3.1', '3.2', '3.2.1', '3.3', '3.4', '4.0', '4.2', '4.3', '4.5', '5.0.0', '5.0.5', '5.1', '5.2'].map(release),
    ...['6.2', '6.3', '6.4.0', '6.4.2'].map(release),
    {
      version: '7.0',
      files: {
        'types.yaml': ['types-7.0.yaml'],
        'types_1_3.yaml': ['types_1_3.yaml'],
        'types_1_4.yaml': ['types_1_4.yaml'],
      },
    },
  ],
  // A blueprint of an old version gets the types of the releases that it was written for.
  resources: {
    'cloudify/types/types_1_0.yaml': ['types-3.2.1.yaml'],
    'cloudify/types/types_1_1.yaml': ['types-3.2.1.yaml'],
    'cloudify/types/types_1_2.yaml': ['types-3.3.yaml'],
    'cloudify/types/types_1_3.yaml': ['types_1_3.yaml'],
    'cloudify/types/types_1_4.yaml': ['types_1_4.yaml'],
    'cloudify/types/types_1_5.yaml': ['types-7.0.yaml'],
    'cloudify/types/types.yaml': ['types-7.0.yaml'],
  },
};

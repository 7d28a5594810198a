import type { CatalogueEntry, CatalogueRelease } from '../catalogue-entry.ts';

function release213(version: string): CatalogueRelease {
  const plugin = `kubernetes-${version}.yaml`;
  const types = 'kubernetes-2.13-types.yaml';
  const from14 = [
    plugin,
    'kubernetes-2.13-types_1_4.yaml',
    'kubernetes-2.13-workflows_1_4.yaml',
    'kubernetes-labels.yaml',
  ];
  return {
    version,
    files: {
      'plugin.yaml': [plugin, types, 'kubernetes-2.13-workflows.yaml'],
      'plugin_1_4.yaml': from14,
      'plugin_1_5.yaml': from14,
      'v2_plugin.yaml': [plugin, types, 'kubernetes-2.13-workflows_v2.yaml', 'kubernetes-labels.yaml'],
    },
  };
}

export const kubernetesPlugin: CatalogueEntry = {
  folder: 'kubernetes',
  title: 'Kubernetes',
  brings: 'Objects of a Kubernetes cluster, from definitions or manifests.',
  packageName: 'cloudify-kubernetes-plugin',
  specName: 'kubernetes-plugin',
  repositories: [
    { name: 'cloudify-cosmo/cloudify-kubernetes-plugin', folder: '' },
    { name: 'cloudify-incubator/cloudify-kubernetes-plugin', folder: '' },
  ],
  releases: [
    { version: '1.0.0', files: { 'plugin.yaml': ['kubernetes-1.0.0.yaml'] } },
    { version: '1.4.0', files: { 'plugin.yaml': ['kubernetes-1.4.0.yaml'] } },
    release213('2.13.31'),
    release213('2.13.32'),
  ],
};

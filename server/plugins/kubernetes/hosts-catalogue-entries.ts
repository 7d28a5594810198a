import type { CatalogueEntry } from '../catalogue-entry.ts';

const about = {
  folder: 'kubernetes',
  title: 'Kubernetes on hosts',
  brings: 'Masters, nodes and microservices as of 2015 and 2016.',
};

/** The first Kubernetes plugin, which installs clusters; each of its homes has states of its own. */
export const kubernetesOnHosts: readonly CatalogueEntry[] = [
  {
    ...about,
    repositories: [{ name: 'dfilppi/cfy3', folder: 'kub/plugin/' }],
    releases: [
      { version: '1.4', refs: ['27c51cc3eb45'], files: { 'plugin.yaml': ['kubernetes-hosts-1.4.yaml'] } },
      { version: '1.5', refs: ['b0467fdbf705'], files: { 'plugin.yaml': ['kubernetes-hosts-1.5.yaml'] } },
      { version: '2016-01', refs: ['41b8fd65fa72'], files: { 'plugin.yaml': ['kubernetes-hosts-41b8fd6.yaml'] } },
      {
        version: '2016-04',
        refs: ['2a39f7378af1'],
        files: {
          'plugin.yaml': ['kubernetes-hosts-2016-04.yaml'],
          'plugin-remote.yaml': ['kubernetes-hosts-2016-04-remote.yaml'],
        },
      },
    ],
  },
  {
    ...about,
    repositories: [
      { name: 'cloudify-examples/cloudify-kubernetes-plugin', folder: '' },
      { name: 'victorkeophila/cloudify-kubernetes-plugin', folder: '' },
    ],
    releases: [
      {
        version: '1.3.1',
        refs: ['d702d5421e14'],
        files: {
          'plugin.yaml': ['kubernetes-hosts-1.3.1.yaml'],
          'plugin-remote.yaml': ['kubernetes-hosts-1.3.1-remote.yaml'],
        },
      },
    ],
    // The name that the product's own examples import.
    resources: { 'gantry/kubernetes-on-hosts.yaml': ['kubernetes-hosts-1.3.1-remote.yaml'] },
  },
  {
    ...about,
    repositories: [
      { name: 'theone4ever/cloudify-kubernetes-plugin-blueprint', folder: 'plugin/kubernetes/' },
      { name: 'cloudify-examples/cloudify-kubernetes-plugin-blueprint', folder: 'plugin/kubernetes/' },
    ],
    releases: [
      {
        version: '2015-10',
        refs: ['e95d995f0517', 'f7eb98caf0e4'],
        files: { 'plugin.yaml': ['kubernetes-hosts-e95d995.yaml'] },
      },
    ],
  },
];

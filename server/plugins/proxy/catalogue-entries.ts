import type { CatalogueEntry } from '../catalogue-entry.ts';

/** The deployment proxies from before the utilities plugin. */
export const proxyPlugins: readonly CatalogueEntry[] = [
  {
    folder: 'proxy',
    title: 'Deployment proxy',
    brings: 'Nodes that stand for another deployment.',
    repositories: [
      { name: 'cloudify-examples/cloudify-proxy-plugin', folder: '' },
      { name: 'EarthmanT/cloudify-deployment-proxy-plugin', folder: '' },
      // The repository that became the utilities plugin; only these two commits of it are the proxy.
      { name: 'cloudify-incubator/cloudify-utilities-plugin', folder: '' },
    ],
    releases: [
      { version: '2015-11', refs: ['0f4a81331bbc'], files: { 'plugin.yaml': ['proxy-0f4a813.yaml'] } },
      { version: '2016-02', refs: ['2e8f831a5dab'], files: { 'plugin.yaml': ['proxy-2e8f831.yaml'] } },
    ],
  },
  {
    folder: 'proxy',
    title: 'Deployment proxy that waits',
    brings: 'A node that waits for an output of another deployment.',
    repositories: [{ name: 'dfilppi/cfy3', folder: 'dproxy/plugin/' }],
    releases: [{ version: '2016-04', refs: ['2a39f7378af1'], files: { 'plugin.yaml': ['dproxy-2016-04.yaml'] } }],
  },
];

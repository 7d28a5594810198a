import { readFile } from 'node:fs/promises';
import type { ClusterStep } from '../framework/steps.ts';
import { kubectl } from './control-plane.ts';
import { type Machine, paths } from './machine.ts';

/** The manifests of the pod network and of the bundle are applied. They end with the cluster. */
export function manifestsStep({ shell, bundle, network }: Machine): ClusterStep {
  const mark = `${paths.data}/manifests`;
  return {
    name: 'manifests of the site',
    once: true,
    isDone: () => shell.holds(`[ -e ${mark} ]`),
    do: async () => {
      const texts = await Promise.all(bundle.manifests.map(({ path }) => readFile(path, 'utf8')));
      for (const text of network === null ? texts : [network, ...texts]) {
        await shell.run(
          `base64 -d <<'END_OF_FILE' | ${kubectl} apply -f - >/dev/null\n${Buffer.from(text).toString('base64')}\nEND_OF_FILE`,
          { shown: 'kubectl apply (manifests of the site)' },
        );
      }
      await shell.run(`touch ${mark}`);
    },
    undo: () => Promise.resolve(),
  };
}

import { NonRecoverableError } from '../../../../../core/ports/operation.ts';
import { quoteWord } from '../../../../hosts/quote.ts';
import { type Bundle, bundleName, clusterPrograms, openBundle } from '../binaries/bundle.ts';
import { type Machine, paths } from '../binaries/machine.ts';
import { programsStep, servicePath, serviceScript } from '../binaries/program-steps.ts';
import type { HostShell } from '../framework/host-shell.ts';
import type { ClusterStep } from '../framework/steps.ts';
import type { InstallCall } from '../installer.ts';

const needs = { programs: ['kubelet', 'kubeadm', 'kubectl'], plugins: [] };

/** Where the programs come from. */
export interface KubeadmPrograms {
  /** With its files when it is one of the site's; without any when the host has its own programs. */
  bundle: Bundle;
  /** Paths on the host by their names; null: the bundle has them. */
  onHost: Readonly<Record<string, string>> | null;
}

/** The programs that the host has, by their names. */
async function programsOn(shell: HostShell): Promise<Record<string, string>> {
  const said = await shell.run(
    `for program in ${needs.programs.join(' ')}; do echo "$program $(command -v $program || true)"; done`,
    { shown: 'command -v kubeadm kubelet kubectl' },
  );
  return Object.fromEntries(
    said.split('\n').flatMap((line) => {
      const [name = '', path = ''] = line.split(' ');
      // Ours are those of a bundle.
      return path === '' || path.startsWith(paths.programs) ? [] : [[name, path]];
    }),
  );
}

/**
 * kubeadm, kubelet and kubectl: those of the host when it has all three, else those of the site's bundle. Throws
 * `NonRecoverableError` when neither has them or the bundle is not what it must be.
 */
export async function requirePrograms({ shell, site, properties }: InstallCall): Promise<KubeadmPrograms> {
  const onHost = await programsOn(shell);
  if (needs.programs.every((name) => onHost[name] !== undefined)) {
    const version = (await shell.run(`${onHost['kubeadm']} version -o short`)).trim();
    const minor = Number(/^v1\.(\d+)/.exec(version)?.[1]);
    if (!(minor >= 20)) {
      throw new NonRecoverableError(
        `kubeadm on ${shell.host} is ${version}; it must be 1.20 or newer. Install a newer kubeadm, kubelet and kubectl there.`,
      );
    }
    const architecture = (await shell.run('uname -m')).trim();
    const bundle = { place: shell.host, minor, version, architecture, files: [], manifests: [] };
    return { bundle, onHost };
  }
  if (site.bundle === null) {
    throw new NonRecoverableError(
      `${shell.host} has no kubeadm, kubelet and kubectl, and no bundle has them. Install them there, or put them into bin/ of the bundle that GANTRY_KUBERNETES_BUNDLE names.`,
    );
  }
  return { bundle: await openBundle(site.bundle, bundleName(properties), needs), onHost: null };
}

/** The programs are where all steps look for them: sent there, or linked from where the host has them. */
export function kubeadmProgramsStep(machine: Machine, onHost: KubeadmPrograms['onHost']): ClusterStep {
  const { shell, bundle, facts } = machine;
  const runtime = facts.runtimeSockets.length > 0 || facts.programs['containerd'] !== undefined;
  const wanted: readonly string[] = [...needs.programs, ...(runtime ? [] : clusterPrograms.runtime)];
  const files = bundle.files.filter(({ name }) => !name.startsWith('bin/') || wanted.includes(name.slice(4)));
  const step = programsStep(machine, files);
  if (onHost === null) return step;
  const bin = `${paths.programs}/bin`;
  return {
    ...step,
    isDone: () => shell.holds(`[ -x ${servicePath} ] && [ -x ${bin}/kubectl ] && [ -e ${paths.programs}/cni/bridge ]`),
    do: async () => {
      await shell.writeFile(servicePath, serviceScript, '755');
      const links = Object.entries(onHost).map(([name, path]) => `ln -sf ${quoteWord(path)} ${bin}/${name}`);
      await shell.run(
        [
          `mkdir -p ${bin} ${paths.programs}/cni`,
          ...links,
          'for folder in /usr/lib/cni /usr/libexec/cni /opt/cni/bin; do',
          `  for plugin in "$folder"/*; do [ ! -x "$plugin" ] || ln -sf "$plugin" ${paths.programs}/cni/; done`,
          'done',
        ].join('\n'),
        { shown: `link the programs of the host into ${paths.programs}` },
      );
      if (await shell.holds(`[ -e ${paths.programs}/cni/bridge ]`)) return;
      throw new NonRecoverableError(
        `${shell.host} has no network plugins in /opt/cni/bin or /usr/lib/cni. Install them (Debian: apt install containernetworking-plugins; others: kubernetes-cni) and run the workflow again.`,
      );
    },
  };
}

import { NonRecoverableError } from '../../../../../core/ports/operation.ts';
import type { ClusterStep } from '../framework/steps.ts';
import { NotYet } from '../framework/steps.ts';
import type { InstallCall } from '../installer.ts';
import { clusterPrograms } from './bundle.ts';
import type { Machine } from './machine.ts';

/** How a host's own means install a container runtime, by the program that does it. */
const managers: readonly { program: string; install: string; remove: string; installed: string }[] = [
  {
    program: 'apt-get',
    install:
      'export DEBIAN_FRONTEND=noninteractive\napt-get update -q >/dev/null\napt-get install -y -q --no-install-recommends containerd runc',
    remove: 'DEBIAN_FRONTEND=noninteractive apt-get purge -y -q',
    installed: `dpkg-query -W -f '\${Package} \${db:Status-Status}\\n' | sed -n 's/ installed$//p'`,
  },
  {
    program: 'dnf',
    install: 'dnf install -y -q containerd runc',
    remove: 'dnf remove -y -q',
    installed: "rpm -qa --qf '%{NAME}\\n'",
  },
  {
    program: 'zypper',
    install: 'zypper --non-interactive --quiet install containerd runc',
    remove: 'zypper --non-interactive --quiet remove',
    installed: "rpm -qa --qf '%{NAME}\\n'",
  },
];

/**
 * What `install_docker: true` asks for: something that runs containers. It is installed from the host's own packages where
 * neither the host nor the bundle has any, and hosts may download; those packages go again with the cluster.
 */
export function packageSteps(machine: Machine, { properties, site, record }: InstallCall): ClusterStep[] {
  if (properties['install_docker'] !== true && !record.steps.has(stepName)) return [];
  return [packageStep(machine, site.mayDownload)];
}

const stepName = 'packages of a container runtime';

function packageStep({ shell, bundle, context }: Machine, mayDownload: boolean): ClusterStep {
  const inBundle = clusterPrograms.runtime.every((name) => bundle.files.some((file) => file.name === `bin/${name}`));
  const list = managers
    .map(({ program, installed }) => `if command -v ${program} >/dev/null; then ${installed} | sort; exit; fi`)
    .join('\n');
  return {
    name: stepName,
    hint: 'The package sources of the host are its own matter: try the same command there.',
    prepare: async () => ({ before: await shell.run(list, { shown: 'list the installed packages' }) }),
    isDone: async () => inBundle || (await shell.holds('command -v containerd >/dev/null')),
    do: async () => {
      if (!mayDownload) {
        throw new NonRecoverableError(
          `install_docker: true asks for a container runtime. ${shell.host} has none, the bundle has none, and nothing may be downloaded. ` +
            `Install containerd on the host, put ${clusterPrograms.runtime.join(', ')} into bin/ of the bundle, or let hosts download: GANTRY_KUBERNETES_DOWNLOADS=1.`,
        );
      }
      const found = await shell.run(
        managers.map(({ program }) => `command -v ${program} >/dev/null && echo ${program} && exit`).join('\n') +
          '\ntrue',
      );
      const manager = managers.find(({ program }) => program === found.trim());
      if (manager === undefined) {
        throw new NonRecoverableError(
          `${shell.host} has none of ${managers.map(({ program }) => program).join(', ')}, so no package can be installed there. Install containerd by hand.`,
        );
      }
      await shell.run(manager.install, { shown: manager.install.split('\n').at(-1) ?? '' });
      // What the host is was asked before.
      throw new NotYet('A container runtime was installed from packages; the host is looked at again.', 1);
    },
    undo: async ({ before }) => {
      const known = new Set(String(before ?? '').split('\n'));
      const now = (await shell.run(list, { shown: 'list the installed packages' })).split('\n');
      const ours = now.filter((name) => name !== '' && !known.has(name) && runtimePackages.test(name));
      if (ours.length === 0) return;
      const remove = managers
        .map(
          (manager) =>
            `if command -v ${manager.program} >/dev/null; then ${manager.remove} ${ours.join(' ')}; exit; fi`,
        )
        .join('\n');
      await shell.run(remove, { shown: `remove the packages ${ours.join(', ')}` });
      context.log('info', `The packages ${ours.join(', ')} were removed from ${shell.host}.`);
    },
  };
}

/** What the installation may have brought; packages that others installed meanwhile stay. */
const runtimePackages =
  /^(containerd|containerd\.io|runc|container-selinux|containernetworking-plugins|criu|libseccomp2?)$/;

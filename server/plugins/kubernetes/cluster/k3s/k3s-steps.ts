import { quoteWord } from '../../../../hosts/quote.ts';
import { readTraces, removeRules, removeTraces } from '../binaries/clear-host.ts';
import { kubectl } from '../binaries/control-plane.ts';
import { type Machine, paths } from '../binaries/machine.ts';
import { programsStep, servicePath, serviceScript } from '../binaries/program-steps.ts';
import { listens, serviceStep } from '../binaries/services.ts';
import type { ClusterStep } from '../framework/steps.ts';
import { type K3sPlan, k3sFolder, k3sWords, tokenFile } from './k3s-words.ts';

/** k3s is where the other steps look for programs, also by the name `kubectl`. */
export function k3sProgramsStep(machine: Machine, onHost: string | null): ClusterStep {
  const { shell, bundle } = machine;
  const files = bundle.files.filter(({ name }) => name === 'bin/k3s' || name.startsWith('images/'));
  const step = programsStep(machine, files);
  const bin = `${paths.programs}/bin`;
  return {
    ...step,
    isDone: async () =>
      (await shell.holds(`[ -x ${bin}/k3s ] && [ -e ${bin}/kubectl ] && [ -x ${servicePath} ]`)) &&
      (onHost !== null || (await step.isDone({}))),
    do: async () => {
      if (onHost === null) await step.do({});
      await shell.writeFile(servicePath, serviceScript, '755');
      const link = onHost === null ? '' : `ln -sf ${quoteWord(onHost)} ${bin}/k3s\n`;
      await shell.run(`mkdir -p ${bin}\n${link}ln -sf k3s ${bin}/kubectl`);
    },
  };
}

/** The images of the bundle lie where k3s takes them from when it starts. */
export function k3sImagesStep({ shell, bundle }: Machine): ClusterStep {
  const folder = `${k3sFolder}/agent/images`;
  const names = bundle.files.flatMap(({ name }) => (name.startsWith('images/') ? [name.slice('images/'.length)] : []));
  return {
    name: 'images of the bundle',
    prepare: async () => ({ hadRancher: await shell.holds('[ -e /var/lib/rancher ]') }),
    isDone: () => shell.holds(['true', ...names.map((name) => `[ -e ${folder}/${name} ]`)].join(' && ')),
    do: async () => {
      const links = names.map((name) => `ln -sf ${paths.programs}/images/${name} ${folder}/${name}`);
      await shell.run([`mkdir -p ${folder}`, ...links].join('\n'));
    },
    undo: async ({ hadRancher }) => {
      const above = hadRancher === true ? '' : '\nrmdir /var/lib/rancher 2>/dev/null || true';
      await shell.run(`rm -rf ${k3sFolder}${above}`);
    },
  };
}

/** The secret of the cluster: made on the master; a node gets the form of it that also proves the master. */
export function tokenStep({ shell, master, settings }: Machine): ClusterStep {
  return {
    name: 'secret of the cluster',
    isDone: () => shell.holds(`[ -s ${tokenFile} ]`),
    do: async () => {
      if (settings.role === 'master') {
        await shell.run(
          `umask 077\nod -An -tx1 -N24 /dev/urandom | tr -d ' \\n' >${tokenFile}.new\nmv ${tokenFile}.new ${tokenFile}`,
        );
        return;
      }
      await shell.writeFile(tokenFile, (await master.run(`cat ${k3sFolder}/server/node-token`)).trim());
    },
    undo: async () => void (await shell.run(`rm -f ${tokenFile}`)),
  };
}

/** k3s runs. Its undo empties the host of pods. */
export function k3sStep(machine: Machine, runtime: K3sPlan['runtime']): ClusterStep {
  const { shell, master, settings, network } = machine;
  const isMaster = settings.role === 'master';
  const plan: K3sPlan = {
    ...{ settings, runtime, hasNetwork: network !== null },
    knowsAddress: settings.addresses.split(',').includes(settings.address),
  };
  const step = serviceStep(machine, {
    name: 'k3s',
    command: () => k3sWords(plan),
    isWell: isMaster ? `[ "$(${kubectl} get --raw /readyz 2>/dev/null)" = ok ]` : listens(10250),
    condition: isMaster ? `The API server on ${shell.host}, port ${settings.port},` : `k3s on ${shell.host}`,
  });
  return {
    ...step,
    prepare: async () => ({
      ...(await readTraces(shell)),
      hadConfig: await shell.holds('[ -e /etc/rancher ]'),
    }),
    undo: async (kept) => {
      await step.undo(kept);
      await master.run(
        `${kubectl} delete node ${settings.nodeName} --ignore-not-found --wait=false >/dev/null 2>&1 || true`,
      );
      await shell.run(endOfPods, { shown: 'end the shims of k3s and unmount what is below /run/k3s' });
      await removeRules(shell);
      await removeTraces(shell, kept);
      await shell.run(
        `rm -rf /run/k3s /run/flannel ${paths.admin}\n${kept['hadConfig'] === true ? 'rm -rf /etc/rancher/node' : 'rm -rf /etc/rancher'}`,
      );
    },
  };
}

/** Pods outlive k3s: their shims, which name its socket, are ended with all that they hold. */
const endOfPods = `left=50
while pids=$(grep -alF -- /run/k3s/containerd/containerd.sock /proc/[0-9]*/cmdline 2>/dev/null | cut -d/ -f3 | while read -r pid; do
    [ "$pid" = $$ ] || { tr '\\0' ' ' </proc/$pid/cmdline | grep -q '^[^ ]*containerd-shim' && echo "$pid"; }
  done; true); [ -n "$pids" ] && [ "$left" -gt 0 ]; do
  for pid in $pids; do
    for child in $(cat /proc/$pid/task/*/children 2>/dev/null); do kill -s KILL "$child" 2>/dev/null || true; done
    kill -s KILL "$pid" 2>/dev/null || true
  done
  sleep 0.1; left=$((left - 1))
done
awk '{print $2}' /proc/mounts | grep -E '^(/run/k3s|${k3sFolder})/' | sort -r | while read -r at; do umount -l "$at" || true; done`;
